"""A line as it is read for hints, and a hint in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from onrecord.model import Block, HintKind, Span
    from onrecord.page._mentions import Mention

# Lines of their own are shorter than paragraphs.
LINE = 160
# Datelines of any form, and what surrounds a name in a line, are shorter than this.
SHORT = 60
# A word in small letters, which shows a sentence; those that join names are none.
SMALL = r"(?<!\w)(?!and\b|und\b|et\b|y\b|e\b|og\b|och\b|for\b|by\b|von\b|van\b|de\b|der\b|la\b)[a-zà-ÿ]{2,}"


class Line(NamedTuple):
    """One block of a text that is looked at as a line: the folded text, where it stands, and whom it names."""

    plain: str
    block: Block
    number: int
    """How many blocks stand above it."""
    named: tuple[Mention, ...]
    outlet: str | None

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.block.span

    @property
    def text(self) -> str:
        """The line itself."""
        start, end = self.block.span
        return self.plain[start:end]


class LineHint(NamedTuple):
    """What a line says: the kind, the origin, and where the words stand."""

    kind: HintKind
    origin: str
    span: Span
