"""Reads mutated pages, each in a killable worker, and fails where one breaks a law or its reader.

Every page must give an article that keeps the laws (spans in order and within the text, words at every span, quotes
that stand where they are cited, text that can be written as UTF-8) or be rejected with a reason of one line; no fault
of the program, no dead reader, no more than 500 MB. A page that takes longer than five seconds of a core is rejected
with that reason, which is no failure; it is counted and kept. Progress is kept too: a run that was stopped goes on
where it was. Figures: seconds are of the reader's core, memory is the most that any reader held. Unless `--network` is
given, statements are read by a network that sees something in every word (babble.py).
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from fuzz.babble import babbling  # noqa: E402 -- this folder is no installed package
from fuzz.mutate import mutated  # noqa: E402 -- likewise

from onrecord.cli._workers import Workers  # noqa: E402 -- likewise
from onrecord.model import Capture, Digest, Rejected  # noqa: E402 -- likewise
from onrecord.pipeline import Tools  # noqa: E402 -- likewise
from onrecord.reader import Reader  # noqa: E402 -- likewise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fuzz.mutate import Page

    from onrecord.cli._workers import Read
    from onrecord.model import Article, Span

SHARED = ROOT / ".." / "shared"
REAL = (SHARED / "data" / "pages", SHARED / "samples")
OWN = (ROOT / "tests" / "pages", ROOT / "examples")
PAGES = (".html", ".htm", ".txt", ".html.gz")
# A page without content to damage.
LEAST_BYTES = 500
# Dates after it would not count, and the pages are of 2026.
FETCHED = datetime(2100, 1, 1, tzinfo=UTC)
MOST_MEMORY = 500_000_000
# Rejections that the program owes nobody an apology for: the bounds did their work.
GIVEN_UP = "it was given up"
BROKEN = ("a fault in onrecord", "the reader died", "the reader was killed")
# A run that is stopped repeats at most so many pages.
KEEP_EVERY = 500


@dataclass
class State:
    """How far a run is, and what it has seen: enough to go on."""

    seed: int
    cases: str
    pages: int
    done: int = 0
    seconds: float = 0.0
    articles: int = 0
    slowest: float = 0.0
    slowest_page: int = 0
    peak: int = 0
    peak_page: int = 0
    over_a_second: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    given_up: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def failure(read: Read) -> str | None:
    """What is wrong with what came of a page, in one line; None where nothing is."""
    if read.peak >= MOST_MEMORY:
        return f"the reader held {read.peak / 1e6:.0f} MB"
    if isinstance(read.page, Rejected):
        reason = read.page.reason
        return reason if reason.startswith(BROKEN) else _unlike_a_reason(reason)
    return next(_broken_laws(read.page), None)


def _unlike_a_reason(reason: str) -> str | None:
    if not reason.strip() or len(reason.splitlines()) != 1:
        return f"not a reason of one line: {reason!r}"
    return None


def _broken_laws(digest: Digest) -> Iterator[str]:
    article, reading = digest.article, digest.reading
    if not article.blocks:
        yield "an article without blocks"
    yield from _disorder([block.span for block in article.blocks], "blocks")
    stated = [spans for said in reading.attributions for spans in (said.source, said.cue, said.content)]
    for spans in stated:
        yield from _disorder(spans, "spans of an attribution")
    blocks = [block.span for block in article.blocks]
    yield from _empty(article, blocks, "a block")
    yield from _empty(article, [span for spans in stated for span in spans], "an attribution")
    for found in (reading.assertions, reading.quantities, reading.times, reading.mentions):
        yield from _empty(article, [item.span for item in found], "a finding")
    if any(e.citation.quote != article.text[slice(*e.citation.span)] for e in digest.evidence):
        yield "a quote that does not stand where it is cited"
    yield from _unwritable(article)


def _disorder(spans: Sequence[Span], what: str) -> Iterator[str]:
    if any(one.end > other.start for one, other in pairwise(spans)):
        yield f"{what} out of order"


def _empty(article: Article, spans: Iterable[Span], what: str) -> Iterator[str]:
    for start, end in spans:
        if not 0 <= start < end <= len(article.text):
            yield f"{what} at {start} to {end} in a text of {len(article.text)}"
        elif article.text[start:end] != article.text[start:end].strip():
            yield f"{what} at {start} to {end} has white space at its ends"


def _unwritable(article: Article) -> Iterator[str]:
    written = json.dumps(asdict(article), ensure_ascii=False, default=str)
    try:
        written.encode()
    except UnicodeEncodeError as error:
        yield f"a lone surrogate in the article: {error.reason}"
    # A backslash of the text itself is written twice.
    if r"\u0000" in written.replace(r"\\", ""):
        yield "a NUL in the article, which PostgreSQL does not keep"


def read_cases(folders: Iterable[Path]) -> list[bytes]:
    """The pages in the folders, in order of their paths, those that hold something."""
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.name.endswith(PAGES))
    pages = (gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in files)
    return [page for page in pages if len(page) >= LEAST_BYTES]


def noted(state: State, number: int, read: Read) -> str | None:
    """Take what came of a page into the state; what is to be kept of it, if it is."""
    state.done = number + 1
    if read.seconds > state.slowest:
        state.slowest, state.slowest_page = read.seconds, number
    if read.peak > state.peak:
        state.peak, state.peak_page = read.peak, number
    state.over_a_second += read.seconds > 1
    if isinstance(read.page, Rejected):
        reason = _kind_of(read.page.reason)
        state.reasons[reason] = state.reasons.get(reason, 0) + 1
    else:
        state.articles += 1
    wrong = failure(read)
    if wrong:
        state.failures.append(f"page {number}: {wrong}")
    elif isinstance(read.page, Rejected) and GIVEN_UP in read.page.reason:
        wrong = read.page.reason
        state.given_up.append(f"page {number}: {wrong}")
    return wrong


def _kind_of(reason: str) -> str:
    """What pages are counted under: the bounds as they are, the figures of single pages left out."""
    return reason if GIVEN_UP in reason else re.sub(r"\d+", "…", reason)[:60]


def run(state: State, pages: Sequence[bytes], folder: Path, workers: Workers) -> None:
    """Read what is left of a run; state and pages worth keeping go into the folder."""
    began, before, start = time.monotonic(), state.seconds, state.done
    asked: dict[int, Page] = {}

    def captures() -> Iterator[Capture]:
        for number in range(start, state.pages):
            page = asked[number] = mutated(pages, state.seed, number)
            yield Capture(page.body, page.path, None, page.media_type, FETCHED)

    for number, read in enumerate(workers.readings(captures()), start):
        page = asked.pop(number)
        wrong = noted(state, number, read)
        if wrong:
            kept = folder / f"{state.seed}-{number}-{page.path}"
            kept.write_bytes(page.body)
            _tell(f"{kept}: {wrong} ({', '.join(page.done)}; {page.media_type})")
        state.seconds = before + time.monotonic() - began
        if state.done % KEEP_EVERY == 0 or wrong or state.done == state.pages:
            keep(state, folder)
        if state.done % (KEEP_EVERY * 4) == 0:
            _tell(_progress(state))


def keep(state: State, folder: Path) -> None:
    """Write the state whole or not at all."""
    fresh = folder / "state.json.new"
    fresh.write_text(json.dumps(asdict(state), indent=1), encoding="utf-8")
    fresh.replace(folder / "state.json")


def resumed(asked: State, folder: Path) -> State:
    """The state of the same run where it was stopped, else a new one."""
    try:
        kept = State(**json.loads((folder / "state.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return asked
    same = (kept.seed, kept.cases, kept.pages) == (asked.seed, asked.cases, asked.pages)
    return kept if same and kept.done < kept.pages else asked


def _progress(state: State) -> str:
    return (
        f"{state.done} of {state.pages} pages, {state.done / max(state.seconds, 1e-9):.0f} a second, "
        f"{state.articles} articles, {len(state.given_up)} given up, {len(state.failures)} failures; "
        f"slowest {state.slowest:.2f} s (page {state.slowest_page}), {state.over_a_second} over 1 s; "
        f"most memory {state.peak / 1e6:.0f} MB (page {state.peak_page})"
    )


def _tell(line: str) -> None:
    print(line, flush=True)


def main() -> int:
    """0 where every page held, 1 where one failed, 2 where there are no pages to start from."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=100_000, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2, metavar="N")
    parser.add_argument("--cases", type=Path, action="append", help="folder of pages to start from; may be repeated")
    parser.add_argument("--keep", type=Path, default=ROOT / "build" / "fuzz", help="failing pages and state go there")
    parser.add_argument(
        "--network", action="store_true", help="read with the trained network, which takes most of the time"
    )
    asked = parser.parse_args()
    folders = asked.cases or [folder for folder in REAL if folder.is_dir()] or list(OWN)
    asked.keep.mkdir(parents=True, exist_ok=True)
    # Started before the pages are here: a forked process counts what it shares as its own memory.
    opened = Reader.open if asked.network else babbling
    with Workers(lambda: Tools(opened()), count=asked.workers) as workers:
        pages = read_cases(folders)
        if not pages:
            _tell(f"fuzz: there are no pages in {', '.join(map(str, folders))}; give their folder with --cases")
            return 2
        state = resumed(State(asked.seed, f"{len(pages)} {sum(map(len, pages))}", asked.pages), asked.keep)
        _tell(f"{len(pages)} pages to start from; at page {state.done} of {state.pages}")
        run(state, pages, asked.keep, workers)
    _tell(_progress(state))
    for reason, count in Counter(state.reasons).most_common(20):
        _tell(f"{count:8d} {reason}")
    _tell("\n".join([*state.given_up, *state.failures]) or "nothing given up, no failure")
    return 1 if state.failures else 0


if __name__ == "__main__":
    sys.exit(main())
