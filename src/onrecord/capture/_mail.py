"""Pages out of MIME messages: MHTML as browsers save it (RFC 2557), and e-mails such as newsletters (RFC 5322)."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.utils import parseaddr, parsedate_to_datetime
from typing import TYPE_CHECKING

from onrecord.model import Capture, Rejected

if TYPE_CHECKING:
    from email.message import EmailMessage

# A header that only messages have, among the first lines, after nothing but headers.
_MESSAGE = re.compile(
    rb"(?:From [^\r\n]*\r?\n)?(?:[A-Za-z][A-Za-z0-9-]{0,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){0,60}?"
    rb"(?:MIME-Version|Message-ID|Received|Return-Path|Snapshot-Content-Location):",
    re.IGNORECASE,
)
HEAD = 16_384
"""Bytes in which a message's own headers begin; the longest chain of Received lines seen in the wild is half that."""
_PARTS = 1_000  # of one message; a saved page has a part for each image, some hundreds at most


def is_message(head: bytes) -> bool:
    """Whether bytes begin as a MIME message does."""
    return _MESSAGE.match(head[:HEAD]) is not None


def read_message(outer: Capture) -> Capture | Rejected:
    """The page in a message.

    Of MHTML: the main HTML part as it is, its url the Content-Location, fetched when the browser saved it (Date).
    Of an e-mail: the HTML part, else the text, with subject, sender and date put before it as a page would state them;
    url from Archived-At (RFC 5064) if it has one; fetched is as of the file, or Date if there is a url, so that the
    same mail is the same capture. The path is `path!html` or `path!text`.
    """
    try:
        message = message_from_bytes(outer.body, policy=policy.default)
        parts = [p for _, p in zip(range(_PARTS), message.walk(), strict=False) if not p.is_multipart()]
        saved = _saved_page(outer, message, parts)
        return saved if saved is not None else _letter(outer, message, parts)
    except Exception as error:  # noqa: BLE001 - the standard library's parser raises anything on hostile headers
        return Rejected(outer.path, f"a message that cannot be read ({type(error).__name__}); save it as HTML or text")


def _saved_page(outer: Capture, message: EmailMessage, parts: list[EmailMessage]) -> Capture | Rejected | None:
    saved = message.get("Snapshot-Content-Location")
    if saved is None and message.get_content_type() != "multipart/related":
        return None
    pages = [p for p in parts if p.get_content_type() in {"text/html", "application/xhtml+xml"}]
    main = next((p for p in pages if _location(p) == saved), pages[0] if pages else None)
    url = saved or (_location(main) if main else None)
    if url is None:
        return None
    if main is None:
        return Rejected(outer.path, "a saved web page without an HTML part; save it as HTML")
    url = str(url).strip()
    web = url if url.startswith(("http://", "https://")) else None
    return Capture(_bytes(main), f"{outer.path}!html", web, _media(main), _date(message) or outer.fetched)


def _letter(outer: Capture, message: EmailMessage, parts: list[EmailMessage]) -> Capture | Rejected:
    shown = [p for p in parts if p.get_content_disposition() != "attachment"]
    texts = [p for kind in ("text/html", "text/plain") for p in shown if p.get_content_type() == kind]
    main = next((p for p in texts if _bytes(p).strip()), None)
    if main is None:
        return Rejected(outer.path, "an e-mail without text; save what it holds and give its file")
    url = str(message.get("Archived-At", "")).strip("<> ")
    web = url if url.startswith(("http://", "https://")) else None
    fetched = (_date(message) if web else None) or outer.fetched
    if main.get_content_type() == "text/html":
        return Capture(_html_head(message) + _bytes(main), f"{outer.path}!html", web, _media(main), fetched)
    text = "\n".join([*_stated(message), "", "", str(main.get_content())]).encode("utf-8", "replace")
    return Capture(text, f"{outer.path}!text", web, "text/plain; charset=utf-8", fetched)


def _html_head(message: EmailMessage) -> bytes:
    subject, sender = (_line(message, name) for name in ("Subject", "From"))
    date = _date(message)
    stated = [f"<title>{html.escape(subject)}</title>"]
    stated += [f'<meta name="author" content="{html.escape(parseaddr(sender)[0] or sender)}">'] if sender else []
    stated += [f'<meta property="article:published_time" content="{date.isoformat()}">'] if date else []
    # ASCII, so that it reads the same whatever encoding the part itself is in.
    return "".join(stated).encode("ascii", "xmlcharrefreplace") + b"\n"


def _stated(message: EmailMessage) -> list[str]:
    date = _date(message)
    sender = _line(message, "From")
    known = (_line(message, "Subject"), parseaddr(sender)[0] or sender, f"{date:%d %B %Y}" if date else "")
    return [line for line in known if line]


def _line(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name, "")).split())


def _location(part: EmailMessage) -> str | None:
    location = part.get("Content-Location")
    return None if location is None else str(location)


def _bytes(part: EmailMessage) -> bytes:
    raw = part.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else b""


def _media(part: EmailMessage) -> str:
    charset = part.get_content_charset()
    return part.get_content_type() + (f"; charset={charset}" if charset else "")


def _date(message: EmailMessage) -> datetime | None:
    try:
        at = parsedate_to_datetime(str(message.get("Date", "")))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
