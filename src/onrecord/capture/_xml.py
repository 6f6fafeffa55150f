"""A feed's bytes made fit for any XML parser: UTF-8, no document type, entities and ampersands mended.

What no parser sees can harm none: the prolog, in which alone entities are declared, is cut off before parsing.
"""

from __future__ import annotations

import re
from html.entities import html5

DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>'

# Text encodings by the names that feeds declare. A closed list: some of Python's codecs (punycode) cost quadratic time.
_TEXT = re.compile(
    r"utf-?(8|16|32)(-?[lb]e)?|us-ascii|iso-?8859-\d{1,2}|latin-?1|windows-125\d|windows-874|cp\d{3,4}|koi8-[ru]|"
    r"gb2312|gbk|gb18030|big5(-hkscs)?|euc-(jp|kr)|shift[-_]jis|iso-2022-jp|ks_c_5601-1987|tis-620|macintosh"
)
# As the WHATWG encoding standard has it: what is declared under the first name is really sent in the second.
_REALLY = {
    "us-ascii": "windows-1252",
    "iso-8859-1": "windows-1252",
    "iso8859-1": "windows-1252",
    "latin1": "windows-1252",
    "latin-1": "windows-1252",
    "iso-8859-9": "windows-1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "macintosh": "mac_roman",
}
# In the order in which they are tried where the declared one does not fit; the last one fits any bytes.
_OTHERWISE = ("utf-8", "windows-1252", "latin-1")
_BOMS = ((b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# UTF-16 without a byte order mark, by how "<" and a letter or "?" look in it.
_BARE_16 = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
# Characters before the first tag that are passed over: stray warnings of a server's scripts.
_JUNK = 8_000

_BAD_AMPERSAND = re.compile(
    rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)(?:([A-Za-z][A-Za-z0-9]{1,31});)?"
)
_CONTENT = re.compile(rb"<(content:encoded|content|description|summary)(?:\s[^<>]*)?(?<!/)>")
_MARKUP = frozenset("<>&\"'")


def in_utf8(body: bytes) -> bytes:
    """The bytes of a document in UTF-8, whatever they were in; never raises."""
    for mark, encoding in (*_BOMS, *_BARE_16):
        if body.startswith(mark):
            return body.decode(encoding, errors="replace").lstrip("\ufeff").encode("utf-8", errors="replace")
    body = body.removeprefix(b"\xef\xbb\xbf")
    found = _DECLARED.match(body)
    declared = found[1].decode("ascii").lower() if found else "utf-8"
    # Bytes that show a declaration in ASCII are not UTF-16 whatever it says.
    fitting = [declared] if _TEXT.fullmatch(declared) and not declared.startswith(("utf-16", "utf-32")) else []
    for encoding in (*fitting, *_OTHERWISE):
        try:
            text = body.decode(_REALLY.get(encoding, encoding))
        except (UnicodeDecodeError, LookupError):
            continue
        return body if encoding == "utf-8" else text.encode("utf-8", errors="replace")
    return body


class Entities(ValueError):  # noqa: N818 - a finding, not an error
    """The document type declares entities."""


def without_prolog(body: bytes) -> bytes | None:
    """The document from its root element on, under a declaration of ours; None where there is no element.

    Declarations, comments, processing instructions and the document type are passed over; raises Entities where one
    of these declares some. `body` is UTF-8.
    """
    at = body.find(b"<", 0, _JUNK)
    while at >= 0:
        if body.startswith(b"<?", at):
            end = body.find(b"?>", at)
        elif body.startswith(b"<!--", at):
            end = body.find(b"-->", at)
        elif body.startswith(b"<!", at):
            end = _end_of_type(body, at)
        else:
            return DECLARATION + body[at:]
        at = -1 if end < 0 else body.find(b"<", end)
    return None


def without_contents(body: bytes) -> bytes:
    """A feed without its descriptions and contents: nine tenths of many a feed, and nothing that is read here.

    Those that hold elements of their own (xhtml) are left; escaped ones and single CDATA sections are taken out.
    """
    pieces: list[bytes] = []
    kept = at = 0
    while found := _CONTENT.search(body, at):
        start = found.end()
        # A single sign is found many times faster than the end tag's name.
        section = body.startswith(b"<![CDATA[", start)
        end = body.find(b"]]>", start) + 3 if section else body.find(b"<", start)
        if end < start:
            break
        at = end
        if body.startswith(b"</", end):
            pieces.append(body[kept:start])
            kept = end
    return b"".join((*pieces, body[kept:]))


def mended(body: bytes) -> bytes:
    """HTML's named characters, unknown to XML, as themselves, and bare ampersands as `&amp;`; CDATA is left alone."""
    if b"&" not in body:
        return body
    pieces: list[bytes] = []
    at = 0
    while (start := body.find(b"<![CDATA[", at)) >= 0:
        end = body.find(b"]]>", start)
        if end < 0:
            break
        pieces += (_BAD_AMPERSAND.sub(_mend, body[at:start]), body[start:end])
        at = end
    return b"".join((*pieces, _BAD_AMPERSAND.sub(_mend, body[at:])))


def _mend(found: re.Match[bytes]) -> bytes:
    name = found[1]
    meant = html5.get(f"{name.decode('ascii')};", "") if name else ""
    if meant and _MARKUP.isdisjoint(meant):
        return meant.encode()
    return b"&amp;" + found[0][1:]


def _end_of_type(body: bytes, at: int) -> int:
    """The end of `<!DOCTYPE … [ … ]>`, or -1. One cut short by a quoted sign is gone on with at the next `<!`."""
    end, subset = body.find(b">", at), body.find(b"[", at)
    if 0 <= subset < end:
        end = body.find(b"]", end)
    if body.find(b"<!ENTITY", at, end if end >= 0 else len(body)) >= 0:
        raise Entities
    return end
