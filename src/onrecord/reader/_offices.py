"""Which person an article calls "the mayor": offices and callings that stand beside names."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import Span
from onrecord.reader._names import names
from onrecord.text import fold, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.model import Mention

# In code points: the words before a name ("South Korean Defense Ministry spokesperson") or after it that describe it.
_BEFORE, _AFTER = 80, 110
_END = re.compile(r"(?<![A-Z])\.|[;:!?\n\"“”()—–,]|\s-\s")
_ARTICLE = re.compile(r"(?:the|a|an|his|her|its|their|one|former|then|acting|current)\b", re.IGNORECASE)
_IS = re.compile(r"\s(?:is|was|became|serves as|served as|has been)\s(?=the\b|a\b|an\b)")
# "spokesman for the mayor": what follows these says whose he is, not what he is.
_CUTS = frozenset({"of", "for", "at", "in", "from", "who", "that", "with", "on", "to", "by", ","})


_CLAUSE = re.compile(r"\s(?:who|whom|which|that|and (?:said|told|one))\b")
# Of an office's name, though in lower case; the last four may begin none.
_RANKS = frozenset({"deputy", "vice", "assistant", "senior", "chief", "acting", "former", "special", "top", "retired"})
_LEADS = frozenset({"of", "for", "and", "the", "a", "an"})
_LONGEST_OFFICE = 10
# Descriptions looked at on either side; a look at all would make long articles quadratic.
_NEAR = 100


class Office(NamedTuple):
    """What an article says that a person is: "deputy secretary", of "State"."""

    person: str
    at: int
    """Where it says so."""
    head: str
    words: frozenset[str]
    """All words of the description, folded."""
    phrase: str = ""
    """The description as it is written, without what leads to it."""


def offices(text: str, persons: Sequence[Mention]) -> tuple[Office, ...]:
    """What the article says of its persons beside their names, in text order."""
    found = (office for mention in persons for office in _beside(text, mention))
    return tuple(sorted(found, key=lambda office: office.at))


def called(known: Sequence[Office], words: str, at: int) -> tuple[str, ...]:
    """The persons whom "the deputy secretary" may mean where it stands at `at`: the one meant, or all that may be.

    Those that were so described before come first; where there is none, those that are described later.
    """
    low = [_plain(word) for word in words.split()]
    head = next((word for word in _heads(low)), None)
    if head is None:
        return ()
    own = frozenset(low) - {"the", "a", "an", "", head}
    cut = bisect_right(known, at, key=lambda office: office.at)
    near = known[max(0, cut - _NEAR) : cut + _NEAR]
    capitals = frozenset(_plain(word) for word in words.split()[1:] if word[:1].isupper()) & own
    alike = [office for office in near if office.head == head and not _is_other(office, capitals)]
    before = [office for office in alike if office.at <= at]
    closest = [office for office in before if own <= office.words] or before or alike
    return tuple(dict.fromkeys(office.person for office in closest))


def _is_other(office: Office, capitals: frozenset[str]) -> bool:
    """Whether it is said of another: "the Russian president" is not the one called Ukrainian president."""
    return bool(capitals) and not capitals <= office.words and bool(office.words & _places())


@cache
def _places() -> frozenset[str]:
    """What tells one holder of an office from another: nationalities, places and parties, folded."""
    return frozenset(fold(word) for word in names().nationalities | names().places) | _PARTIES


def _plain(word: str) -> str:
    folded = fold(word)
    return _SAME.get(folded, folded)


_PARTIES = frozenset({"republican", "democratic", "labour", "conservative", "liberal", "libertarian", "green"})
_SAME = {"gop": "republican", "democrat": "democratic", "tory": "conservative", "us": "american",
         "front runner": "frontrunner"}  # fmt: skip
# Titles as they are written before names.
_SHORT = {
    "sen": "senator", "rep": "representative", "gov": "governor", "adm": "admiral", "gen": "general",
    "lt": "lieutenant", "col": "colonel", "capt": "captain", "sgt": "sergeant", "prof": "professor", "dr": "doctor",
}  # fmt: skip


def _heads(low: Iterable[str]) -> Iterator[str]:
    """The head of a description: the last word before "of", "for" and the like that names a calling."""
    callings = []
    for word in low:
        if word in _CUTS:
            break
        callings.append(_SHORT.get(word, word))
    return (word for word in reversed(callings) if word in names().person_heads)


def _beside(text: str, mention: Mention) -> Iterator[Office]:
    start, end = mention.span
    before = text[max(0, start - _BEFORE) : start]
    lead = _last_phrase(before)
    if lead:
        yield from _office(mention, _trimmed(lead) or lead, start)
    after = text[end : end + _AFTER]
    if after.startswith(", "):
        phrase = after[2 : 2 + _until(after[2:])]
        if _ARTICLE.match(phrase) or not phrase[:1].isupper() or _starts_with_calling(phrase):
            yield from _office(mention, phrase, start)
    elif found := _IS.match(after):
        phrase = after[found.end() :]
        yield from _office(mention, phrase[: _until(phrase)], start)


def _last_phrase(before: str) -> str:
    """The words that run straight into the name, back to the last sign: "Defense Ministry spokesperson"."""
    # "The mayor, Ann Lee": a comma between the two.
    phrase = before.rstrip(" ,")
    ends = [found.end() for found in _END.finditer(phrase)]
    words = phrase[ends[-1] if ends else 0 :].split()
    last = fold(words[-1]) if words else ""
    # "Deputy Secretary of State Ann Lee"
    of_office = words[-2:-1] == ["of"] and words[-1] in names().offices
    return " ".join(words) if of_office or _SHORT.get(last, last) in names().person_heads else ""


def _until(phrase: str) -> int:
    found = _END.search(phrase)
    return found.start() if found else len(phrase)


def _starts_with_calling(phrase: str) -> bool:
    first = phrase.split(",", maxsplit=1)[0].split(" of ", maxsplit=1)[0].split(" for ", maxsplit=1)[0].split()
    return any(fold(word) in names().person_heads for word in first[:5])


def _office(mention: Mention, phrase: str, at: int) -> Iterator[Office]:
    low = [_plain(phrase[a:b]) if phrase[a:b] != "," else "," for a, b in tokens(phrase, Span(0, len(phrase)))]
    head = next(_heads(low), None)
    if head:
        yield Office(mention.name, at, head, frozenset(word for word in low if word), _trimmed(phrase))


def office_of(known: Iterable[Office], person: str) -> str | None:
    """What the article says that a person is, at its fullest; null where it does not say."""
    told = [office.phrase for office in known if office.person == person and office.phrase]
    return max(told, key=lambda phrase: len(phrase.split()), default=None)


def _trimmed(phrase: str) -> str:
    """The noun phrase itself, no longer than offices are: "Deputy Secretary of State" of "said Deputy …"."""
    start = _CLAUSE.search(phrase)
    words = phrase[: start.start() if start else len(phrase)].split()
    kept = len(words)
    while kept and _is_of_office(words[kept - 1]):
        kept -= 1
    # Behind a name ("Ann Lee, an envoy to the talks") all that follows belongs to it; before one only what leads to it.
    found = words[kept:] if not _ARTICLE.match(phrase) else words
    while found and found[0].lower() in _LEADS:
        found = found[1:]
    return " ".join(found[-_LONGEST_OFFICE:] if not _ARTICLE.match(phrase) else found[:_LONGEST_OFFICE])


def _is_of_office(word: str) -> bool:
    low = word.lower()
    return word[:1].isupper() or low in names().person_heads or low in _RANKS or low in _LEADS
