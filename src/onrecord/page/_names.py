"""Who signs: what a page gives as author, split into persons, agencies and desks; outlets and addresses left out."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from onrecord.page import _lexicon, _outlets

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Longer pieces are sentences or bios, never names.
_NAME_CHARACTERS = 45
_NAME_WORDS = 5
_LEAST_NAME = 2
# Longer bylines are notes on their authors.
_BYLINE_CHARACTERS = 300
_ADDRESS = re.compile(r"\(?[\w.-]{0,60}@[\w.-]{1,60}\)?|(?:https?://|www\.)\S{1,300}|<[^<>]{1,300}>")
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2,6}|[\uac00-\ud7a3]{2,4}")
_EAST_ASIAN_ROLE = re.compile(r"\s?(?:기자|특파원|記者|记者)(?=\s|$)")
_WORD = re.compile(r"[^\W\d_](?:[\w'’.‑-]{0,30})")


def persons(raw: Iterable[str], outlets: Sequence[str] = ()) -> tuple[str, ...]:
    """The persons named, each once, in order."""
    names = [name for text in raw for name in split(text) if is_person(name, outlets)]
    return tuple(dict.fromkeys(names))


def signed(raw: Iterable[str], outlets: Sequence[str] = ()) -> tuple[str, ...]:
    """The persons and agencies named, without any person the desks too, each once, in order; never an outlet."""
    first: dict[str, str] = {}
    for name in (name for text in raw for name in _signed_in(text, outlets)):
        first.setdefault(name.casefold(), name)
    people = {name for name in first.values() if is_person(name, outlets)}
    # A desk beside a person is the desk that he works at; an agency gave a part of the text.
    return tuple(name for name in first.values() if not people or name in people or _agency_in(name))


def offices(raw: Iterable[str], outlets: Sequence[str] = ()) -> tuple[str, ...]:
    """The agencies and desks named, each once, in order."""
    return tuple(dict.fromkeys(name for text in raw for name in split(text) if is_office(name, outlets)))


def is_person(name: str, outlets: Sequence[str] = ()) -> bool:
    """Whether this is written as a person's name is: two to five capitalised words, none of an outlet or desk."""
    if not _LEAST_NAME <= len(name) <= _NAME_CHARACTERS or re.search(r"[\d@/:|<>…!?]", name):
        return False
    if any(_names_outlet(name, outlet) for outlet in outlets):
        return False
    if _EAST_ASIAN.fullmatch(name.replace(" ", "")):
        return True
    if name.lower() in _lexicon.bylines().sections or name.lower() in _lexicon.bylines().cities:
        return False
    words = name.split()
    if not _LEAST_NAME <= len(words) <= _NAME_WORDS or name in _lexicon.agency_forms() or name in _lexicon.places():
        return False
    large = sum(not word[0].islower() for word in words)
    # "Ludwig van der" is cut off; "Al Gore" and "Linh Le" are not.
    return large >= _LEAST_NAME and all(map(_name_word, words)) and not words[-1][0].islower()


def is_office(name: str, outlets: Sequence[str] = ()) -> bool:
    """Whether this names an agency that gives text, or a desk ("Sports Desk", "Redaktion"), and not the outlet."""
    if not 1 <= len(words := name.lower().split()) <= _NAME_WORDS or len(name) > _NAME_CHARACTERS:
        return False
    if re.search(r"[@:|<>…!?.]", name) or _is_outlet(name, outlets):
        return False
    if forms := _agency_in(name):
        return not any(_goes_by(forms, outlet) for outlet in outlets)
    # "The desk that fell" is the beginning of a sentence.
    if any(word in _function_words() for word in words[1:]):
        return False
    pieces = [piece for word in words for piece in re.split("[-‑/]", word)]
    return not _lexicon.bylines().desks.isdisjoint(pieces)


def split(text: str) -> list[str]:
    """The names in a byline, without the words around them, whatever they name."""
    plain = _EAST_ASIAN_ROLE.sub("", _ADDRESS.sub(",", text[:_BYLINE_CHARACTERS]).strip())
    rest = led(plain)
    names = _behind().sub("", plain if rest is None else rest)
    return [name for piece in _between().split(names) if (name := _trimmed(piece))]


def led(text: str) -> str | None:
    """What follows the word that leads a byline ("By", "Von"); None where no such word leads."""
    found = _leads().match(text)
    return text[found.end() :].strip() if found else None


def _name_word(word: str) -> bool:
    lexicon = _lexicon.bylines()
    lower = word.lower().strip(".,'’")
    if lower in lexicon.not_person:
        return False
    capitalised = word[0].isupper() or not (word[0].isupper() or word[0].islower())
    return bool(_WORD.fullmatch(word)) and (capitalised or lower in lexicon.particles)


@cache
def _leads() -> re.Pattern[str]:
    words = "|".join(re.escape(word.rstrip(":")) for word in sorted(_lexicon.bylines().leads, key=len, reverse=True))
    return re.compile(rf"(?:{words})\s?(?::\s?|\s|$)", re.IGNORECASE)


@cache
def _between() -> re.Pattern[str]:
    return re.compile(rf"{_joined().pattern}|[,;、，；|•·/\n]|\s[-–—]\s")


@cache
def _behind() -> re.Pattern[str]:
    """Where and for whom somebody writes: "in Ostvik", "for The Ledger"."""
    return re.compile(rf"\s(?i:for|in|of\sthe)\s.{{1,80}}?(?={_between().pattern}|$)")


def _signed_in(text: str, outlets: Sequence[str]) -> list[str]:
    whole = led(text.strip()) or text.strip()
    halves = [half.strip() for half in _joined().split(whole[:_BYLINE_CHARACTERS])]
    own = [half for half in halves if _is_outlet(half, outlets)]
    # "The Ledger and AFP" is one byline: half of it would say that the agency wrote it all.
    if own and len(own) < len(halves) and all(half in own or is_office(half, outlets) for half in halves):
        return [whole]
    # Behind a person's name an agency or a desk only says whose he is.
    return [name for half in halves for name in persons([half], outlets) or offices([half], outlets)]


def _is_outlet(name: str, outlets: Sequence[str]) -> bool:
    own = _letters(name)
    return any(own == _letters(outlet) for outlet in outlets)


def _agency_in(name: str) -> tuple[str, ...]:
    """All names of the agency that this names; none where it names none."""
    return _text_agencies().get(name.casefold(), ())


def _goes_by(forms: Iterable[str], outlet: str) -> bool:
    """Whether an outlet is the agency of these names: "AP News", "The Associated Press"."""
    words, own = re.findall(r"\w+", outlet), _letters(outlet).removeprefix("the")
    return any(form in words or _letters(form).removeprefix("the") == own for form in forms)


def _names_outlet(name: str, outlet: str) -> bool:
    """Whether all words of a name are an outlet's, initials aside."""
    own = {word for word in re.findall(r"\w+", name.lower()) if len(word) > 1}
    return name.lower() in outlet.lower() or (bool(own) and own <= set(re.findall(r"\w+", outlet.lower())))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


@cache
def _text_agencies() -> dict[str, tuple[str, ...]]:
    """All names of an agency that gives text, by each of them case folded."""
    known = [(one.name, *one.forms, *one.words) for one in _outlets.outlets().values() if one.kind == "agency"]
    known += [agency.forms for agency in _lexicon.agencies() if agency.wire]
    return {form.casefold(): forms for forms in known for form in forms}


@cache
def _function_words() -> frozenset[str]:
    return frozenset().union(*_lexicon.stopwords().values()) - _lexicon.bylines().particles


@cache
def _joined() -> re.Pattern[str]:
    words = [join.strip() for join in _lexicon.bylines().joins]
    # A capital "E" or "Y" between two names is an initial.
    large = [form for word in words if len(word) > 1 for form in (word.upper(), word.capitalize())]
    return re.compile(rf"\s(?:{'|'.join(map(re.escape, [*words, *large]))})\s")


def _trimmed(piece: str) -> str:
    name = re.sub(r"\s+", " ", re.sub(r"\([^()]{0,60}\)", "", piece)).strip(" .,:*")
    rest = led(name)
    words = (name if rest is None else rest).split()
    end = next((at for at, word in enumerate(words) if at >= _LEAST_NAME and _ends_name(word)), len(words))
    month = end < len(words) and words[end - 1].lower().strip(".,") in _lexicon.months()
    # "Ana Duarte Senior Reporter", "Ana Duarte Published 16 October 2024"; but "Sample Valley News Staff" is whole.
    front = " ".join(words[: end - month])
    return front if is_person(front) else " ".join(words)


def _ends_name(word: str) -> bool:
    lower, lexicon = word.lower().strip(".,:"), _lexicon.bylines()
    return lower in lexicon.roles or lower in lexicon.published or lower in lexicon.updated or word[0].isdigit()
