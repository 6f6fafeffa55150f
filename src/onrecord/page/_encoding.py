"""Which encoding bytes are in, by what they spell in each: the letters of a language, in the proportions it has."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from onrecord.model import OnRecordError
from onrecord.page import _lexicon

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

# What news pages without a word on their encoding were found in; several that differ in a sign or two, so that a text
# that holds such a sign shows that it is open which one it is in.
_LATIN = (
    *("cp1252", "cp1250", "cp1254", "cp1257", "cp1258"),
    *("iso8859-2", "iso8859-3", "iso8859-4", "iso8859-10", "iso8859-13", "iso8859-15", "iso8859-16"),
    *("mac_roman", "cp850", "cp852"),
)
_OTHER = (
    *("cp1251", "koi8-r", "koi8-u", "iso8859-5", "cp866", "cp1253", "iso8859-7"),
    *("cp1255", "iso8859-8", "cp1256", "iso8859-6", "cp874", "cp932", "euc_jp", "cp949", "gb18030", "big5hkscs"),
)
# Signs that text of any language holds.
_SIGNS = frozenset(
    "“”‘’„‚‹›«»–—…•·°§©®™€£¥¿¡´×²³¹ºª\u00a0\u00ad\u200b\u3000、。，「」『』（）！？：；《》・ー〜～％０１２３４５６７８９"
)
# A text in a Latin alphabet is this sure of its encoding, since one strange sign is already strange; other scripts are
# told by proportions, in which honest texts vary.
_LATIN_FIT = 0.97
_SCRIPT_FIT = 0.8
_LEAD = 0.15
# Vietnamese has most: three letters in ten bear a mark.
_MARKED_SHARE = 0.4
# Fewer letters show no proportions.
_LETTERS = 25
_LATIN_LETTERS = 3
# Function words that show in which language the ASCII part of a text is.
_HITS, _AHEAD = 4, 1.4
_SAMPLE = 4000
# Text is not written in capitals alone; read in the wrong one of two Cyrillic encodings it is.
_MOST_CAPITALS, _LOUD = 0.5, 0.7
# Below this no order of capitals could save a reading.
_HOPELESS = 0.5
_TAGS = re.compile(rb"<[^<>]{0,1000}>|&[#\w]{1,12};")
_LONE = re.compile(rb"[\x80-\xff]")


class Fit(NamedTuple):
    """How well bytes read in an encoding are text: 1 at best. `text`: what they read as."""

    encoding: str
    fit: float
    text: str
    latin: bool

    @property
    def good(self) -> bool:
        """Whether this may be it."""
        return self.fit >= (_LATIN_FIT if self.latin else _SCRIPT_FIT)


@dataclass(frozen=True, slots=True)
class Script:
    """A script other than Latin: its letters, the most frequent ones, and the share that these make up at least."""

    letters: frozenset[str]
    common: frozenset[str]
    share: float


def sample(body: bytes) -> bytes:
    """The lines with bytes above ASCII, without markup, up to a bound."""
    kept: list[bytes] = []
    size = 0
    for line in body.splitlines():
        if _LONE.search(line):
            # One long line (a page without line breaks) must not exceed the bound either.
            plain = _TAGS.sub(b" ", line[: _SAMPLE * 8])[: _SAMPLE - size]
            kept.append(plain)
            size += len(plain)
        if size >= _SAMPLE:
            break
    return b"\n".join(kept)


def fits(part: bytes, language: str | None) -> list[Fit]:
    """The encodings in which the bytes can be read at all, the best first. `language`: ISO 639-1, where known."""
    alphabet = latin().get(language or "") or _alphabet(part)
    found = [_fit(name, text, alphabet) for name in (*_LATIN, *_OTHER) if (text := strict(part, name)) is not None]
    return sorted(found, key=lambda fit: -fit.fit)


def sure(found: list[Fit]) -> Fit | None:
    """The best, where it is good and none that reads otherwise comes near; else None."""
    if not found or not found[0].good:
        return None
    best = found[0]
    rivals = [fit for fit in found[1:] if fit.text != best.text]
    near = any(fit.good if fit.latin else fit.fit > best.fit - _LEAD for fit in rivals)
    return None if near else best


def fit_of(part: bytes, name: str, language: str | None) -> float:
    """How well the bytes fit one encoding; 1 where they are too few to tell, 0 where they cannot be read in it."""
    text = strict(part, name)
    if text is None:
        return 0.0
    if sum(c.isalpha() for c in text if not c.isascii()) < _LATIN_LETTERS:
        return 1.0
    own = latin().get(language or "")
    return max(_fit(name, text, alphabet).fit for alphabet in ([own] if own else latin().values()))


def is_other_script(text: str) -> bool:
    """Whether this is running text in a script other than Latin."""
    counts = Counter(char for char in text if not char.isascii())
    return bool(counts) and _other_fit(counts, counts.total()) >= _SCRIPT_FIT


def strict(body: bytes, name: str) -> str | None:
    """The text, where all bytes fit; a letter that the end of the bytes cuts in two is let go."""
    try:
        return codecs.getincrementaldecoder(name)("strict").decode(body)
    except (UnicodeError, LookupError):
        return None


@cache
def latin() -> Mapping[str, frozenset[str]]:
    """The letters of each Latin alphabet beyond ASCII, small and capital."""
    table = _lexicon.parsed("letters.toml").get("latin")
    if not isinstance(table, dict) or not all(isinstance(value, str) and value for value in table.values()):
        raise OnRecordError("page/lexicon/letters.toml: latin must give the letters of each language as a string")
    return {code: frozenset(value + value.upper()) for code, value in table.items()}


@cache
def scripts() -> Mapping[str, Script]:
    """The other scripts."""
    table = _lexicon.parsed("letters.toml").get("scripts")
    if not isinstance(table, dict):
        raise OnRecordError("page/lexicon/letters.toml: scripts must be a table")
    return {name: script(name, entry) for name, entry in table.items()}


def script(name: str, entry: object) -> Script:
    """One script. Raises OnRecordError naming it if it lacks `common`, `share` or `ranges`."""
    try:
        common, share, ranges = entry["common"], float(entry["share"]), entry["ranges"]  # type: ignore[index] # checked by the arms below
        letters = frozenset(chr(point) for first, last in ranges for point in range(first, last + 1))
    except (TypeError, KeyError, ValueError, OverflowError) as error:
        raise OnRecordError(f"page/lexicon/letters.toml: {name} needs common, share and ranges ({error!r})") from error
    return Script(letters, frozenset(common), share)


def _alphabet(part: bytes) -> frozenset[str]:
    """The letters of the languages whose ASCII function words the bytes hold most of; none where they hold few."""
    # Letters that stand alone are words in many languages, and what is left of others.
    words = Counter(re.findall(r"(?<![\x80-\xffA-Za-z])[a-z]{2,}(?![\x80-\xffA-Za-z])", part.decode("latin-1").lower()))
    votes = sorted(((sum(words[w] for w in own), code) for code, own in _ascii_words().items()), reverse=True)
    least = max(_HITS, votes[0][0] / _AHEAD)
    return frozenset().union(*(latin().get(code, frozenset()) for hits, code in votes if hits >= least))


@cache
def _ascii_words() -> dict[str, frozenset[str]]:
    table = _lexicon.parsed("function_words.toml")
    return {code: frozenset(word for word in str(own).split() if word.isascii()) for code, own in table.items()}


def _fit(name: str, text: str, alphabet: frozenset[str]) -> Fit:
    counts = Counter(char for char in text if not char.isascii())
    total = counts.total()
    if not total:
        return Fit(name, 1.0, text, latin=True)
    fit, is_latin = max((_latin_fit(text, counts, alphabet), True), (_other_fit(counts, total), False))
    if fit > _HOPELESS:
        fit *= 1 - _inner_capitals(text) / total
    return Fit(name, fit, text, is_latin)


def _inner_capitals(text: str) -> int:
    """How often a capital follows a small letter, which words read in a wrong encoding are full of."""
    return sum(1 for a, b in pairwise(text) if (b > "\x7f" or a > "\x7f") and b.isupper() and a.islower())


def _other_fit(counts: Counter[str], total: int) -> float:
    return max(_script_fit(counts, total, each) for each in scripts().values())


def _latin_fit(text: str, counts: Counter[str], alphabet: frozenset[str]) -> float:
    if not alphabet:
        return 0.0
    letters = alphabet | _SIGNS
    density = counts.total() / max(sum(map(str.isalpha, text)), 1)
    return _part(counts, letters) / counts.total() * min(1.0, _MARKED_SHARE / max(density, 0.01))


def _script_fit(counts: Counter[str], total: int, script: Script) -> float:
    own = _part(counts, script.letters)
    if own < _LETTERS:
        return 0.0
    known = (own + _part(counts, _SIGNS - script.letters)) / total
    common = sum(count for char, count in counts.items() if char.lower() in script.common) / own
    capitals = sum(count for char, count in counts.items() if char.isupper()) / own
    return known * min(1.0, common / script.share) * (_LOUD if capitals > _MOST_CAPITALS else 1.0)


def _part(counts: Counter[str], chars: Container[str]) -> int:
    return sum(count for char, count in counts.items() if char in chars)
