"""Bytes to text: byte order mark, UTF-8, the declared encoding, and last a guess from the bytes.

Labels are taken as the WHATWG Encoding Standard does (https://encoding.spec.whatwg.org/#names-and-labels):
`iso-8859-1` means windows-1252, `gb2312` means gb18030, and so on. One departure: bytes that are valid UTF-8 and not
pure ASCII are UTF-8 whatever is declared, since other encodings practically never come out as valid UTF-8 by chance,
while pages that declare windows-1252 over UTF-8 bytes are common.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

import charset_normalizer

from onrecord.model import Rejected
from onrecord.page import _encoding
from onrecord.page._encoding import strict

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAGIC = (
    (b"%PDF-", "PDF pages are not read yet; save the page as HTML or text"),
    (b"PK\x03\x04", "not text: looks like a ZIP file"),
    (b"\x1f\x8b", "not text: looks like a gzip file; unpack it first"),
    (b"\x89PNG", "not text: looks like a PNG image"),
    (b"\xff\xd8\xff", "not text: looks like a JPEG image"),
    (b"GIF8", "not text: looks like a GIF image"),
    (b"RIFF", "not text: looks like a RIFF file (image, sound or film)"),
    (b"7z\xbc\xaf\x27\x1c", "not text: looks like a 7z file"),
    (b"Rar!", "not text: looks like a RAR file"),
    (b"BZh9", "not text: looks like a bzip2 file; unpack it first"),
    (b"\xfd7zXZ", "not text: looks like an xz file; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "not text: looks like a Zstandard file; unpack it first"),
    (b"\x7fELF", "not text: looks like a program"),
    (b"\xd0\xcf\x11\xe0", "not text: looks like an old Office file"),
    (b"SQLite format 3", "not text: looks like a SQLite database"),
    (b"ID3", "not text: looks like an MP3 sound file"),
    (b"wOF", "not text: looks like a font"),
)
# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    # Who reads the declaration as ASCII letters is not reading UTF-16, as the WHATWG standard says.
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
_DECLARED = re.compile(rb"""charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w.:-]{2,40})""", re.IGNORECASE)
_LANGUAGE = re.compile(rb"""<html[^>]{0,300}\blang\s{0,3}=\s{0,3}["']?([a-z]{2})\b""", re.IGNORECASE)
# Pages in these are windows-1252 unless they say otherwise (the HTML standard's default encodings by locale); a guess
# from a few accents takes it for its Central European sister.
_WESTERN = frozenset({"da", "de", "en", "es", "fi", "fr", "is", "it", "nb", "nl", "no", "pt", "sv"})
# Browsers look for the declaration in the first 1,024 bytes; real pages put it later behind scripts.
_DECLARED_WITHIN = 8192
# Text in the encoding that is declared fits its language by .9 and more, in another mostly below a half; in another
# of the same script it is not so far behind.
_DECLARED_FIT = 0.6
_BEHIND = 0.15
# Letters, digits and line ends make text; above this share of other control characters it is none (images: 8-12%).
_CONTROL_SHARE = 0.02
# One damaged letter in twenty that are not ASCII still shows what the encoding is; mojibake damages nearly all.
_DAMAGED_SHARE = 0.05
# A share of NUL bytes in every second place that only UTF-16 without its mark has.
_UTF16_NULS = 0.3
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_BYTES = bytes(n for n in range(128) if _CONTROLS.match(chr(n)))


class Decoded(NamedTuple):
    """The text of a page, and what may be wrong with it, each in one line."""

    text: str
    doubts: tuple[str, ...] = ()


def decode(body: bytes, media_type: str | None, path: str) -> Decoded | Rejected:
    """The text of the bytes, without NULs and byte order mark; or Rejected where they are empty or no text.

    The text is what was written, or a doubt says that it may not be; letters that did not decode stand as U+FFFD.
    """
    if not body.strip():
        return Rejected(path, "empty file")
    if reason := not_text(body):
        return Rejected(path, reason)
    wide = _marked(body) or _unmarked_utf16(body, media_type)
    read = Decoded(wide) if wide else _decoded(body, media_type)
    if read is None:
        return Rejected(path, "the encoding is not recognised; save the page as UTF-8")
    text = read.text
    # Deleting from bytes is many times as fast as the pattern, and hardly a page has any.
    controls = len(_CONTROLS.findall(text)) if wide or len(body.translate(None, _CONTROL_BYTES)) < len(body) else 0
    if controls > max(len(text) * _CONTROL_SHARE, 1):
        return Rejected(path, f"not text: {controls} control characters in {len(text)} characters")
    return read._replace(text=(_CONTROLS.sub("", text) if controls else text).removeprefix("\ufeff"))


def not_text(body: bytes) -> str | None:
    """What the first bytes say the file is, where that is no text."""
    if body[4:12] in {b"ftypisom", b"ftypmp42", b"ftypavif", b"ftypheic"}:
        return "not text: looks like a film or image file"
    return next((reason for magic, reason in _MAGIC if body.startswith(magic)), None)


def _marked(body: bytes) -> str | None:
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, errors="replace")
    return None


def _unmarked_utf16(body: bytes, media_type: str | None) -> str | None:
    head = body[:4096]
    if "utf-16" in (media_type or "").lower() or (0 in head and strict(head, "utf-8") is None):
        for name in ("utf-16-le", "utf-16-be"):
            if _encoding.is_other_script(head.decode(name, errors="ignore")):
                return body.decode(name, errors="replace")
    for name, place in (("utf-16-le", 1), ("utf-16-be", 0)):
        nuls = head[place::2].count(0)
        if nuls > len(head) / 2 * _UTF16_NULS and head[1 - place :: 2].count(0) == 0:
            return body.decode(name, errors="replace")
    return None


def _decoded(body: bytes, media_type: str | None) -> Decoded | None:
    if b"\x1b$" in body and body.isascii():
        return Decoded(body.decode("iso2022_jp", errors="replace"))
    if (text := strict(body, "utf-8")) is not None:
        return Decoded(text)
    names = list(dict.fromkeys(_declared(body, media_type)))
    part = _encoding.sample(body)
    for name in names:
        if (text := strict(body, name)) is not None:
            return _weighed(body, part, Decoded(text), name)
    for name in ("utf-8", *names):
        if (text := _nearly(body, name)) is not None:
            return Decoded(text)
    return _guessed(body, part, names)


def _weighed(body: bytes, part: bytes, read: Decoded, name: str) -> Decoded:
    """Text read as declared, unless it is none in any language, and is text in another encoding."""
    language = _language(body)
    fits = _encoding.fits(part, language)
    own = _encoding.fit_of(part, name, language)
    best = _encoding.sure(fits) or next((f for f in fits if not f.latin and f.good and f.fit > own + _BEHIND), None)
    text = strict(body, best.encoding) if best else None
    if best is not None and text not in {None, read.text}:
        return Decoded(text or "", (f"the encoding is doubtful: {name} is declared, but it reads as {best.encoding}",))
    if best is None and own < _DECLARED_FIT:
        return Decoded(read.text, (f"the encoding is doubtful: as {name}, which is declared, it reads as no language",))
    return read


def _declared(body: bytes, media_type: str | None) -> list[str]:
    labels = [m[1] for m in _DECLARED.finditer((media_type or "").encode(errors="ignore"))]
    labels += [m[1] for m in _DECLARED.finditer(body[:_DECLARED_WITHIN])]
    return [name for label in labels if (name := _codec(label.decode("ascii", errors="ignore")))]


def _codec(label: str) -> str | None:
    try:
        found = codecs.lookup(label)
        # Python also lists codecs from bytes to bytes (zip, hex); these refuse here.
        b"a".decode(label)
    except LookupError:
        return None
    except UnicodeError:
        # A letter cut in two, as in UTF-16: an encoding of text all the same.
        pass
    if found.name in {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7", "utf_7"}:
        return None
    return _WIDER.get(found.name, found.name)


def _nearly(body: bytes, name: str) -> str | None:
    """The text with U+FFFD for damaged letters, where these are few among the letters that are not ASCII."""
    try:
        text = body.decode(name, errors="replace")
    except (UnicodeError, LookupError):
        return None
    damaged = text.count("\ufffd")
    letters = len(text) - sum(map(str.isascii, text)) if damaged else 0
    return text if damaged <= letters * _DAMAGED_SHARE else None


def _guessed(body: bytes, part: bytes, names: Sequence[str]) -> Decoded | None:
    """The text in the encoding that the letters show, else in the likeliest, with a doubt."""
    language = _language(body)
    why = f"{names[0]} is declared, but does not fit" if names else "none is declared"
    best = _encoding.sure(_encoding.fits(part, language))
    if best is not None:
        read = strict(body, best.encoding) or body.decode(best.encoding, errors="replace")
        return Decoded(read, (f"the encoding is doubtful: {why}; it reads as {best.encoding}",) if names else ())
    name = _likeliest(part, language)
    if name is None or (text := strict(body, name) or body.decode(name, errors="replace")) is None:
        return None
    return Decoded(text, (f"the encoding is doubtful: {why}; read as {name}, which is a guess",))


def _likeliest(part: bytes, language: str | None) -> str | None:
    if language in _WESTERN and strict(part, "cp1252") is not None:
        return "cp1252"
    best = charset_normalizer.from_bytes(part).best()
    if best is not None:
        return _codec(best.encoding) or best.encoding
    return "cp1252" if strict(part, "cp1252") is not None else None


def _language(body: bytes) -> str | None:
    declared = _LANGUAGE.search(body, 0, _DECLARED_WITHIN)
    return declared[1].decode().lower() if declared else None
