"""Bytes to text: every encoding that news pages come in, and what is no text at all."""

from __future__ import annotations

import gzip

import pytest

from onrecord.model import Rejected
from onrecord.page._decode import Decoded, decode

WESTERN = "Der Fluß trat über die Ufer – „so hoch war er nie“, sagte die Bürgermeisterin. "
RUSSIAN = "Мэр города заявил в понедельник, что новый мост через реку откроют весной следующего года. "
JAPANESE = "市長は月曜日の記者会見で、新しい橋を来年の春に開通させると述べた。住民は工事の遅れを心配している。"
KOREAN = "시장은 월요일 기자회견에서 새 다리를 내년 봄에 개통하겠다고 밝혔다. 주민들은 공사 지연을 걱정한다. "
CHINESE = "市长星期一在记者会上说，跨河新桥将于明年春天通车。居民们担心工程会延误，并要求公布报告。"


@pytest.mark.parametrize(
    ("text", "encoding", "media_type"),
    [
        (WESTERN, "utf-8", None),
        (WESTERN, "utf-8-sig", None),
        (WESTERN, "utf-16", None),
        (WESTERN, "utf-16-le", None),
        (WESTERN, "utf-16-be", None),
        (WESTERN, "utf-32", None),
        (WESTERN, "cp1252", "text/html; charset=windows-1252"),
        (WESTERN, "cp1252", "text/html; charset=ISO-8859-1"),
        (WESTERN, "cp1252", 'text/html; charset="latin1"'),
        (WESTERN, "utf-8", "text/html; charset=iso-8859-1"),
        (WESTERN, "utf-8", "text/html; charset=utf-16"),
        (WESTERN, "utf-8", "text/html; charset=no-such-thing"),
        (WESTERN, "utf-8", "text/html; charset=zlib"),
        (RUSSIAN, "koi8-r", "text/plain; charset=koi8-r"),
        (RUSSIAN, "cp1251", "text/plain; charset=windows-1251"),
        (JAPANESE, "shift_jis", "text/plain; charset=Shift_JIS"),
        (JAPANESE, "euc_jp", "text/plain; charset=euc-jp"),
        (JAPANESE, "iso2022_jp", None),
        (KOREAN, "cp949", "text/plain; charset=euc-kr"),
        (CHINESE, "gb18030", "text/plain; charset=gb2312"),
        (CHINESE, "gbk", "text/plain; charset=gbk"),
    ],
)
def test_text_comes_back_whole_and_undoubted(text: str, encoding: str, media_type: str | None) -> None:
    assert decode((text * 3).encode(encoding), media_type, "p") == Decoded(text * 3)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(RUSSIAN, "koi8-r"), (RUSSIAN, "cp1251"), (JAPANESE, "shift_jis"), (KOREAN, "euc_kr"), (CHINESE, "gb18030")],
)
def test_undeclared_encoding_is_told_from_the_bytes(text: str, encoding: str) -> None:
    assert decode((text * 20).encode(encoding), None, "p") == Decoded(text * 20)


@pytest.mark.parametrize("declaration", ['<meta charset="windows-1251">', "<META CONTENT='text/html; charset=cp1251'>"])
def test_declaration_in_the_markup_is_read(declaration: str) -> None:
    assert RUSSIAN in str(decode((declaration + RUSSIAN).encode("cp1251"), None, "p"))


def test_declaration_that_does_not_decode_gives_way_to_utf_8() -> None:
    text = '<meta charset="euc-kr">' + WESTERN
    assert decode(text.encode(), "text/html; charset=shift_jis", "p") == Decoded(text)


def test_letter_cut_at_the_end_is_let_go() -> None:
    assert decode((WESTERN + "ü").encode()[:-1], None, "p") == Decoded(WESTERN)


def test_one_damaged_letter_does_not_change_the_encoding() -> None:
    body = (WESTERN * 20).encode().replace("ß".encode(), b"\xff", 1)
    assert decode(body, None, "p") == Decoded((WESTERN * 20).replace("ß", "\ufffd", 1))


def test_nul_bytes_are_taken_out() -> None:
    assert decode((WESTERN * 5).encode() + b"\x00", None, "p") == Decoded(WESTERN * 5)


@pytest.mark.parametrize("body", [b"", b" \n\t ", b"\r\n"])
def test_empty_file_is_rejected(body: bytes) -> None:
    assert decode(body, None, "p") == Rejected("p", "empty file")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"%PDF-1.7 ...", "PDF pages are not read yet; save the page as HTML or text"),
        (b"PK\x03\x04....", "not text: looks like a ZIP file"),
        (gzip.compress(b"<html>"), "gzip"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"\xff\xd8\xff\xe0....", "JPEG"),
        (b"GIF89a....", "GIF"),
        (b"\x00\x00\x00\x18ftypmp42....", "film"),
        (b"RIFF....WEBP", "RIFF"),
        (b"\x7fELF....", "program"),
        (bytes(range(32)) * 40, "control characters"),
        (b"\x00" * 500 + b"x", "control characters"),
    ],
)
def test_what_is_no_text_is_rejected_with_what_it_looks_like(body: bytes, words: str) -> None:
    found = decode(body, None, "p")
    assert isinstance(found, Rejected)
    assert words in found.reason
    assert "\n" not in found.reason


def test_declared_compression_is_not_unpacked() -> None:
    """`charset=zlib` must not make the page a decompression bomb."""
    assert decode(b"x\x9cK\xcb\xcf\x07\x00\x02\x82\x01E and more text", "text/html; charset=zlib", "p") != Decoded(
        "foo"
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Åke Öst met Bjørn in Malmö."), ("de", "Die Straße nach Köln"), ("fr", "Là-bas, l’été"), ("sv", "Östra Å")],
)
def test_undeclared_bytes_of_a_western_page_are_windows_1252(language: str, text: str) -> None:
    page = f'<html lang="{language}"><p>{text}</p>'
    found = decode(page.encode("cp1252"), None, "page.html")
    assert isinstance(found, Decoded)
    assert found.text == page
    wrongly = f'<html lang="{language}"><meta charset="utf-8"><p>{text}</p>'
    found = decode(wrongly.encode("cp1252"), None, "page.html")
    assert isinstance(found, Decoded)
    assert found.text == wrongly
    assert len(found.doubts) == 1
    assert "utf-8 is declared, but does not fit" in found.doubts[0]
