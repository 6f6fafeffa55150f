"""MEANTIME's events (Minard et al. 2016) as a measure: in which unit of a reading an event stands, and its gold value.

MEANTIME marks each event's certainty and polarity as the text as a whole gives them. They become FactBank's so:

    certainty  CERTAIN -> CT, PROBABLE -> PR, POSSIBLE -> PS, UNDERSPECIFIED -> U
    polarity   POS -> +, NEG -> -, UNDERSPECIFIED -> u

Certainty and polarity are scored as they are marked. For the value of both, FactBank has eight of the twelve pairs: U
with any polarity is Uu; PR and PS without polarity, which MEANTIME gives to what may come, are PR+ and PS+.
Events without either mark are left out. What is to come and planned or announced is CERTAIN there.

An event stands in the attribution whose content holds its span, in the shortest where several do, else in the
assertion that does; an event in neither (a cue, a sentence that is not asserted) is not scored, and the share of those
that are is given. The main event of a unit is its first verb; where it has no verb, its first event. The other events
of a unit are noun phrases and clauses that the unit's one value was never meant for: they are scored apart.
"""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from onrecord.model import Assertion, Attribution, Reading

_CERTAINTY = {"CERTAIN": "CT", "PROBABLE": "PR", "POSSIBLE": "PS", "UNDERSPECIFIED": "U"}
_POLARITY = {"POS": "+", "NEG": "-", "UNDERSPECIFIED": "u"}


class Event(NamedTuple):
    """A marked event."""

    span: tuple[int, int]
    marked: str
    """Certainty and polarity as marked, such as CT+, PSu, U+."""
    verb: bool

    @property
    def value(self) -> str:
        """FactBank's value."""
        if self.marked.startswith("U"):
            return "Uu"
        return self.marked.replace("PRu", "PR+").replace("PSu", "PS+")


class Page(NamedTuple):
    """One article and its events in text order."""

    id: str
    text: str
    events: list[Event]


class Placed(NamedTuple):
    """An event in the unit that it stands in."""

    event: Event
    unit: Attribution | Assertion
    main: bool


def read_pages(path: Path) -> list[Page]:
    """The articles of a gzipped JSON Lines file; events without certainty or polarity are left out."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [Page(row["id"], row["text"], sorted(_events(row["events"]))) for row in rows]


def _events(rows: Iterable[dict[str, object]]) -> Iterable[Event]:
    for row in rows:
        certainty, polarity = (_CERTAINTY.get(str(row.get("certainty"))), _POLARITY.get(str(row.get("polarity"))))
        span = row["span"]
        if certainty and polarity and isinstance(span, list):
            yield Event((span[0], span[1]), certainty + polarity, row.get("pos") == "VERB")


def place(events: Iterable[Event], reading: Reading) -> list[Placed]:
    """The events that stand in a unit of the reading, in text order, with the main ones marked."""
    units: dict[str, Attribution | Assertion] = {}
    inside: dict[str, list[Event]] = {}
    for event in events:
        unit = _unit_of(event.span, reading)
        if unit:
            units[unit.id] = unit
            inside.setdefault(unit.id, []).append(event)
    return [
        Placed(event, units[name], event == _main_of(together))
        for name, together in inside.items()
        for event in together
    ]


def _unit_of(span: tuple[int, int], reading: Reading) -> Attribution | Assertion | None:
    said = [a for a in reading.attributions if any(start <= span[0] and span[1] <= end for start, end in a.content)]
    if said:
        return min(said, key=lambda a: sum(end - start for start, end in a.content))
    own = (a for a in reading.assertions if a.span.start <= span[0] and span[1] <= a.span.end)
    return next(own, None)


def _main_of(events: list[Event]) -> Event:
    return next((event for event in events if event.verb), events[0])
