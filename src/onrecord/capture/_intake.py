"""Every kind of source as captures: files and what is packed in them, standard input, addresses, feeds."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

from onrecord.capture._budget import Limits
from onrecord.capture._containers import unpack, unpack_file
from onrecord.capture._dumps import DEFAULT_MAP
from onrecord.capture._exchange import Unchanged
from onrecord.capture._files import DEFAULT_LIMIT, STANDARD_INPUT, is_address, shown
from onrecord.model import Capture, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from onrecord.capture._dumps import FieldMap
    from onrecord.capture._files import Clock
    from onrecord.capture._web import Web
    from onrecord.model import Watch

REMADE = frozenset({".pdf", ".eml", ".mhtml", ".mht", ".jsonl", ".ndjson", ".json"})
"""Files whose pages do not stand in them byte for byte: the file itself is kept beside them."""


@dataclass
class Intake:
    """How pages are taken in. `limit` is in bytes a page. Leaving it closes the way to the Web, if one was opened."""

    clock: Clock
    limit: int = DEFAULT_LIMIT
    names: FieldMap = DEFAULT_MAP
    contact: str | None = None
    """The user's URL or e-mail, told to servers."""
    private: bool = False
    """Whether addresses of this machine and its network may be asked."""
    robots: bool = True
    proxy: str | None = None
    stdin: BinaryIO | None = None
    _open: ExitStack = field(default_factory=ExitStack)
    _web: Web | None = None

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close every connection."""
        self._open.close()

    @property
    def limits(self) -> Limits:
        """What a file and all that is packed in it may cost."""
        return Limits(size=self.limit)

    def web(self) -> Web:
        """The way to the Web, opened when first asked for: loading it takes a tenth of a second."""
        from onrecord.capture._web import Manners, Web  # noqa: PLC0415 - see above

        if self._web is None:
            manners = Manners(contact=self.contact, private=self.private, robots=self.robots)
            self._web = self._open.enter_context(Web.open(manners, self.proxy))
        return self._web

    def feeds(self, url: str) -> dict[str, str | None] | Rejected:
        """The feeds that the page at an address names, with their titles; none where a feed is there itself.

        Rejected where it cannot be had now: it is asked for once.
        """
        from onrecord.capture._exchange import Fetched  # noqa: PLC0415 - with the client: see Intake.web
        from onrecord.capture._feeds import Feed, feeds_of, read_feed  # noqa: PLC0415
        from onrecord.capture._fetch import fetch  # noqa: PLC0415
        from onrecord.capture._web import Limits as Costs  # noqa: PLC0415

        found = fetch(url, self.web(), self.clock, limits=Costs(size=self.limit, attempts=1))
        if not isinstance(found, Fetched):
            return found if isinstance(found, Rejected) else {}
        return {} if isinstance(read_feed(found.body, found.url), Feed) else feeds_of(found.body, found.url)


def take(source: str, intake: Intake) -> Iterator[Capture | Rejected]:
    """The pages that a source gives: one for a page, many for a feed, a WARC, a ZIP; each reason why not in one line.

    A source is a path, an address, or "-" for standard input; what it holds is told by its bytes.
    """
    if is_address(source):
        return _from_web(source, intake)
    if source == STANDARD_INPUT:
        return _from_stdin(intake)
    return _from_file(source, intake)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at a watch gave: the watch as it now stands, and the pages, each with the keys of its entry."""

    watch: Watch
    pages: tuple[tuple[Capture | Rejected, tuple[str, ...]], ...]


def look(watch: Watch, intake: Intake, seen: Callable[[Collection[str]], Collection[str]]) -> Looked:
    """Look at a watched feed or page once, and fetch what in it is new. Nothing is written.

    `seen` says which of some keys of entries were taken in before. Keep `watch` only once the pages are recorded.
    """
    from onrecord.capture._fetch import fetch  # noqa: PLC0415 - with the client: see Intake.web
    from onrecord.capture._look import look as look_once  # noqa: PLC0415
    from onrecord.capture._watch import keys  # noqa: PLC0415
    from onrecord.capture._web import Limits as Costs  # noqa: PLC0415

    costs = Costs(size=intake.limit)
    found = look_once(watch, intake.web(), intake.clock, seen, limits=costs)
    pages: list[tuple[Capture | Rejected, tuple[str, ...]]] = []
    if isinstance(found.outcome, Rejected):
        pages.append((found.outcome, ()))
    if found.page:
        pages += [(page, ()) for page in _unpacked(found.page.capture(), intake)]
    for entry in found.entries:
        page = fetch(entry.link, intake.web(), intake.clock, limits=costs) if entry.link else None
        if isinstance(page, Rejected):
            pages.append((page, keys(entry)))
        elif page is not None and not isinstance(page, Unchanged):
            listed = replace(page.capture(), listed=entry.published)
            pages += [(each, keys(entry)) for each in _unpacked(listed, intake)]
    return Looked(found.watch, tuple(pages))


def _from_file(path: str, intake: Intake) -> Iterator[Capture | Rejected]:
    whole = _whole(path, intake) if Path(path).suffix.lower() in REMADE else None
    for found in unpack_file(path, intake.clock, intake.limits, intake.names):
        yield _named(found) if whole is None or isinstance(found, Rejected) else _named(replace(found, outer=whole))


def _whole(path: str, intake: Intake) -> Capture | None:
    """The file as it is, where it fits; one that does not is refused when it is unpacked."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - Path.open is the same, and paths here are text
            body = file.read(intake.limit + 1)
    except OSError:
        return None
    return Capture(body, shown(path), None, None, intake.clock()) if len(body) <= intake.limit else None


def _from_stdin(intake: Intake) -> Iterator[Capture | Rejected]:
    stream = intake.stdin or sys.stdin.buffer
    try:
        body = stream.read(intake.limit + 1)
    except OSError as error:
        yield Rejected(STANDARD_INPUT, f"cannot be read: {error.strerror or error}")
        return
    if len(body) > intake.limit:
        yield Rejected(STANDARD_INPUT, f"over the limit of {intake.limit / 1e6:g} MB a page; raise it with --max-size")
        return
    yield from _unpacked(Capture(body, STANDARD_INPUT, None, None, intake.clock()), intake)


def _from_web(url: str, intake: Intake) -> Iterator[Capture | Rejected]:
    from onrecord.capture._exchange import Fetched  # noqa: PLC0415 - with the client: see Intake.web
    from onrecord.capture._feeds import Feed, read_feed  # noqa: PLC0415
    from onrecord.capture._fetch import fetch  # noqa: PLC0415
    from onrecord.capture._web import Limits as Costs  # noqa: PLC0415

    costs = Costs(size=intake.limit)
    found = fetch(url, intake.web(), intake.clock, limits=costs)
    if not isinstance(found, Fetched):
        yield found if isinstance(found, Rejected) else Rejected(url, "unchanged")
        return
    feed = read_feed(found.body, found.url)
    if not isinstance(feed, Feed):
        yield from _unpacked(found.capture(), intake)
        return
    # Of entries with one link the first counts.
    linked = {entry.link: entry.published for entry in reversed(feed.entries) if entry.link}
    for link in dict.fromkeys(entry.link for entry in feed.entries if entry.link):
        page = fetch(link, intake.web(), intake.clock, limits=costs)
        if isinstance(page, Fetched):
            yield from _unpacked(replace(page.capture(), listed=linked[link]), intake)
        elif isinstance(page, Rejected):
            yield page


def _unpacked(capture: Capture, intake: Intake) -> Iterator[Capture | Rejected]:
    for found in unpack(capture, intake.limits, intake.names):
        remade = isinstance(found, Capture) and found.body != capture.body
        yield replace(found, outer=capture) if remade and isinstance(found, Capture) else _as_listed(found, capture)


def _as_listed(found: Capture | Rejected, capture: Capture) -> Capture | Rejected:
    return replace(found, listed=capture.listed) if isinstance(found, Capture) and capture.listed else found


def _named(found: Capture | Rejected) -> Capture | Rejected:
    return replace(found, path=shown(found.path))
