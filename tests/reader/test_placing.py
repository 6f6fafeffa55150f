"""When what is said and what is counted happened, and when it was said. All came out on Wednesday, 20 November 2024."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Attribution, Quantity, Reading, Span
from onrecord.reader._placing import placed, redated
from onrecord.reader._times import times

if TYPE_CHECKING:
    from onrecord.model import Act

PUBLISHED = date(2024, 11, 20)
TODAY = "2024-11-20"
# Text with its {cue} and [content]; when it happened, by when, when it was said.
SAID: list[tuple[str, str | None, str | None, str | None]] = [
    ("Ruiz {said} on Monday that [the bridge fell].", None, TODAY, "2024-11-18"),
    ("Ruiz {said} Monday that [the bridge fell on Sunday].", "2024-11-17", None, "2024-11-18"),
    ("Ruiz {told} reporters Tuesday [the bridge fell in March].", "2024-03", None, "2024-11-19"),
    ("Ruiz {said} that [the bridge fell].", None, TODAY, None),
    ("Ruiz {said} that [the bridge fell on Sunday].", "2024-11-17", None, None),
    ("On Monday, Ruiz {said} [the bridge fell].", None, TODAY, "2024-11-18"),
    ("[The bridge fell on Sunday], Ruiz {said} on Monday.", "2024-11-17", None, "2024-11-18"),
    ("[The bridge fell], Ruiz {said} last week.", None, TODAY, "2024-W46"),
    ("“[The bridge fell],” Ruiz {said}.", None, TODAY, None),
    ("Ruiz {said} that [it will fall].", None, None, None),
    ("Ruiz {said} that [it will fall in March].", "2025-03", None, None),
    ("Ruiz {said} on Monday that [it would fall].", None, None, "2024-11-18"),
    ("Ruiz {said} that [it is going to fall].", None, None, None),
    ("Ruiz {said} that [it may have fallen].", None, TODAY, None),
    ("Ruiz {said} that [it may fall].", None, None, None),
    ("Ruiz {vowed} [to mend it].", None, None, None),
    ("Ruiz {said} that [it fell after the flood in May].", None, TODAY, None),
    ("Ruiz {said} that [it fell in June after the flood in May].", "2024-06", None, None),
    ("Ruiz {said} that [after the flood in May, it fell in June].", "2024-06", None, None),
    ("Ruiz {said} that [it had been shut since 2022].", None, TODAY, None),
    ("Ruiz {said} that [it had fallen by June].", None, "2024-06-30", None),
    ("Ruiz {said} that [it was open until May 5].", None, "2024-05-05", None),
    ("Ruiz {said} that [it fell before Friday].", None, "2024-11-14", None),
    ("Ruiz {said} that [it now stands open].", None, TODAY, None),
    ("Ruiz {said} that [it was shut for three days].", None, TODAY, None),
    ("Ruiz {said} before Friday that [it fell].", None, TODAY, None),
    ("Ruiz, who came on Friday, {said} that [it fell].", None, TODAY, None),
    ("Ruiz {said} that [it fell]. On Monday it rained.", None, TODAY, None),
    ("It rained on Monday. Ruiz {said} that [it fell].", None, TODAY, None),
    ("Ruiz has {said} since May that [it fell].", None, TODAY, None),
    ("Ruiz {said} that [Kim told the board on Monday that it fell].", "2024-11-18", None, None),
    ("Ruiz {said} on Tuesday night that [it fell].", None, TODAY, "2024-11-19TNI"),
]
# Text with its [figures]; for each, when it was so and by when.
COUNTED: list[tuple[str, list[tuple[str | None, str | None]]]] = [
    ("Some [300] men fell in May.", [("2024-05", None)]),
    ("Some [300] men fell.", [(None, TODAY)]),
    ("In May, [300] men fell.", [("2024-05", None)]),
    ("In May, [300] men fell and [20] were hurt.", [("2024-05", None), ("2024-05", None)]),
    ("It had [5,000] men in May and [7,000] in June.", [("2024-05", None), ("2024-06", None)]),
    ("It sent [300] men in May, while [20] stayed.", [("2024-05", None), (None, TODAY)]),
    ("It sent [300] men; in May, [20] came back.", [(None, TODAY), ("2024-05", None)]),
    ("It will send [300] men.", [(None, None)]),
    ("It will send [300] men in March.", [("2025-03", None)]),
    ("It plans to send [300] men.", [(None, None)]),
    ("It lost [300] men since 2022.", [(None, TODAY)]),
    ("It had lost [300] men by June.", [(None, "2024-06-30")]),
    ("It lost [1,000] men in the past week alone.", [(None, TODAY)]),
    ("It lost [300] men last October.", [("2024-10", None)]),
    ("It lost [300] men on Friday. In May it lost [20].", [("2024-11-15", None), ("2024-05", None)]),
    ("It fell from [40] in 2019 to [30] in 2020.", [("2019", None), ("2020", None)]),
    ("The [300] men who came in May left.", [(None, TODAY)]),
    ("It lost [300] men after the vote in May.", [(None, TODAY)]),
    ("A crowd of [300], compared with [200] in May, came.", [(None, TODAY), ("2024-05", None)]),
    ("It has [300] men now.", [(None, TODAY)]),
    ("It sent [300] men and lost [20] in June.", [(None, TODAY), ("2024-06", None)]),
]


def attributed(marked: str, published: date | None, act: Act = "say") -> tuple[str, Reading]:
    """The text without its marks, and a reading of its one attribution."""
    text, spans = "", {}
    for part in re.split(r"([{}\[\]])", marked):
        if part in ("{", "["):
            spans[part] = len(text)
        elif part in ("}", "]"):
            opening = "{" if part == "}" else "["
            spans[part] = len(text)
            spans[opening] = spans[opening]
        else:
            text += part
    cue, content = Span(spans["{"], spans["}"]), Span(spans["["], spans["]"])
    found = Attribution(
        id="a1", source=(), cue=(cue,), content=(content,), speaker=None, act=act, form="indirect", factuality="CT+"
    )
    return text, Reading("x", "invented", (found,), times=times(text, [Span(0, len(text))], published))


def counting(marked: str, published: date | None) -> tuple[str, Reading]:
    """The text without its marks, and a reading of its figures."""
    text, figures = "", []
    for number, part in enumerate(re.split(r"[\[\]]", marked)):
        figures += [Span(len(text), len(text) + len(part))] if number % 2 else []
        text += part
    found = tuple(Quantity(span=span, low=1, high=1, bound="exactly") for span in figures)
    return text, Reading("x", "invented", quantities=found, times=times(text, [Span(0, len(text))], published))


@pytest.mark.parametrize(("marked", "when", "latest", "stated"), SAID)
def test_what_is_said_is_placed_and_when_it_was_said_is_kept_apart(
    marked: str, when: str | None, latest: str | None, stated: str | None
) -> None:
    text, reading = attributed(marked, PUBLISHED)
    (found,) = placed(text, reading, PUBLISHED).attributions
    assert (found.when, found.latest and found.latest.isoformat(), found.stated) == (when, latest, stated)


@pytest.mark.parametrize(("marked", "expected"), COUNTED)
def test_figures_are_of_the_time_that_governs_them(marked: str, expected: list[tuple[str | None, str | None]]) -> None:
    text, reading = counting(marked, PUBLISHED)
    found = placed(text, reading, PUBLISHED).quantities
    assert [(q.when, q.latest and q.latest.isoformat()) for q in found] == expected


@pytest.mark.parametrize("act", ["promise", "demand", "propose", "ask"])
def test_what_is_promised_or_asked_for_has_not_happened(act: Act) -> None:
    text, reading = attributed("Ruiz {spoke of} [a new bridge].", PUBLISHED, act)
    (found,) = placed(text, reading, PUBLISHED).attributions
    assert (found.when, found.latest) == (None, None)


def test_a_figure_takes_no_time_of_the_saying_nor_one_from_outside_what_is_said() -> None:
    text, reading = attributed("Ruiz {said} on Monday that [300 men fell] in a note of May 5.", PUBLISHED)
    figure = Quantity(span=Span(text.index("300"), text.index("300") + 3), low=300, high=300, bound="exactly")
    both = Reading("x", "invented", reading.attributions, quantities=(figure,), times=reading.times)
    (outside,) = placed(text, both, PUBLISHED).quantities
    assert outside.when == "2024-05-05"
    inner = Quantity(span=figure.span, low=300, high=300, bound="exactly", stated_in="a1")
    (within,) = placed(text, Reading("x", "", reading.attributions, (), (inner,), reading.times), PUBLISHED).quantities
    assert (within.when, within.latest) == (None, PUBLISHED)


def test_the_day_of_saying_is_never_that_of_a_figure() -> None:
    text, reading = attributed("Ruiz {said} on Monday that [the 300 men fell].", PUBLISHED)
    figure = Quantity(span=Span(text.index("300"), text.index("300") + 3), low=300, high=300, bound="exactly")
    (found,) = placed(text, Reading("x", "", reading.attributions, (), (figure,), reading.times), PUBLISHED).quantities
    assert (found.when, found.latest) == (None, PUBLISHED)


def test_the_first_of_several_pieces_with_a_time_places_what_is_said() -> None:
    text = "It fell, Ruiz said, in May, and rose in June."
    pieces = (Span(0, 7), Span(20, len(text) - 1))
    said = Attribution(
        id="a1",
        source=(),
        cue=(Span(14, 18),),
        content=pieces,
        speaker=None,
        act="say",
        form="indirect",
        factuality="CT+",
    )
    reading = Reading("x", "", (said,), times=times(text, [Span(0, len(text))], PUBLISHED))
    assert placed(text, reading, PUBLISHED).attributions[0].when == "2024-05"


def test_without_a_date_only_what_is_absolute_is_placed() -> None:
    text, reading = counting("In 2019 it lost [300] men. It lost [20] last week.", None)
    assert [(q.when, q.latest) for q in placed(text, reading, None).quantities] == [("2019", None), (None, None)]


@given(st.sampled_from([row[0] for row in SAID]) | st.sampled_from([row[0] for row in COUNTED]), st.dates(), st.dates())
def test_a_date_that_becomes_known_places_as_reading_with_it_does(marked: str, day: date, other: date) -> None:
    make = attributed if "{" in marked else counting
    (text, bare), (_, known) = make(marked, None), make(marked, day)
    whole = placed(text, known, day)
    assert redated(text, placed(text, bare, None), day) == whole
    assert redated(text, redated(text, whole, other), day) == whole


@given(st.text(), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=4))
def test_nothing_raises_wherever_figures_and_words_stand(text: str, places: list[tuple[int, int]]) -> None:
    spans = [Span(min(start, len(text)), min(start + size, len(text))) for start, size in places]
    figures = tuple(Quantity(span=span, low=1, high=1, bound="exactly") for span in spans)
    said = tuple(
        Attribution(
            id=f"a{n}",
            source=(),
            cue=(span,),
            content=(span,),
            speaker=None,
            act="say",
            form="direct",
            factuality="CT+",
        )
        for n, span in enumerate(spans)
    )
    reading = Reading("x", "", said, quantities=figures, times=times(text, [Span(0, len(text))] if text else [], None))
    found = placed(text, reading, PUBLISHED)
    assert [q.span for q in found.quantities] == spans
