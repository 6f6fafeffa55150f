"""What an article says of the reports that it passes on: texts, and how certain each attribution is then."""

from __future__ import annotations

import time

import pytest
from scripted import interpreted, marked, reader

from onrecord.reader._remarks import lowered

TEXTS: list[tuple[str, str, list[str]]] = [
    ("no remark", "{S Ana} {C said} {T it was shut}.", ["CT+"]),
    (
        "one step less",
        "{S Ana} {C said} {T it was shut}. The claim could not be verified.",
        ["PR+ could not be verified"],
    ),
    (
        "from probable to possible",
        "{S Ana} {C said} {T it was likely shut}. That could not be independently verified.",
        ["PS+ likely|could not be independently verified"],
    ),
    (
        "a denial stays one",
        "{S Ana} {C denied} {T it}. That could not be confirmed.",
        ["PR- could not be confirmed"],
    ),
    (
        "what was open stays open",
        "{S Ana} {C asked} {T whether it was shut}. That could not be confirmed.",
        ["Uu whether|could not be confirmed"],
    ),
    (
        "the last before it",
        "{S1 Ana} {C1 said} {T1 yes}. {S2 Ben} {C2 said} {T2 so}. This could not be verified.",
        ["CT+", "PR+ could not be verified"],
    ),
    (
        "all where it speaks of several",
        "{S1 Ana} {C1 said} {T1 yes}. {S2 Ben} {C2 said} {T2 so}. These reports could not be verified.",
        ["PR+ could not be verified", "PR+ could not be verified"],
    ),
    (
        "the paragraph before",
        "{S1 Ana} {C1 said} {T1 yes}.\n{S2 Ben} {C2 said} {T2 so}.\nIt could not be verified.",
        ["CT+", "PR+ could not be verified"],
    ),
    (
        "not what comes after",
        "It could not be verified. {S Ana} {C said} {T it was shut}.",
        ["CT+"],
    ),
    (
        "not two paragraphs before",
        "{S Ana} {C said} {T it was shut}.\nRain fell.\nIt could not be verified.",
        ["CT+"],
    ),
    (
        "what a source says of itself is its own",
        "{S Ana} {C said} {T the toll remains unconfirmed}.",
        ["CTu unconfirmed"],
    ),
    (
        "what is said of its matter, be it a paragraph off",
        "{S1 Ana} {C1 said} {T1 soldiers came}.\n{S2 Ben} {C2 said} {T2 yes}. Reports of soldiers remain unconfirmed.",
        ["PR+ remain unconfirmed", "CT+"],
    ),
    (
        "a remark on another matter",
        "{S Ana} {C said} {T it was shut}. The reports of soldiers remain unconfirmed.",
        ["CT+"],
    ),
    (
        "who could not verify is not the matter",
        "{S Ana} {C said} {T it was shut}. Reuters could not independently verify the claim.",
        ["PR+ could not independently verify"],
    ),
    (
        "what could not be verified by whom",
        "{S1 Ana} {C1 said} {T1 soldiers came}. {S2 Ben} {C2 said} {T2 so}. AP could not verify the count of soldiers.",
        ["PR+ could not verify", "CT+"],
    ),
    (
        "two remarks are two steps",
        "{S Ana} {C said} {T it was shut}. It could not be verified and there was no confirmation of it.",
        ["PS+ could not be verified|there was no confirmation"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in TEXTS], ids=[case[0] for case in TEXTS])
def test_a_remark_takes_certainty_from_what_it_is_about(text: str, expected: list[str]) -> None:
    known = marked(text)
    shown = []
    for found in reader(known).read([known.article])[0].attributions:
        words = "|".join(known.text[start:end] for start, end in found.hedges)
        shown.append(f"{found.factuality} {words}".strip())
    assert shown == expected


LINES = [
    "{{S{n} Ana}} {{C{n} said}} {{T{n} gate {n}}}. These reports could not be verified. ",
    "{{S{n} Ana}} {{C{n} said}} {{T{n} gate {n}}}, could not be verified, ",
    "could not be verified {n} ",
]


@pytest.mark.parametrize("line", LINES)
def test_time_grows_no_faster_than_the_article(line: str) -> None:
    def seconds(count: int) -> float:
        known = marked("{S0 Ana} {C0 said} {T0 no}. " + "".join(line.format(n=n) for n in range(1, count)))
        stated = interpreted(known)
        began = time.process_time()
        lowered(known.text, [block.span for block in known.article.blocks], stated)
        return time.process_time() - began

    seconds(30)
    assert min(seconds(2000) for _ in range(3)) < 12 * min(seconds(200) for _ in range(3)) + 0.2
