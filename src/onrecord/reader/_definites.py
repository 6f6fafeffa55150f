"""Which person "the senator" or "the New York billionaire" is: by office, and by who is present there."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from onrecord.reader._antecedents import REACH, likelihoods
from onrecord.reader._descriptions import descriptions
from onrecord.reader._names import names
from onrecord.reader._offices import called
from onrecord.text import fold

if TYPE_CHECKING:
    from onrecord.reader._cast import Cast

# Tuned on articles of PolNeAR train: one who is called so is as likely as one who is present so many times as much.
_CALLED = 12.0
# One who is called so but is not named near by.
_ABSENT = 0.02
_OTHER_PARTY = 0.1
_PARTIES = {
    "republican": "republican", "gop": "republican", "democratic": "democratic", "democrat": "democratic",
    "labour": "labour", "conservative": "conservative", "tory": "conservative", "liberal": "liberal",
}  # fmt: skip
# From here on one person is likelier than all others together.
_LIKELY = 0.5
_NEAR = 80
_DEFINITE = re.compile(r"(?:the|this|that)\s", re.IGNORECASE)
_CUT = re.compile(r"\s(?:of|for|at|in|from|who|that|which|with|on|to|by|whose)\s|,\s(?:who|which|whose)\b|\s\(")


def calling(words: str) -> str | None:
    """The noun of a description that stands for one person, folded; None where it stands for none or for several."""
    low = fold(_CUT.split(words, maxsplit=1)[0])
    noun = low.rsplit(" ", 1)[-1]
    table = descriptions()
    one = noun in names().person_heads or noun in table.persons or low.endswith(("year old", "front runner"))
    return noun if one or any(low.endswith(ending) for ending in table.endings) else None


def persons_meant(cast: Cast, words: str, at: int) -> tuple[str, ...]:
    """The person whom a definite description at `at` stands for, or those of whom one may be meant; () for nobody."""
    noun = calling(words) if _DEFINITE.match(words) else None
    if noun is None:
        return ()
    so_called = called(cast.offices, words, at)
    if not so_called and (noun in descriptions().unnamed or _is_new(cast.text, noun, at)):
        return ()
    likely = _present(cast, noun, at)
    own = _party(fold(words))
    parties = {office.person: _party(" ".join(office.words)) for office in cast.offices} if own else {}
    weights = {
        name: share
        * (_CALLED if name in so_called else 1.0)
        * (_OTHER_PARTY if parties.get(name, own) not in (own, "") else 1.0)
        for name, share in likely.items()
    }
    weights |= {name: _ABSENT * _CALLED for name in so_called if name not in weights}
    whole = sum(weights.values())
    ranked = sorted(weights, key=lambda name: -weights[name])
    if ranked and weights[ranked[0]] >= _LIKELY * whole:
        return (ranked[0],)
    return so_called


def _party(low: str) -> str:
    return next((party for word, party in _PARTIES.items() if f" {word} " in f" {low} "), "")


def _present(cast: Cast, noun: str, at: int) -> dict[str, float]:
    cut = bisect_left(cast.traces, at, key=lambda trace: trace.start)
    other = "he" if noun in descriptions().women else "she" if noun in descriptions().men else None
    near = [
        trace for trace in cast.traces[max(0, cut - _NEAR) : cut] if cast.scene.genders.get(trace.name, "") != other
    ]
    return likelihoods(cast.scene, near, at)


def _is_new(text: str, noun: str, at: int) -> bool:
    """Whether somebody without a name was brought in by that noun before: "a pollster said"."""
    before = text[max(0, at - REACH) : at]
    return (
        re.search(rf"\b(?:a|an|one|another)\s(?:[\w’'-]+\s){{0,4}}{re.escape(noun)}\b(?!,?\s[A-Z])", before) is not None
    )
