"""The words beside a name that say whose reporting it is: told to it, or according to it; by language."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from onrecord.model import OnRecordError
from onrecord.page import _lexicon

_FILE = "cues.toml"
_ENTRIES = ("told", "told_after", "report", "report_after", "fill", "media")
_SAME = {"nb": "no", "nn": "no", "da": "no"}
# Words with a capital letter in between are countries and kinds ("Britain's", "Nachrichtenagentur"), and joined words.
_BETWEEN = r"[^\W\d_a-zß-öø-ÿ][\w.'-]{0,24}|\w{2,20}-[\w-]{2,20}"
# More words between cue and name belong to another phrase.
_MOST_BETWEEN = 6
_NO_SPACES = frozenset({"ja", "ko", "zh"})
# What follows a name that reports: its journalist's post and name, a weekday, an adverb.
_JOURNALIST = (
    r"(?:'s?)?[\"“”»」』]{0,2}(?:\s(?:(?:political|foreign|chief|senior|White|House|national|security|news|anchor|host|"
    r"correspondent|reporter|columnist|editor|and|newspaper|magazine|television|TV|network|website|"
    r"[^\W\d_a-zß-öø-ÿ][\w.'-]{0,24})))"
    r"{0,7}(?:,\s[^\W\d_][\w ]{2,24},)?(?:\s(?:also|first|later|previously|initially|exclusively|originally|reportedly|"
    r"has|had|have|was|\w{2,12}ly)){0,3},?"
)
_NEVER = re.compile("(?!)")


@dataclass(frozen=True, slots=True)
class Cues:
    """Patterns of one language: the group of `told` and `report` ends where a name begins, the others begin there."""

    told: re.Pattern[str]
    report: re.Pattern[str]
    told_after: re.Pattern[str]
    report_after: re.Pattern[str]
    unlisted: re.Pattern[str]
    """A noun for an outlet and the capitalised name behind it, which is the group."""
    nouns: tuple[str, ...]


@cache
def cues(language: str | None) -> Cues:
    """The cues of a language; those of English where the language has none. Raises OnRecordError naming the entry."""
    table = _lexicon.parsed(_FILE)
    code = _SAME.get(language or "", language or "")
    code = code if code in table else "en"
    return compiled(code, table[code])


def compiled(code: str, entry: object) -> Cues:
    """The patterns of one entry. Raises OnRecordError naming file and entry where it is not what it should be."""
    if not isinstance(entry, dict) or set(entry) != set(_ENTRIES):
        raise OnRecordError(f"page/lexicon/{_FILE}: {code} must be a table of {', '.join(_ENTRIES)}")
    lists = {key: _patterns(code, key, entry[key]) for key in _ENTRIES}
    spaces = r"\s*" if code in _NO_SPACES else r"\s"
    fill = "|".join(
        [*(f"(?i:{word})" for word in sorted(lists["fill"] + lists["media"], key=len, reverse=True)), _BETWEEN]
    )
    between = rf"(?:{spaces}[\"“„«‘'(《「]?(?:{fill}),?){{0,{_MOST_BETWEEN}}}{spaces}[\"“„«‘'(《「『]{{0,2}}$"
    after = _JOURNALIST if code not in _NO_SPACES else r"[」』》]?"
    return Cues(
        told=_leading(lists["told"], between),
        report=_leading(lists["report"], between),
        told_after=_joined(rf"{after}{spaces}?", lists["told_after"], ""),
        report_after=_joined(rf"{after}{spaces}?", lists["report_after"], ""),
        unlisted=_unlisted(lists["media"]),
        nouns=lists["media"],
    )


def _patterns(code: str, key: str, value: object) -> tuple[str, ...]:
    if value == []:
        return ()
    words = _lexicon.strings(_FILE, f"{code}.{key}", value)
    with suppress(re.error):
        # All at once: the single ones are only looked at where one of them is at fault.
        if not re.compile("|".join(words)).groups:
            return words
    for word in words:
        try:
            groups = re.compile(word).groups
        except re.error as error:
            raise OnRecordError(f"page/lexicon/{_FILE}: {code}.{key} holds {word!r}: {error}") from error
        if groups:
            raise OnRecordError(f"page/lexicon/{_FILE}: {code}.{key} holds {word!r}, which has a group that captures")
    return words


def _leading(words: tuple[str, ...], between: str) -> re.Pattern[str]:
    """What stands before a name: the greedy start makes the cue the last one there; it is the group."""
    return re.compile(rf"(?s:.*)(?<!\w)((?i:{'|'.join(words)}){between})") if words else _NEVER


def _joined(before: str, words: tuple[str, ...], after: str) -> re.Pattern[str]:
    return re.compile(f"{before}(?:(?i:{'|'.join(words)})){after}") if words else _NEVER


def _unlisted(nouns: tuple[str, ...]) -> re.Pattern[str]:
    if not nouns:
        return _NEVER
    name = r"([^\W\d_a-zß-öø-ÿ][\w.&'-]{1,24}(?:\s(?:[^\W\d_a-zß-öø-ÿ][\w.&'-]{0,24}|\d{1,3})){0,3})"
    return re.compile(rf"(?<!\w)(?i:{'|'.join(map(re.escape, nouns))}),?\s[\"“„«‘']?{name}")
