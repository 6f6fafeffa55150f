"""PDF: lines become paragraphs again, and a scan is said to be one."""

from __future__ import annotations

import pytest
from making import START, capture

from onrecord.capture._pdf import Line, paragraphs, read_pdf
from onrecord.model import Capture, Rejected


def pdf(*pages: str, title: str | None = None) -> bytes:
    """A PDF of pages whose content is as given, made by hand."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    bodies = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for n, page in enumerate(pages):
        bodies.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {5 + 2 * n} 0 R/Resources<</Font<</F 3 0 R>>>>>>"
        )
        bodies.append(f"<</Length {len(page.encode('cp1252'))}>>\nstream\n{page}\nendstream")
    bodies.append(f"<</Title({title or ''})>>")
    made, places = b"%PDF-1.4\n", []
    for n, body in enumerate(bodies, 1):
        places.append(len(made))
        made += f"{n} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{at:010d} 00000 n \n" for at in places)
    end = f"trailer\n<</Size {len(bodies) + 1}/Root 1 0 R/Info {len(bodies)} 0 R>>\nstartxref\n{len(made)}\n%%EOF\n"
    return made + f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}{end}".encode()


def locked_with_aes() -> bytes:
    """As programs lock a PDF by default since PDF 2.0 (ISO 32000-2, 7.6): opened only by a library that can AES."""
    crypt = "/CF<</StdCF<</CFM/AESV3/AuthEvent/DocOpen/Length 32>>>>/StmF/StdCF/StrF/StdCF"
    keys = f"/O<{'00' * 48}>/U<{'00' * 48}>/OE<{'00' * 32}>/UE<{'00' * 32}>/Perms<{'00' * 16}>"
    encrypt = f"/Encrypt<</Filter/Standard/V 5/R 6/Length 256/P -4{crypt}{keys}>>/ID[<00><00>]"
    return pdf(PAGE).replace(b"trailer\n<<", f"trailer\n<<{encrypt}".encode())


def set_at(lines: list[tuple[float, float, str]], size: int = 10) -> str:
    return "\n".join(f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET" for x, y, text in lines)


PAGE = "\n".join(
    [
        set_at([(50, 760, "Talks resume in the capital")], 20),
        set_at(
            [
                (50, 720, "The two sides met on Wednesday for the first time since the win-"),
                (50, 708, "ter, officials said, and agreed to go on meeting every second week."),
                (50, 684, "A spokesman said that nothing had been signed so far, and that both"),
                (50, 672, "would report to their own parliaments."),
                (50, 660, "Observers had expected less."),
            ]
        ),
    ]
)


def text(body: bytes) -> str:
    found = read_pdf(capture(body, "given.pdf"))
    assert isinstance(found, Capture), found
    return found.body.decode()


def test_lines_become_paragraphs_and_cut_words_whole() -> None:
    assert text(pdf(PAGE)).split("\n\n") == [
        "Talks resume in the capital",
        (
            "The two sides met on Wednesday for the first time since the winter, officials said, and agreed to go on"
            " meeting every second week."
        ),
        "A spokesman said that nothing had been signed so far, and that both would report to their own parliaments.",
        "Observers had expected less.",
    ]


def test_the_page_of_text_has_its_place_and_the_moment_of_the_file() -> None:
    found = read_pdf(capture(pdf(PAGE), "given.pdf", "https://example.org/a.pdf"))
    assert isinstance(found, Capture)
    assert (found.path, found.url, found.media_type, found.fetched) == (
        "given.pdf!text",
        "https://example.org/a.pdf",
        "text/plain; charset=utf-8",
        START,
    )


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("A title of its own", "A title of its own"),
        ("Talks resume", "Talks resume in"),
        ("report.docx", "Talks resume in"),
    ],
)
def test_a_title_that_is_not_in_the_text_and_no_file_name_comes_first(title: str, first: str) -> None:
    assert text(pdf(PAGE, title=title)).startswith(first)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (pdf(""), "no text in this PDF (scanned); run it through text recognition first"),
        (pdf(), "no text in this PDF (scanned)"),
        (pdf(PAGE)[:500], "a PDF that cannot be read ("),
        (b"%PDF-1.4", "a PDF that cannot be read ("),
        (pdf(*[""] * 501), "a PDF of 501 pages, over the limit of 500; split it"),
    ],
)
def test_what_gives_no_text_is_said(body: bytes, reason: str) -> None:
    found = read_pdf(capture(body, "given.pdf"))
    assert isinstance(found, Rejected)
    assert found.reason.startswith(reason)


def line(words: str, y: float, x: float = 50, size: float = 10) -> Line:
    return Line(words, x, y, size)


FULL = "a line as long as the column is wide, with no end"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([line(FULL, 700), line(FULL, 688), line("end.", 676)], 1),
        ([line(FULL, 700), line(FULL, 688), line(FULL, 664)], 2),
        ([line(FULL + ".", 700), line(FULL, 688, 62), line(FULL, 676)], 2),
        ([line(FULL, 700), line("short.", 688), line(FULL, 676)], 2),
        ([line(FULL, 700), line("short", 688), line(FULL, 676)], 1),
        ([line("Headline", 700, size=20), line(FULL, 688), line(FULL, 676)], 2),
        ([line(FULL, 700), line(FULL, 688), line("next column " + FULL, 700, 320)], 1),
        ([line(FULL, 700), line(FULL + ".", 688), line("next column " + FULL, 700, 320)], 2),
        ([], 0),
    ],
)
def test_a_paragraph_ends_by_distance_indent_short_line_or_size(lines: list[Line], expected: int) -> None:
    assert len(paragraphs([lines])) == expected


def test_running_titles_and_page_numbers_are_left_out() -> None:
    pages = [[line("The Daily", 790), line(f"{FULL} {'abc'[n]}", 700), line(f"Page {n}", 20)] for n in range(3)]
    assert paragraphs(pages) == [f"{FULL} a {FULL} b {FULL} c"]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("the win-", "ter came", "the winter came"),
        ("the win\u00ad", "ter came", "the winter came"),
        ("North-", "South talks", "North- South talks"),
        ("in 2023-", "24 it", "in 2023- 24 it"),
        ("it was", "so", "it was so"),
    ],
)
def test_words_cut_at_a_lines_end_are_joined(first: str, second: str, joined: str) -> None:
    assert paragraphs([[line(first, 700), line(second, 688)]]) == [joined]


def test_a_pdf_locked_with_aes_is_said_to_be() -> None:
    found = read_pdf(capture(locked_with_aes(), "given.pdf"))
    assert found == Rejected("given.pdf", "a PDF locked with AES, which is not opened; print it to a new PDF")
