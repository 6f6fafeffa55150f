"""MHTML and e-mails: the page as it was sent, with what the message says of it."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest
from making import START, capture

from onrecord.capture._mail import is_message, read_message
from onrecord.model import Capture, Rejected

AT = datetime(2024, 10, 16, 7, tzinfo=UTC)
HTML = "<html><body><p>Les négociations reprennent.</p></body></html>"


def part(kind: str, body: bytes, *more: str) -> str:
    head = [f"Content-Type: {kind}", "Content-Transfer-Encoding: base64", *more, ""]
    return "\r\n".join([*head, base64.encodebytes(body).decode()])


def message(kind: str, parts: list[str], *more: str) -> bytes:
    head = ["MIME-Version: 1.0", *more, f'Content-Type: {kind}; boundary="b"', ""]
    return "\r\n".join([*head, *(f"--b\r\n{p}" for p in parts), "--b--", ""]).encode()


PAGE = part("text/html; charset=iso-8859-1", HTML.encode("latin-1"), "Content-Location: https://example.org/news")
STYLE = part("text/css", b"p {}", "Content-Location: https://example.org/a.css")
FRAME = part("text/html", b"<p>An advertisement.</p>", "Content-Location: https://ads.example.org/")
DATE = "Date: Wed, 16 Oct 2024 09:00:00 +0200"


def read(body: bytes) -> Capture:
    found = read_message(capture(body, "given"))
    assert isinstance(found, Capture), found
    return found


@pytest.mark.parametrize(
    "body",
    [
        message("multipart/related", [PAGE, STYLE, FRAME], DATE),
        message("multipart/related", [FRAME, PAGE], DATE, "Snapshot-Content-Location: https://example.org/news"),
        message("multipart/related", [STYLE, PAGE, FRAME], "From: <Saved by Blink>", DATE),
    ],
    ids=["main part first", "named by the browser", "style first"],
)
def test_a_saved_page_is_its_main_part_at_its_url_when_it_was_saved(body: bytes) -> None:
    page = read(body)
    assert page == Capture(
        HTML.encode("latin-1"), "given!html", "https://example.org/news", "text/html; charset=iso-8859-1", AT
    )
    assert page.id == read(body).id


def test_a_saved_page_without_a_date_was_fetched_when_the_file_was() -> None:
    assert read(message("multipart/related", [PAGE])).fetched == START


def test_a_page_saved_from_a_file_has_no_url() -> None:
    saved = PAGE.replace("https://example.org/news", "file:///tmp/a.html")
    assert read(message("multipart/related", [saved])).url is None


LETTER = ('From: "The Desk, daily" <desk@example.org>', "Subject: =?utf-8?q?N=C3=A9gociations?= <again>", DATE)


def test_a_newsletter_is_its_html_with_what_the_letter_says_before_it() -> None:
    plain = part("text/plain; charset=utf-8", b"plain")
    page = read(message("multipart/alternative", [plain, PAGE.replace("Content-Location", "X-Location")], *LETTER))
    assert page.path == "given!html"
    assert page.body.endswith(HTML.encode("latin-1"))
    assert page.body.startswith(
        b"<title>N&#233;gociations &lt;again&gt;</title>"
        b'<meta name="author" content="The Desk, daily">'
        b'<meta property="article:published_time" content="2024-10-16T09:00:00+02:00">\n<html>'
    )
    assert (page.url, page.fetched) == (None, START)


def test_a_letter_of_text_alone_is_text_under_its_subject_sender_and_date() -> None:
    page = read(
        message("multipart/mixed", [part("text/plain; charset=utf-8", "Es wird verhandelt — ".encode())], *LETTER)
    )
    assert page.media_type == "text/plain; charset=utf-8"
    assert page.body.decode() == "Négociations <again>\nThe Desk, daily\n16 October 2024\n\n\nEs wird verhandelt — "


def test_a_letter_archived_at_an_address_is_a_page_there() -> None:
    page = read(message("multipart/mixed", [PAGE], *LETTER, "Archived-At: <https://example.org/list/1>"))
    assert (page.url, page.fetched) == ("https://example.org/list/1", AT)


def test_attachments_are_not_the_letter() -> None:
    attached = part("text/html", b"<p>Attached.</p>", "Content-Disposition: attachment")
    page = read(message("multipart/mixed", [attached, part("text/plain", b"The letter.")], *LETTER))
    assert page.body.endswith(b"The letter.")


NONSENSE = (
    b"MIME-Version: 1.0\nContent-Type: text/html; charset=nonsense\nDate: x\nFrom: \xff\nSubject: =?x?y?z?=\n\n\xff"
)
MIXED = b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (message("multipart/mixed", [part("image/png", b"x")]), "an e-mail without text"),
        (message("multipart/related", [STYLE], "Snapshot-Content-Location: https://e.org"), "a saved web page without"),
        (b"MIME-Version: 1.0\r\n\r\n", "an e-mail without text"),
        (message("multipart/mixed", []), "an e-mail without text"),
        (NONSENSE, None),
        (MIXED + b"--b\n" * 5000, "an e-mail without text"),
        (b"MIME-Version: 1.0\n" + b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)), "a"),
    ],
)  # fmt: skip
def test_what_holds_no_page_is_said_and_nothing_hostile_raises(body: bytes, reason: str | None) -> None:
    found = read_message(capture(body, "given"))
    assert isinstance(found, Capture) is (reason is None)
    if isinstance(found, Rejected):
        assert found.reason.startswith(reason or "")


@pytest.mark.parametrize(
    ("head", "is_one"),
    [
        (b"MIME-Version: 1.0\r\n", True),
        (b"From: a@b\nSubject: c\nMessage-ID: <d>\n", True),
        (b"From - Wed Oct 16\r\nReceived: by x\r\n\tfor y\r\nSubject: z\r\n", True),
        (b"Received: from a\n" * 50 + b"\n", True),
        (b"Subject: a dump of text that begins so\n\nMIME-Version: 1.0\n", False),
        (b"Dear reader,\nMIME-Version: 1.0\n", False),
        (b"<html>MIME-Version: 1.0", False),
        (b"a:" * 8000, False),
        (b"a: b\n" * 4000, False),
        (b"a: b\n c\n" * 4000, False),
    ],
)
def test_a_message_is_told_by_headers_that_only_messages_have(head: bytes, is_one: bool) -> None:  # noqa: FBT001 - a case
    assert is_message(head) is is_one
