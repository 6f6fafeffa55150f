"""Figures as they are looked at: the questions that they answer, and what pages did to their estimates."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.assess._moves import moves
from onrecord.assess._questions import questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from onrecord.model import Article, Change, Question, Reading, Traces


class Asked(NamedTuple):
    """The questions, and the changes of their estimates, oldest first."""

    questions: tuple[Question, ...]
    changes: tuple[Change, ...] = ()


def asked(
    read: Iterable[tuple[Article, Reading]],
    traces: Traces | None = None,
    recorded: Mapping[str, datetime] | None = None,
    *,
    one_event: bool = False,
) -> Asked:
    """What the figures on these pages answer; the order of the pages changes nothing.

    `traces` is what is known of where their reporting comes from; without it each page is of the origin that it names.
    `recorded` has the moment of each page; without it no changes are told. With `one_event` all pages tell of one
    event: how many were killed and wounded in it, counted or told one by one.
    """
    pages = tuple(read)
    found = questions(pages, traces, one_event=one_event)
    return Asked(found, moves(found, recorded, [article for article, _ in pages]) if recorded else ())
