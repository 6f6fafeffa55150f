"""From the network's scores to spans of text: attributions not yet interpreted, and names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.model import Span
from onrecord.reader._links import Place, linked
from onrecord.reader._tags import NAMES, ROLES, best, spans

if TYPE_CHECKING:
    from onrecord.reader._network import Model
    from onrecord.reader._pieces import Pieces
    from onrecord.reader._scores import Scores
    from onrecord.reader._tags import Tagged


class Found(NamedTuple):
    """An attribution as spans alone, each in text order."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]

    @property
    def place(self) -> tuple[Span, tuple[Span, ...]]:
        """Its place in the text: where its first word stands, then its cue."""
        return min(self.source + self.cue + self.content), self.cue


class Named(NamedTuple):
    """A name: PER, ORG, LOC or MISC, and where it stands."""

    kind: str
    span: Span


def attributed(pieces: Pieces, scores: Scores, model: Model) -> list[Found]:
    """The attributions, in the order of their first words; some have no source."""
    parts = list(spans(best(scores.roles, model.role_steps, pieces.paragraphs), ROLES))
    place = Place(pieces.paragraphs, np.isin(pieces.ids, model.ends))
    found = [
        Found(
            () if source is None else (_span(pieces, parts[source]),),
            (_span(pieces, parts[cue]),),
            tuple(_span(pieces, parts[content]) for content in contents),
        )
        for source, cue, contents in linked(parts, scores.links, place, model.linker)
    ]
    return sorted(found, key=lambda each: each.place)


def named(pieces: Pieces, scores: Scores, model: Model) -> list[Named]:
    """The names, in text order."""
    tags = best(scores.names, model.name_steps, pieces.paragraphs)
    return [Named(name.kind, _span(pieces, name)) for name in spans(tags, NAMES)]


def _span(pieces: Pieces, part: Tagged) -> Span:
    return Span(int(pieces.starts[part.start]), int(pieces.ends[part.stop - 1]))
