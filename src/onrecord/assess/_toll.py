"""How many were killed and wounded in one event, as its pages together best support, and why.

A page counts ("four shot, one fatally"), tells of persons one by one, and tells of other events beside. Each thing that
it says speaks for some pairs of killed and wounded and against others, by the weights in `toll.toml`; the pair with the
most for it is the answer. The weights were fitted by `bench/incidents/fit.py`.
"""

from __future__ import annotations

import functools
import math
import tomllib
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from onrecord.assess._estimates import estimates, is_told_singly
from onrecord.assess._persons import FILE
from onrecord.assess._tallies import ROLES, Tally, tallies
from onrecord.model import Answer, OnRecordError, Question, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.model import Citation, Figure

Pages = list[tuple[Tally, ...]]
# Up to so many of each are considered though no page says the number: persons told of one by one may be merged.
_UNSAID = 7
_CITED = 3
# How far a number of persons told of may be off and still be told apart in its weight; and from which on they are many.
_OFF, _MANY = 3, 3
SIZE = "size"
"""The weight of each further victim, by the logarithm of their number."""


class Toll(NamedTuple):
    """How many were killed and wounded."""

    killed: int
    wounded: int


@functools.cache
def weights() -> dict[str, float]:
    """What each relation of a saying to a toll speaks for it; raises OnRecordError where the file has none."""
    given = tomllib.loads(FILE.read_text(encoding="utf-8")).get("weights")
    if not isinstance(given, dict) or not all(isinstance(w, float) for w in given.values()):
        raise OnRecordError(f"{FILE.name}: [weights] must give a number for each")
    return given


def toll(figures: Iterable[Figure]) -> tuple[Question, ...]:
    """The questions how many were killed and wounded in the one event that the figures tell of; none where they do not.

    Their estimates are what pages count, side by side; the answer also rests on persons told of one by one.
    """
    harmed = [f for f in figures if f.quantity.role in ROLES]
    pages = said(harmed)
    if not harmed:
        return ()
    best = best_supported(pages)
    return tuple(
        Question(
            role=role,
            counted="persons",
            estimates=estimates(f for f in harmed if f.quantity.role == role and not is_told_singly(f)),
            answer=Answer(value, value, "exactly", _reasons(pages, best, role)),
        )
        for role, value in best._asdict().items()
    )


def said(figures: Iterable[Figure]) -> Pages:
    """What each page says, oldest first; a page whose figures stand in the same sentences as another's counts once."""
    by_page: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_page[figure.citation.article].append(figure)
    ordered = sorted(
        by_page.values(), key=lambda page: (str(page[0].citation.published or "9"), page[0].citation.article)
    )
    once: dict[tuple[tuple[str, str], ...], list[Figure]] = {}
    for page in ordered:
        once.setdefault(tuple((f.context.quote, f.citation.quote) for f in page), page)
    return _corrected([tallies(page) for page in once.values()])


def _corrected(pages: Pages) -> Pages:
    """Without "nobody is told of who died" on pages that came before one which tells of a death."""
    last = max((n for n, page in enumerate(pages) if any(_tells_of_death(t) for t in page)), default=-1)
    return [
        page if n >= last else tuple(t for t in page if not t.kind.startswith("persons killed") or t.numbers != (0,))
        for n, page in enumerate(pages)
    ]


def _tells_of_death(tally: Tally) -> bool:
    return tally.kind.startswith(("killed", "persons killed")) and tally.place != "other" and tally.numbers > (0,)


def best_supported(pages: Pages) -> Toll:
    """The toll with the most weight; of equals the smaller."""
    known = weights()

    def weight(of: Toll) -> float:
        return sum(known.get(name, 0.0) * share for name, share in features(pages, of))

    return max(candidates(pages), key=lambda of: (round(weight(of), 6), -of.killed - of.wounded, of.killed))


def candidates(pages: Pages) -> list[Toll]:
    """The tolls that are considered: of numbers that pages say, one more, and what is left of one without another."""
    numbers = {*range(_UNSAID), *(n for page in pages for t in page for n in t.numbers)}
    numbers |= {n + 1 for n in numbers}
    numbers |= {a - b for a in numbers for b in numbers if a > b}
    return [Toll(k, w) for k in sorted(numbers) for w in sorted(numbers) if k + w]


def features(pages: Pages, of: Toll) -> Iterator[tuple[str, float]]:
    """The names of the weights that a toll is owed, each with its share: pages that agree are not independent."""
    yield SIZE, math.log(of.killed + of.wounded)
    # Evidence grows with the root of the number of pages, as the copies of one wire story do not make it surer.
    share = max(1, len(pages)) ** -0.5
    for page in pages:
        for tally in page:
            yield f"{tally.kind}, {tally.place}: {relation(tally, of)}", share


def relation(tally: Tally, of: Toll) -> str:
    """How what a page says stands to a toll: equal, the sum of both, fewer, and so on."""
    killed, wounded = of
    both = killed + wounded
    if len(tally.numbers) > 1:
        a, b = tally.numbers
        pairs = (((a, b) == (killed, wounded), "equal"), (a == killed, "killed"), (b == wounded, "wounded"))
        return next((name for holds, name in (*pairs, (a + b == both, "both")) if holds), "neither")
    (n,) = tally.numbers
    if tally.kind.startswith(("persons", "deaths")):
        hurt = wounded if tally.kind.startswith("persons hurt") else both
        of_kind = killed if tally.kind.startswith(("persons killed", "deaths")) else hurt
        return f"{min(n, _MANY)} for {max(-_OFF, min(_OFF, of_kind - n)):+d}"
    return _count_relation(tally.kind, n, of)


def _count_relation(kind: str, n: int, of: Toll) -> str:
    both = of.killed + of.wounded
    role = kind.partition(" ")[0]
    meant = of.killed if role == "killed" else both if role == "shot" else of.wounded
    names = (
        (n == meant, "equal"),
        (kind.endswith("others") and n + 1 == meant, "one more"),
        (n == both, "both"),
        (n == of.wounded, "wounded"),
        (n == of.killed, "killed"),
        (n < meant, "fewer"),
    )
    return next((name for holds, name in names if holds), "more")


def _reasons(pages: Pages, best: Toll, role: str) -> tuple[Reason, ...]:
    """What says so, and what says otherwise and why it was outweighed, each with its words."""
    found: dict[str, list[Figure]] = defaultdict(list)
    told = [t for page in pages for t in page]
    for tally in told:
        if why := _why(tally, best, role):
            found[why] += tally.figures
    reasons = [Reason(why, _places(figures)) for why, figures in found.items()]
    if not getattr(best, role):
        reasons.append(Reason(f"no page tells of anybody {role} whom the rest does not outweigh", ()))
    return tuple(sorted(reasons, key=lambda r: not r.words.startswith(_FOR)))


_FOR = ("counted as", "told one by one")


def _why(tally: Tally, best: Toll, role: str) -> str:
    """What a saying means for the answer on a role, in words; empty where it says nothing of it."""
    value, name = getattr(best, role), relation(tally, best)
    if tally.place == "other":
        return f"set aside: {_listed(tally)} where other events are told of"
    if len(tally.numbers) > 1:
        n = tally.numbers[role == "wounded"]
        return f"counted as {n} {role} beside the others" if n == value else f"outweighed: {n} {role} beside the others"
    if tally.kind.startswith(("persons", "deaths")):
        mine = tally.kind.startswith("persons killed" if role == "killed" else "persons hurt")
        return f"told one by one: {tally.numbers[0]}" if mine and tally.numbers[0] and name.endswith("+0") else ""
    if tally.kind.startswith(role):
        return _of_count(tally.numbers[0], role, name)
    return (
        f"counted as {tally.numbers[0]} killed and wounded together"
        if name in ("equal", "both") and role == "wounded" and "shot" in tally.kind
        else ""
    )


def _of_count(n: int, role: str, name: str) -> str:
    if name == "equal":
        return f"counted as {n} {role}"
    if name == "both":
        return f"set aside: {n} counts killed and wounded together"
    return f"counted as {n} others {role}, beside one more" if name == "one more" else f"outweighed: {n} {role}"


def _listed(tally: Tally) -> str:
    return " and ".join(map(str, tally.numbers))


def _places(figures: Sequence[Figure]) -> tuple[Citation, ...]:
    places: dict[tuple[str, object], Citation] = {}
    for figure in figures:
        places.setdefault((figure.context.article, figure.context.span), figure.context)
    return tuple(places.values())[:_CITED]
