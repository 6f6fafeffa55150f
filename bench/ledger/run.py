"""What one more page costs a ledger that is large, beside one that is small; and what entering costs beside reading.

The pages of a folder (by default the examples) are read for real, and ledgers of two sizes are made of their readings
by `generator.py`, in SQLite and, where a server can be had, in PostgreSQL. Then pages are entered in both in turn, so
that whatever else the machine does falls on both: new ones, and reprints of pages that are on record. The metrics, of
which more is better:

- small over large, alone: the median time of a page in the small ledger over that in the large one, each page in a
  transaction of its own, which waits for the disk; 1: the size costs nothing
- small over large, at once: the same with 25 pages in a transaction, where the disk is waited for once
- reading's share, alone / at once: of the time that reading and entering a page take together, in the large ledger;
  at once of the quickest readings and enterings, since a busy machine falls on two programs, ours and a server, more
- small over large, rare words / common words: the median time of a search in the small ledger over that in the large
  one, for two words that stand on one page, and for any of four words that stand on most

A sentence that many pages carry is measured beside, in a small ledger: a claim is weighed with all its evidence.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count, cycle, islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from bench.ledger.generator import Story, fill, kinds, reprint, stories, vary  # noqa: E402 -- no installed package
from bench.ledger.searching import indexed, searched  # noqa: E402 -- as above
from clusters import cluster, missing  # noqa: E402 -- as above

from onrecord import pipeline  # noqa: E402 -- as above
from onrecord.assess import weigh  # noqa: E402 -- as above
from onrecord.ledger import Ledger  # noqa: E402 -- as above
from onrecord.model import Capture, Digest  # noqa: E402 -- as above
from onrecord.reader import Reader  # noqa: E402 -- as above

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DEFAULT_CASES = ROOT / "examples" / "dprk-russia"
AT_ONCE = 25
# How often the pages are read; the first time a reader takes longer.
READINGS = 4
# So many pages are entered alone for each time that others are entered at once.
BATCH_EVERY = 4
# Pages entered in each ledger before any is timed: caches fill, and statements are prepared.
WARM = 50
# Stories that are on record in both ledgers are numbered from 1; those of new pages from here.
NEW = 10**9
# Of the pages that are timed, one in so many is a reprint of a page on record.
ONE_IN = 4
# Pages on which one sentence stands, as an outlet's standing notice does. To make them takes time by the square.
CARRIED = 100


def now() -> datetime:
    """The clock that the ledgers are given."""
    return datetime.now(UTC)


def read(cases: Path) -> tuple[list[Digest], float]:
    """The pages of a folder, and the seconds that a page takes to read, in a reader that has read before; the least."""
    tools = pipeline.Tools(Reader.open())
    captures = [Capture(p.read_bytes(), str(p), None, None, now()) for p in sorted(cases.iterdir()) if p.is_file()]
    seconds = []
    for _ in range(READINGS):
        began = time.perf_counter()
        found = [page for page in (pipeline.digest(c, tools) for c in captures) if isinstance(page, Digest)]
        seconds.append(time.perf_counter() - began)
    return found, min(seconds) / max(len(found), 1)


def source(pages: Sequence[Digest]) -> Iterator[Digest]:
    """Pages to enter, without end: new ones, and now and then a reprint, of a story on record or of the page before."""
    before = pages[-1]
    for n, page in enumerate(cycle(pages)):
        if n % ONE_IN:
            yield vary(page, NEW + n)
        elif n // ONE_IN % 2:
            yield vary(reprint(before, NEW + n), NEW + n - 1)
        else:
            yield vary(reprint(page, NEW + n), n // ONE_IN + 1)
        before = page


def timed(ledger: Ledger, pages: list[Digest]) -> float:
    """Seconds that entering took, in one transaction."""
    began = time.perf_counter()
    if len(pages) == 1:
        ledger.enter(pages[0], weigh, now)
    else:
        ledger.enter_all(pages, weigh, now)
    return time.perf_counter() - began


def in_turn(ledgers: Sequence[Ledger], source: Iterator[Digest], rounds: int) -> list[dict[str, list[float]]]:
    """For each ledger the seconds that a page took each time: alone in its transaction, and with others."""
    for ledger in ledgers:
        timed(ledger, list(islice(source, WARM)))
    took: list[dict[str, list[float]]] = [{"alone": [], "at once": []} for _ in ledgers]
    for at in range(rounds):
        for way, many in (("alone", 1), ("at once", AT_ONCE))[: 1 + (at % BATCH_EVERY == 0)]:
            pages = list(islice(source, many))
            # Each goes first as often as the others.
            for which in sorted(range(len(ledgers)), reverse=bool(at // BATCH_EVERY % 2)):
                took[which][way].append(timed(ledgers[which], pages) / many)
    return took


def carried(ledger: Ledger, page: Digest) -> float:
    """Seconds that a page's one sentence costs more where it stands on many others."""
    copies = [reprint(page, m) for m in range(CARRIED + 6)]
    copies = [replace(copy, evidence=copy.evidence[:1]) for copy in copies]
    first = median(timed(ledger, [vary(copies[0], m)]) for m in range(1, 7))
    for some in range(0, CARRIED, AT_ONCE):
        timed(ledger, copies[some : some + AT_ONCE])
    return median(timed(ledger, [copy]) for copy in copies[CARRIED:]) - first


def made(address: str, of: Sequence[dict[int, Story]], size: int) -> Ledger:
    """A ledger of so many statements, as it is when the database has had a quiet moment."""
    ledger = Ledger.open(address)
    fill(ledger, stories(of, size))
    indexed(ledger)
    with ledger._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:  # noqa: SLF001 -- at rest
        sqlite = db.dialect.name == "sqlite"
        for command in ("PRAGMA wal_checkpoint(TRUNCATE)",) if sqlite else ("VACUUM (ANALYZE)", "CHECKPOINT"):
            db.exec_driver_sql(command)
    return ledger


def measure(
    addresses: Iterator[str], pages: list[Digest], of: list[dict[int, Story]], asked: argparse.Namespace
) -> tuple[dict[str, float], dict[str, float]]:
    """The figures of a database, and the times behind them, in milliseconds but where it says otherwise."""
    began = time.perf_counter()
    ledgers = [made(next(addresses), of, size) for size in (asked.small, asked.statements)]
    making = time.perf_counter() - began
    # As near to the entering as can be, since what else the machine does falls on both.
    _, reading = read(asked.cases)
    took = in_turn(ledgers, source(pages), asked.rounds)
    small, large = ({way: median(seconds) for way, seconds in found.items()} for found in took)
    entering = {"alone": large["alone"], "at once": min(took[1]["at once"])}
    looked = searched(ledgers, pages, asked.rounds)
    again = Ledger.open(next(addresses))
    notice = carried(again, min(pages, key=lambda page: len(page.evidence)))
    for ledger in (*ledgers, again):
        ledger.close()
    figures = {}
    for way in small:
        figures[f"small over large, {way}"] = small[way] / large[way]
        figures[f"reading's share, {way}"] = reading / (reading + entering[way])
    figures |= {f"small over large, {kind}": looked[0][kind] / looked[1][kind] for kind in looked[0]}
    both = (("small", small | looked[0]), ("large", large | looked[1]))
    times = {f"{size}, {way}": seconds * 1000 for size, took in both for way, seconds in took.items()}
    times["reading a page"] = reading * 1000
    return figures, times | {f"a sentence of {CARRIED} pages, more": notice * 1000, "making both, s": making}


def databases(asked: argparse.Namespace, opened: ExitStack) -> Iterator[tuple[str, Iterator[str]]]:
    """Each kind with addresses of ledgers that are not there yet."""
    folder = Path(opened.enter_context(tempfile.TemporaryDirectory(dir=asked.folder)))
    yield "SQLite", (str(folder / f"{n}.sqlite") for n in count())
    if missing():
        print(f"NOT MEASURED on PostgreSQL: {missing()}")
        return
    server = opened.enter_context(cluster(safe=True, folder=asked.folder))
    yield "PostgreSQL", (opened.enter_context(server.database()) for _ in count())


def print_table(result: dict[str, Any], asked: argparse.Namespace) -> None:
    """Ratios first, times last."""
    names = list(result["onrecord"]["figures"])
    print(f"{asked.small} statements against {asked.statements}; times in ms\n")
    print(f"{'':46s}" + "".join(f"{name:>12s}" for name in names))
    for part, digits in (("figures", 3), ("times", 1)):
        for metric in result["onrecord"][part][names[0]]:
            row = (result["onrecord"][part][name][metric] for name in names)
            print(f"{metric:46s}" + "".join(f"{figure:12.{digits}f}" for figure in row))


def main() -> int:
    """Measures and prints; exit status 2 where the cases are missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=DEFAULT_CASES, help="a folder of pages (default: %(default)s)")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    parser.add_argument("--small", type=int, default=10_000, help="statements in the small ledger (%(default)s)")
    parser.add_argument("--statements", type=int, default=100_000, help="and in the large one (%(default)s)")
    parser.add_argument("--rounds", type=int, default=64, help="pages entered alone in each (%(default)s)")
    parser.add_argument("--folder", type=Path, help="where the ledgers are made (default: the system's for such)")
    asked = parser.parse_args()
    pages, _ = read(asked.cases) if asked.cases.is_dir() else ([], 0.0)
    if not pages:
        print(f"ledger: there are no pages at {asked.cases}; give their folder with --cases", file=sys.stderr)
        return 2
    result: dict[str, Any] = {"onrecord": {"figures": {}, "times": {}}}
    of = kinds(pages)
    with ExitStack() as opened:
        for name, addresses in databases(asked, opened):
            figures, times = measure(addresses, pages, of, asked)
            result["onrecord"]["figures"][name], result["onrecord"]["times"][name] = figures, times
    print_table(result, asked)
    if missing():
        # What could not be measured is no shortfall.
        result["onrecord"]["figures"]["PostgreSQL"] = dict.fromkeys(result["onrecord"]["figures"]["SQLite"], math.nan)
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
