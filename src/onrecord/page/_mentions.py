"""Where a text names an agency or an outlet, and which: by its names in the two files, and by short forms."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.page import _lexicon, _outlets

if TYPE_CHECKING:
    from collections.abc import Iterator

_CAPITALISED = re.compile(r"(?<!\w)[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĻŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽА-ЯЁІЇЄҐ]\w*")
_FIRST_WORD = re.compile(r"\w+")
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# "the Post" stands for the last outlet named whose name ends so, where that name has more words than one.
_THE = ("the ", "The ")
# "the Namibian" before another capital is the beginning of a longer name.
_LONGER_NAME = re.compile(r" (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|I )[A-Z][a-z]")
# Names in capitals are recognised from this length on; shorter capitals are other things' initials.
_LEAST_UPPER = 4
# Behind these a name is part of an address.
_IN_ADDRESS = frozenset("@./")
# Unlike characters of one width, so that offsets stay: no-break spaces and curly apostrophes.
_FOLDS = {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "’": "'", "‘": "'"}


class Mention(NamedTuple):
    """A place where a text names an origin. `weak`: the form is a common word too, and needs a cue beside it."""

    start: int
    end: int
    origin: str
    weak: bool


class _Form(NamedTuple):
    words: str
    origin: str
    weak: bool
    article: bool


def folded(text: str) -> str:
    """The text, character by character, with plain spaces and apostrophes: names and cues are looked for in it."""
    if text.isascii():
        return text
    # Five replacements take a hundredth of the time of one translation.
    for one, other in _FOLDS.items():
        text = text.replace(one, other)
    return text


def mentions(text: str, outlet: str | None = None) -> list[Mention]:
    """Every agency and outlet that a folded text names, in its order; `outlet` is what short forms may stand for."""
    found = [*_capitalised(text, outlet), *_singly(text, _forms_by_kind()[1])]
    if not text.isascii() and _EAST_ASIAN.search(text):
        found += _singly(text, _forms_by_kind()[2], letters_around=True)
    end = 0
    kept = []
    for mention in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        if mention.start >= end:
            kept.append(mention)
            end = mention.end
    return kept


def origin_called(words: str) -> str | None:
    """The canonical name of the agency or outlet that these words are; None where no list has it."""
    plain = words.strip(" .,:;'\"“”„«»\u00a0")
    known = _lexicon.agency_forms().get(plain) or _lexicon.agency_forms().get(plain.removeprefix("the "))
    if known:
        return known.name
    found = _outlets.outlet_called(plain)
    return found.name if found else None


def _capitalised(text: str, outlet: str | None) -> Iterator[Mention]:
    index = _forms()
    last_words = {outlet.rsplit(" ", 1)[-1]: outlet} if outlet and " " in outlet else {}
    end = 0
    for match in _CAPITALISED.finditer(text):
        start = match.start()
        if start < end or ((forms := index.get(match[0])) is None and match[0] not in last_words):
            continue
        article = text[max(0, start - 4) : start] in _THE
        form = _longest(text, start, forms or (), article=article)
        short = last_words.get(match[0]) if article else None
        if form and (short is None or " " in form.words):
            end = start + len(form.words)
            if " " in form.origin and not form.weak:
                last_words[form.origin.rsplit(" ", 1)[-1]] = form.origin
            yield Mention(start, end, form.origin, form.weak)
        elif short:
            end = match.end()
            yield Mention(start, end, short, weak=False)


def _longest(text: str, start: int, forms: tuple[_Form, ...], *, article: bool) -> _Form | None:
    for form in forms:
        if text.startswith(form.words, start) and (article or not form.article):
            end = start + len(form.words)
            if not text[end : end + 1].isalnum() and not (form.article and _LONGER_NAME.match(text, end)):
                return form
    return None


def _singly(text: str, forms: tuple[_Form, ...], *, letters_around: bool = False) -> Iterator[Mention]:
    """Names looked for one by one: few begin with a small letter or a digit, and East Asian ones have no spaces."""
    for form in forms:
        at = text.find(form.words)
        while at >= 0:
            end = at + len(form.words)
            around = text[at - 1 : at] if at else ""
            joined = around.isalnum() or around in _IN_ADDRESS or text[end : end + 1].isalnum()
            if letters_around or not joined:
                yield Mention(at, end, form.origin, form.weak)
            at = text.find(form.words, end)


@cache
def _forms() -> dict[str, tuple[_Form, ...]]:
    """The forms that begin with each capitalised word, the longest first."""
    index: dict[str, list[_Form]] = {}
    for form in _forms_by_kind()[0]:
        first = _FIRST_WORD.match(form.words)
        index.setdefault(first[0] if first else form.words, []).append(form)
    return {word: tuple(sorted(forms, key=lambda form: (-len(form.words), form.weak))) for word, forms in index.items()}


@cache
def _forms_by_kind() -> tuple[tuple[_Form, ...], tuple[_Form, ...], tuple[_Form, ...]]:
    """Forms that begin with a capital; with anything else; East Asian ones."""
    asian = tuple(form for form in _all_forms() if _EAST_ASIAN.search(form.words))
    others = [form for form in _all_forms() if not _EAST_ASIAN.search(form.words)]
    capitals = tuple(form for form in others if _CAPITALISED.match(form.words))
    return capitals, tuple(form for form in others if not _CAPITALISED.match(form.words)), asian


@cache
def _all_forms() -> tuple[_Form, ...]:
    """Every way of writing every name, each once; agencies' forms win."""
    found: dict[tuple[str, bool], _Form] = {}
    agencies = {agency.name for agency in _lexicon.agencies()}
    for agency in _lexicon.agencies():
        named = (agency.name,) if len(agency.name) >= _LEAST_UPPER else ()
        for form in (*named, *agency.forms):
            words = form.removeprefix("The ")
            found.setdefault((words, False), _Form(words, agency.name, weak=False, article=False))
    for entry in _outlets.outlets().values():
        own = () if entry.name in agencies or entry.name in entry.words or "(" in entry.name else (entry.name,)
        for form in (*own, *entry.forms):
            for written in (form, form.upper() if len(form) >= _LEAST_UPPER else form):
                words = re.sub("^the ", "", written.replace("’", "'"), flags=re.IGNORECASE)
                # "The Hill" is one; a hill is not.
                article = words != written and " " not in words
                found.setdefault((words, article), _Form(words, entry.name, weak=False, article=article))
        for words in entry.words:
            found.setdefault((words, False), _Form(words, entry.name, weak=True, article=False))
    return tuple(found.values())
