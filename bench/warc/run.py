"""How fast an archive and a WARC file are checked, beside warcio on the same files in the same run, and what is found.

- verified: records of an archive (made here) whose bytes, digests, ids and log entries are checked, per second on one
  core; peer: `warcio check`, which checks digests alone
- read: responses of WARC files, digests checked, pages taken out, per second; peer: warcio's reader, digests checked
- found: of bits flipped in the archive made here, one a run of `verify`, in each class of position, how many are named

The ratio to the peer comes first: the seconds are this machine's. Each figure is the best of some runs, by turns.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import random
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]  # warcio has no types
from warcio.checker import Checker  # type: ignore[import-untyped]  # as above

from onrecord.capture._budget import Budget, Limits
from onrecord.capture._warc_in import read_warc
from onrecord.capture._warcs import Archive
from onrecord.model import Capture, Exchange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

START = datetime(2024, 10, 16, tzinfo=UTC)
RUNS = 5
FLIPS = 40  # in each class of position


class Rate(NamedTuple):
    """Records, and the seconds that we and the peer took for them."""

    records: int
    ours: float
    peer: float

    @property
    def ratio(self) -> float:
        """How many times as fast as the peer."""
        return self.peer / self.ours


def page(chance: random.Random, words: list[str]) -> bytes:
    """A page of about the size, and about as well packed (5 to 1), as news pages are."""
    rows = []
    for _ in range(int(chance.lognormvariate(5.5, 0.8))):
        text = " ".join(chance.choices(words, weights=range(len(words), 0, -1), k=25))
        rows.append(f'<div class="article-body__row row-{chance.randrange(9)}"><p class="text">{text}.</p></div>')
    return "\n".join(["<!DOCTYPE html><html><head><title>Page</title></head><body>", *rows, "</body></html>"]).encode()


def captures(count: int, seed: int) -> Iterator[tuple[Capture, tuple[Exchange, ...]]]:
    """Made captures: every other from a file, every other from a URL."""
    chance = random.Random(seed)  # noqa: S311 - made pages
    words = ["".join(chance.choices("abcdefghijklmnoprstuvwy", k=chance.randint(2, 11))) for _ in range(4000)]
    for n in range(count):
        body, at = page(chance, words), START + timedelta(minutes=n)
        if n % 2:
            yield Capture(body, f"pages/{n}.html", None, "text/html", at), ()
        else:
            url = f"https://example.org/{n}"
            yield Capture(body, url, url, "text/html", at), (exchange(url, body, at),)


def exchange(url: str, body: bytes, at: datetime) -> Exchange:
    """The exchange by which a made page was fetched."""
    return Exchange(
        url=url,
        request_line=f"GET {url} HTTP/1.1".encode(),
        request_headers=((b"Host", b"example.org"), (b"User-Agent", b"onrecord")),
        status=200,
        status_line=b"HTTP/1.1 200 OK",
        headers=((b"Content-Type", b"text/html; charset=utf-8"), (b"Server", b"made")),
        body=body,
        address="192.0.2.1",
        at=at,
        seconds=0.1,
    )


def rate(records: int, ours: Callable[[], object], peer: Callable[[], object]) -> Rate:
    """The best of some runs of each, by turns, so that a busy machine is busy for both."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(RUNS):
        for taken, run in zip(times, (ours, peer), strict=True):
            start = time.process_time()
            run()
            taken.append(time.process_time() - start)
    return Rate(records, min(times[0]), min(times[1]))


def verified(warcs: Archive) -> Rate:
    """Our verify against `warcio check` over the same files."""
    files = [str(p) for p in sorted((warcs.folder / "warcs").iterdir())]
    count = sum(fault is None for fault in warcs.verify())

    def ours() -> None:
        faults = [fault for fault in warcs.verify() if fault is not None]
        if faults:
            raise SystemExit(f"false alarm: {faults[0]}")

    def peer() -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            Checker(SimpleNamespace(inputs=files, verbose=False)).process_all()

    return rate(count, ours, peer)


def read(files: list[Path]) -> Rate:
    """Our reader against warcio's over the same files, each checking digests and holding every page once."""

    def ours() -> int:
        pages = 0
        for path in files:
            with path.open("rb") as file:
                budget = Budget(Limits(), path.stat().st_size)
                pages += sum(isinstance(p, Capture) for p in read_warc(file, path.name, START, budget))
        return pages

    def peer() -> int:
        pages = 0
        for path in files:
            with path.open("rb") as file:
                for record in ArchiveIterator(file, check_digests=True):
                    if record.rec_type in {"response", "resource", "conversion"}:
                        record.content_stream().read()
                        pages += 1
        return pages

    return rate(peer(), ours, peer)


def positions(warcs: Archive) -> dict[str, list[tuple[Path, int]]]:
    """The bytes of an archive by class: of gzip members header, packed bytes and trailer; of the log its parts."""
    found: dict[str, list[tuple[Path, int]]] = {}
    log = warcs.folder / "log.jsonl"
    for entry in warcs.entries():
        for place, name in ((entry.start, "log: number"), (entry.end - 20, "log: hash"), (entry.end - 1, "log: break")):
            found.setdefault(name, []).append((log, place))
        for record in entry.facts.get("records", ()):
            path, at, end = warcs.folder / "warcs" / entry.facts["file"], record["offset"], record["length"]
            found.setdefault("gzip header", []).extend((path, at + n) for n in range(10))
            found.setdefault("WARC header", []).extend((path, at + n) for n in range(10, 60))
            found.setdefault("packed bytes", []).extend((path, at + n) for n in range(60, end - 8, 97))
            found.setdefault("gzip trailer", []).extend((path, at + n) for n in range(end - 8, end))
    found["log: anywhere"] = [(log, n) for n in range(log.stat().st_size)]
    return found


def flips(warcs: Archive, seed: int) -> dict[str, tuple[int, int]]:
    """By class of position: how many flipped bits were found, file and place, and of how many, one at a time."""
    chance = random.Random(seed)  # noqa: S311 - any places will do
    named: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for kind, places in sorted(positions(warcs).items()):
        for path, at in chance.sample(places, min(FLIPS, len(places))):
            tried[kind] += 1
            with path.open("r+b") as file:
                _flip(file, at, bit := chance.randrange(8))
                faults = [fault for fault in warcs.verify() if fault is not None]
                _flip(file, at, bit)
            named[kind] += any(f.file == path.name and f.offset <= at for f in faults)
    return {kind: (named[kind], tried[kind]) for kind in tried}


def _flip(file: io.BufferedRandom, at: int, bit: int) -> None:
    file.seek(at)
    old = file.read(1)[0]
    file.seek(at)
    file.write(bytes([old ^ 1 << bit]))
    file.flush()


def made_archive(folder: Path, count: int, seed: int) -> Archive:
    """An archive of made captures."""
    warcs = Archive(folder, tool="bench", clock=lambda: START)
    for capture, exchanges in captures(count, seed):
        warcs.put(capture, exchanges)
    return warcs


def main() -> None:
    """Print the table, and write it as JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, help="a WARC file, or a folder of them, to read as well")
    parser.add_argument("--pages", type=int, default=200, help="captures in the archive made (default: 200)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    asked = parser.parse_args()
    figures: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder:
        warcs = made_archive(Path(folder), asked.pages, asked.seed)
        size = sum(p.stat().st_size for p in (warcs.folder / "warcs").iterdir()) / 1e6
        print(f"an archive of {asked.pages} captures, {size:.1f} MB packed")
        figures["verified"] = _said("verified", verified(warcs))
        figures["read"] = _said("read", read(sorted((warcs.folder / "warcs").iterdir())))
    with tempfile.TemporaryDirectory() as folder:
        found = flips(made_archive(Path(folder), 12, asked.seed), asked.seed)
    for kind, (named, tried) in found.items():
        print(f"found      {named} of {tried} bits flipped: {kind}")
    shares = {kind: named / tried for kind, (named, tried) in found.items()}
    figures["onrecord"] = {"figures": {"flipped bits found": shares}}
    if asked.cases:
        every = [asked.cases] if asked.cases.is_file() else sorted(asked.cases.rglob("*.warc*"))
        figures["cases"] = _said("cases read", read(every))
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


def _said(name: str, found: Rate) -> dict[str, float]:
    ours, peer = found.records / found.ours, found.records / found.peer
    print(
        f"{name:10} {found.ratio:.2f} times warcio ({ours:,.0f} records/s; warcio {peer:,.0f}; {found.records} records)"
    )
    return {"ratio": found.ratio, "per_second": ours, "peer_per_second": peer}


if __name__ == "__main__":
    main()
