"""The quantities of a sentence: intervals with bound, unit, what is counted, its role, scope, owner and place.

A quantity is a number that says how much or how many: counts, sums of money, percentages, measures, shares ("a third of
the men": 1/3), and, told apart by `kind` so that nobody counts them, ages, scores ("3-1") and ranks ("No. 2").
Passed over are numbers that count nothing: dates, hours, years ("2012-13"), lengths of time (time expressions too),
telephone and house numbers, models and names ("F-16", "Resolution 2334", "Group of Seven", "FTSE 100").

Vague words ("dozens", "hundreds of thousands", "low thousands") have no value: `low` and `high` are null, `wording`
keeps the words. None of a thing ("no casualties", "nobody was hurt") is 0 to 0 where something would have befallen it.
A single person, not named, is 1 where something befell him or her ("a man was shot and killed", "killed himself");
`wording` then holds the word that makes one of it ("a", "another", "himself"). "One", "several" and "a few" count
likewise only where something befell them.

A role is what befell, or was done to, what is counted: one of `quantities.toml`, or the passive verb itself. `shot`
says that somebody was hit and leaves open whether he lives; `casualties` are killed and wounded, or more, in one
number. Two figures of a change ("rose from 3 to 5 percent") are two, the first of scope `earlier`; `change` is told of
a figure by which something rose or fell, never of the level that it reached.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from onrecord.model import NumberKind, Quantity, Span
from onrecord.reader._amounts import Amount, amount
from onrecord.reader._clauses import Counted
from onrecord.reader._counts import Words, lists
from onrecord.reader._labels import Passed
from onrecord.reader._nouns import Noun, noun_after, owner_before, place_after, place_before, singular, whose
from onrecord.reader._numbers import few
from onrecord.reader._roles import role_of
from onrecord.reader._scopes import change_of, rate_of, scope_of
from onrecord.reader._victims import victim

if TYPE_CHECKING:
    from collections.abc import Iterator

# From this share of its longer words with a capital, a line without a full stop is a headline: no capital tells a name.
_TITLED = 0.6
_LONG_WORD = 4
# Nothing befalls an age, a score or a rank.
_ROLED = frozenset({"count", "money", "share"})


class _Found(NamedTuple):
    amount: Amount
    noun: Noun
    faint: bool
    """Worth a line only where something befell what is counted."""


def quantities(text: str, sentence: Span) -> tuple[Quantity, ...]:
    """The quantities of one sentence, in text order, not yet bound to who states them."""
    words = Words.of(text, sentence)
    known = lists()
    if not any(known.may_begin(word) or known.is_in(word, "persons.words") for word in words.low):
        return ()
    titled = _is_titled(words)
    found = list(_found(words, Passed.of(text, sentence), titled=titled))
    if not found:
        return ()
    counted = _with_roles(words, found)
    built: list[Quantity] = []
    for each, one in zip(found, counted, strict=True):
        if not each.faint or _befell(one, none=each.amount.low == 0):
            whole = _span(words, found[one.whole]) if one.whole is not None else None
            built.append(_quantity(words, each, one, built[-1] if built else None, whole, titled=titled))
    return tuple(built)


def _is_titled(words: Words) -> bool:
    long = [word for word in words.raw if len(word) >= _LONG_WORD and word[0].isalpha()]
    return bool(long) and words.low[-1] != "." and sum(word[0].isupper() for word in long) >= _TITLED * len(long)


def _found(words: Words, passed: Passed, *, titled: bool) -> Iterator[_Found]:
    """All that may be quantities, in text order."""
    at, known = 0, lists()
    while at < len(words.low):
        begins = known.may_begin(words.low[at]) or at == 0 or titled or words.low[at - 1] == ":"
        if not begins or passed.end_at(words.spans[at].start) is not None:
            at += 1
            continue
        step = _one(words, at, titled=titled)
        if isinstance(step, _Found):
            yield step
            at = step.amount.end
        else:
            at = max(at + 1, step or 0)


def _one(words: Words, at: int, *, titled: bool) -> _Found | int | None:
    read = amount(words, at, titled=titled)
    if isinstance(read, Amount):
        if read.kind == "duration":
            return read.end
        counts = read.kind in ("count", "share") or words.at(read.end) == "of"
        noun = noun_after(words, read.end) if counts else Noun(read.end, read.end)
        return _Found(read, noun, faint=False)
    if read is not None:
        return read
    single = victim(words, at, titled=titled)
    if single:
        return _Found(single[0], single[1], faint=True)
    vague = few(words, at)
    if vague:
        unsure = Amount(at, at, vague.end, None, None, "about", "count", None, vague.wording)
        return _Found(unsure, noun_after(words, vague.end), faint=True)
    return None


def _with_roles(words: Words, found: list[_Found]) -> list[Counted]:
    """Each with its noun, those that something may befall with their role; `whole` is a place in this list."""
    bare = [
        Counted(each.amount.start, max(each.amount.end, each.noun.end if each.noun else 0), each.noun) for each in found
    ]
    roled = [n for n, each in enumerate(found) if each.amount.kind in _ROLED]
    ends = {bare[n].start: bare[n].end for n in roled}
    done: list[Counted] = []
    for n in roled:
        one = role_of(words, bare[n], done, ends)
        done.append(one._replace(role=None) if found[n].amount.kind == "money" and not _takes_money(one.role) else one)
    for n, one in zip(roled, done, strict=True):
        bare[n] = one if one.whole is None else one._replace(whole=roled[one.whole])
    return bare


def _befell(one: Counted, *, none: bool) -> bool:
    """Whether it is worth a line without a number: something befell one, or nothing that could have."""
    known = lists()
    return one.role is not None and (one.role in known.roles if none else known.is_in(one.role, "casualties.roles"))


def _takes_money(role: str | None) -> bool:
    known = lists().roles.get(role or "")
    return known is not None and known.money


def _quantity(
    words: Words, found: _Found, one: Counted, last: Quantity | None, whole: Span | None, *, titled: bool
) -> Quantity:
    read, noun = found.amount, found.noun
    counted = _text(words, noun) if noun else _told(words, one)
    if counted is None and read.unit is None and read.kind == "count" and last and last.kind == "count":
        counted = last.counted if read.wording is None else None
    return Quantity(
        span=_span(words, found),
        low=read.low,
        high=read.high,
        bound=read.bound,
        unit=read.unit,
        counted=counted,
        role=one.role,
        scope=scope_of(words, one, last),
        kind=cast("NumberKind", read.kind),
        head=singular(counted.split()[-1]) if counted else None,
        wording=read.wording,
        change=change_of(words, one, read, last),
        part_of=whole,
        per=rate_of(words, one.end),
        whose=(whose(words, noun, titled=titled) if noun else None) or owner_before(words, read.start),
        where=None if titled else place_after(words, one.end) or place_before(words),
    )


def _span(words: Words, found: _Found) -> Span:
    """Number, bound and unit; of a single person the whole phrase."""
    read = found.amount
    single = read.wording is not None and read.low is not None
    return words.span(read.start, max(read.end, found.noun.end) if single else read.end)


def _told(words: Words, one: Counted) -> str | None:
    return words.low[one.told] if one.told is not None and words.low[one.told].endswith("s") else None


def _text(words: Words, noun: Noun) -> str:
    start, end = words.span(noun.start, noun.end)
    return words.text[start:end]
