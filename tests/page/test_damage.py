"""Text harmed before it came: set right where that is certain, else doubted; right text is left alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Article, Capture, Exchange
from onrecord.page import read_page
from onrecord.page._damage import cut_off, doubts_of, mended

TEXTS = [
    "„Größere Schäden müssen geprüft werden“, sagte die Bürgermeisterin über die Brücke. Für Köln wäre das schlecht.",
    "« Nous étions là », dit-elle à l’été, près du château où l’on a trouvé la clé. Déjà vu…",
    "“We can’t wait,” he said – and didn’t. It’s the council’s café, isn’t it?",
    "Мэр города заявила во вторник, что новый мост не откроют раньше весны.",
    "Η δήμαρχος δήλωσε την Τρίτη ότι η γέφυρα δεν θα ανοίξει.",
    "市長は火曜日の記者会見で、新しい橋は春まで開通しないと述べた。",
    "시장은 화요일 새 다리가 봄 이전에는 개통되지 않을 것이라고 밝혔다.",
    "Burmistrz powiedział, że most nie będzie otwarty. Rybacy żądają pomocy, są źli.",
    "ראשת העיר אמרה כי הגשר החדש לא ייפתח לפני האביב.",
    "قالت رئيسة البلدية إن الجسر لن يفتح قبل الربيع.",
]


def harmed(text: str) -> str:
    """UTF-8 read as windows-1252, as browsers read it: unused places are control characters."""
    return "".join(
        bytes([byte]).decode("cp1252") if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else chr(byte)
        for byte in text.encode()
    )


@pytest.mark.parametrize("text", TEXTS)
def test_harmed_text_is_set_right_and_says_so(text: str) -> None:
    found = mended(harmed(text))
    assert found.text == text
    assert found.doubts == ("the text was UTF-8 read as windows-1252; it has been set right",)


@pytest.mark.parametrize("text", TEXTS)
def test_text_harmed_twice_is_set_right(text: str) -> None:
    assert mended(harmed(harmed(text))).text == text


@pytest.mark.parametrize("text", [*TEXTS, "CAFÉ™ NOÉ» MURIÓ” MENÜ“ CAFÉ” OLÉ… LÀ »", "Ein Ã allein, Â auch nicht, Ð."])
def test_right_text_is_left_alone_without_a_doubt(text: str) -> None:
    assert mended(text) == (text, ())


@given(st.text(max_size=80))
def test_text_is_never_harmed_by_mending(text: str) -> None:
    found = mended(text)
    assert found.text == text or found.doubts


def test_harmed_part_of_a_right_page_is_doubted_and_left() -> None:
    text = "“Right” – “right” – “right” – “right” – “right” – é, à, ü, ö: " + harmed("ä ö ü")
    found = mended(text)
    assert found.text == text
    assert found.doubts == ("letters may be wrong: 3 look like UTF-8 read as windows-1252",)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Der Flu\ufffd trat \ufffdber die Ufer.", "2 letters of the text could not be decoded"),
        ("Der Flu\ufffd.", "1 letter of the text could not be decoded"),
        ("Die Br?cke, die Stra?e und der Fluß", ""),
        ("Die Br?cke, die Stra?e, die K?che", "letters may be lost: 3 question marks stand inside words"),
        ("Stra&szlig;e, Br&uuml;cke, K&#252;che", "the text is decoded by half: it holds 3 entities of HTML"),
        ("See https://a.example/?a=b?c=d?e=f and what?who?where", ""),
        ("AT&T; R&D; Q&A; all of them firms", ""),
        ("A right text. Is it? Yes.", ""),
    ],
)
def test_lost_letters_are_doubted(text: str, doubt: str) -> None:
    assert doubts_of(text) == ((doubt,) if doubt else ())


ONE = "The harbour council of Ostvik said on Monday that it would close the old pier for repairs until the spring."
TWO = "Harbour Master Ida Solberg said that all of the ferries would use the north quay until the work was done."


def article(body: bytes, exchanges: tuple[Exchange, ...] = (), media_type: str | None = None) -> Article:
    found = read_page(Capture(body, "page", None, media_type, datetime(2025, 1, 1, tzinfo=UTC), exchanges=exchanges))
    assert isinstance(found, Article), found
    return found


PAGE = f"<html><head><title>x</title></head><body><h1>Ostvik closes pier</h1><p>{ONE}</p><p>{TWO}</p></body></html>"


@pytest.mark.parametrize(
    ("page", "cut"),
    [
        (PAGE, False),
        (PAGE.replace("</p></body></html>", ""), False),
        (PAGE.replace("</body></html>", ""), False),
        (PAGE.replace(" until the work was done.</p></body></html>", ""), True),
        (PAGE.replace(" until the work was done.</p></body></html>", " un"), True),
        (PAGE.replace(" until the work was done.</p></body></html>", " un</p></body></html>"), False),
        (PAGE.replace("until the work was done.</p>", "until"), False),
        (f"Ostvik closes pier\n\n{ONE}\n\n{TWO}\n", False),
        (f"Ostvik closes pier\n\n{ONE}\n\n{TWO} The ferry company, which has run the line since 1961, told the", True),
    ],
)
def test_page_that_ends_within_a_sentence_is_cut_off(page: str, cut: bool) -> None:  # noqa: FBT001 - a table's column
    doubts = article(page.encode()).doubts
    assert doubts == (("the page is cut off: it ends in the middle of a sentence",) if cut else ())


def exchange(length: str, body: bytes) -> Exchange:
    return Exchange(
        url="https://ledger.example/pier",
        request_line=b"GET /pier HTTP/1.1",
        request_headers=(),
        status=200,
        status_line=b"HTTP/1.1 200 OK",
        headers=((b"content-length", length.encode()),),
        body=body,
        address=None,
        at=datetime(2025, 1, 1, tzinfo=UTC),
        seconds=0.1,
    )


@pytest.mark.parametrize(
    ("length", "doubts"),
    [
        ("9", ()),
        ("10", ("the page is cut off: 9 of 10 bytes came",)),
        ("8", ()),
        ("soon", ()),
        ("", ()),
        ("9" * 5000, ("the page is cut off: 9 of 999999999999 bytes came",)),
    ],
)
def test_answer_shorter_than_the_server_said_is_cut_off(length: str, doubts: tuple[str, ...]) -> None:
    capture = Capture(b"", "p", None, None, datetime(2025, 1, 1, tzinfo=UTC), (exchange(length, b"123456789"),))
    assert cut_off("<html></html>", "", capture) == doubts


def test_harmed_page_gives_the_right_article_and_says_so() -> None:
    words = "„Größere Schäden müssen geprüft werden“, sagte die Bürgermeisterin über die Brücke von Østvik à la carte."
    page = (
        f"<html lang='de'><body><h1>Brücke über den Fluß</h1><p>{words}</p><p>{words} Das wäre schön.</p></body></html>"
    )
    found = article(harmed(page).encode())
    assert words in found.text
    assert found.headline == "Brücke über den Fluß"
    assert found.doubts == ("the text was UTF-8 read as windows-1252; it has been set right",)


def test_doubts_on_the_encoding_reach_the_article() -> None:
    page = PAGE.replace("Monday", "Mon\u00e7ay").encode("cp1252")
    assert any("encoding" in doubt for doubt in article(page, (), "text/html; charset=utf-8").doubts)
