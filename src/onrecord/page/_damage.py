"""Text that was harmed before it came here: UTF-8 once read as windows-1252, lost letters, a page that breaks off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from onrecord.page import _lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.model import Capture

# The signs that lead a letter of UTF-8 read as windows-1252, with what may follow; a quick look before the long one.
_SUSPECT = re.compile("[\u00c2-\u00df\u00e0-\u00ef][\u0080-\u00bf\u20ac\u2018-\u203a\u02c6\u02dc\u0152-\u0192\u2122 ]")
_RUN = re.compile("[^\x00-\x7f]+")
# Real text ends so in capitals before a closing sign: CAFÉ™, MURIÓ”.
_CLOSING = frozenset("”“’‘»«™®©…›‹")
# So many harmed letters are no quotation of an odd sign, and as large a part of all letters beyond ASCII.
_CERTAIN, _PART = 3, 0.5
# Written twice wrongly; three times is unheard of.
_TIMES = 2
_HTML_END = re.compile(
    r"</(?:body|html)\s{0,5}>|</(?:div|footer|script|main|article|section)\s{0,5}>\s{0,50}$", re.IGNORECASE
)
_END_CHARACTERS = 400
_LOST = re.compile(r"(?<=[^\W\d_])\?(?=[^\W\d_])")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,5}|#x[\da-fA-F]{2,4});")
# Single ones are typing errors.
_LEAST_LOST = 3
# What breaks off in the middle of a sentence has one.
_LONG_CHARACTERS = 60


class Mended(NamedTuple):
    """A text, and what was mended in it or could not be, each in one line."""

    text: str
    doubts: tuple[str, ...] = ()


def mended(text: str) -> Mended:
    """The text with UTF-8 that was read as windows-1252 set right, where that is certain; else with a doubt.

    It is certain where such letters are several and most of those beyond ASCII: right text hardly ever holds a run of
    signs that is also UTF-8.
    """
    doubts: tuple[str, ...] = ()
    for _ in range(_TIMES if len(_SUSPECT.findall(text)) >= _CERTAIN else 0):
        runs = _RUN.findall(text)
        read = {run: _reread(run) for run in set(runs)}
        strange = sum(len(letters) for run in runs if (letters := read[run]) is not None)
        right = sum(len(run) for run in runs if _decoded(run) is None and _bytes(run) is not None)
        if strange < _CERTAIN:
            break
        if strange < _PART * (strange + right):
            return Mended(text, (*doubts, f"letters may be wrong: {strange} look like UTF-8 read as windows-1252"))
        text = _set_right(text, {run: letters or _decoded(run) for run, letters in read.items()})
        doubts = ("the text was UTF-8 read as windows-1252; it has been set right",)
    return Mended(text, doubts)


def doubts_of(text: str) -> tuple[str, ...]:
    """What shows in an article's text that letters were lost."""
    found = []
    if damaged := text.count("\ufffd"):
        found.append(f"{damaged} {'letter' if damaged == 1 else 'letters'} of the text could not be decoded")
    if (lost := sum(len(_LOST.findall(word)) for word in text.split() if _may_lack_letters(word))) >= _LEAST_LOST:
        found.append(f"letters may be lost: {lost} question marks stand inside words")
    if "&" in text and (entities := len(_ENTITY.findall(text))) >= _LEAST_LOST:
        found.append(f"the text is decoded by half: it holds {entities} entities of HTML")
    return tuple(found)


def _may_lack_letters(word: str) -> bool:
    """Whether a word has a question mark within and is no address."""
    return "?" in word[1:-1] and not ("/" in word or "=" in word or "www." in word)


def cut_off(markup: str, last: str, capture: Capture) -> tuple[str, ...]:
    """Whether the page breaks off: its server sent less than it said, or it ends within the article's last sentence."""
    for exchange in capture.exchanges[-1:]:
        said = exchange.header("Content-Length") or ""
        if said.isascii() and said.isdigit() and len(exchange.body) < int(said[:12]):
            return (f"the page is cut off: {len(exchange.body)} of {int(said[:12])} bytes came",)
    ending = markup[-_END_CHARACTERS:]
    words = re.sub(r"<[^<>]*>?", " ", ending).split()
    unfinished = len(last) >= _LONG_CHARACTERS and not _lines.is_terminal(last)
    if unfinished and words and not _HTML_END.search(ending) and last.split()[-len(words[-4:]) :] == words[-4:]:
        return ("the page is cut off: it ends in the middle of a sentence",)
    return ()


def _set_right(text: str, read: Mapping[str, str | None]) -> str:
    return _RUN.sub(lambda found: read[found[0]] or found[0], text)


def _reread(run: str) -> str | None:
    """What the bytes of a run are in UTF-8; None where they are none, or the run may be right as it stands."""
    return None if len(run) == len("É™") and run[1] in _CLOSING and run[0] not in "ÃÂ" else _decoded(run)


def _decoded(run: str) -> str | None:
    body = _bytes(run)
    try:
        return body.decode() if body else None
    except UnicodeDecodeError:
        return None


def _bytes(run: str) -> bytes | None:
    """The bytes in windows-1252, its five unused places taken as browsers do."""
    try:
        return b"".join(char.encode("latin-1" if char in _UNUSED else "cp1252") for char in run)
    except UnicodeEncodeError:
        return None


_UNUSED = frozenset("\x81\x8d\x8f\x90\x9d")
