"""Whether a page shows the whole article: decided by its text, whatever the page declares."""

# ruff: noqa: E501 -- a page, or a text of a language, is one line
from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from onrecord.model import Article, Capture, OnRecordError
from onrecord.page import _access, _lexicon, read_page
from onrecord.page._access import is_plea, shown
from onrecord.page._assemble import Piece
from onrecord.page._declared import Declared

ONE = "The harbour council of Ostvik said on Monday that it would close the old pier for repairs until the spring."
TWO = "Harbour Master Ida Solberg said that all of the ferries would use the north quay until the work was done."
CUT = "Fishermen fear that the move will cost them a third of their landings, and they want the council to …"
STUB = (ONE, TWO)
LONG = tuple(
    f"In the {number}th year of the plan, the council of Ostvik spent more on the pier than on all of its schools, "
    f"and the {number} ferries that use it paid less than they had ever done, the harbour master told the town."
    for number in range(4, 16)
)


def read(paragraphs: tuple[str, ...], after: str = "", head: str = "") -> Article:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page = f"<html><head><title>Ostvik council closes old pier</title>{head}</head><body><main><h1>Ostvik council closes old pier</h1>{text}{after}</main></body></html>"
    found = read_page(Capture(page.encode(), "page.html", None, "text/html", datetime(2025, 1, 1, tzinfo=UTC)))
    assert isinstance(found, Article), found
    return found


def described(**fields: object) -> str:
    node = {"@type": "NewsArticle", "headline": "Ostvik council closes old pier", **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


PLEAS = [
    "Subscribe to continue reading. Already a subscriber? Log in.",
    "To read this article in full, choose one of our offers.",
    "This article is for subscribers only.",
    "You have reached your limit of free articles this month.",
    "Dieser Artikel ist für Abonnenten. Jetzt testen.",
    "Jetzt weiterlesen mit OstvikPlus: der erste Monat kostet nichts.",
    "Cet article est réservé aux abonnés. Il vous reste 72 % de cet article à lire.",
    "Contenido exclusivo para suscriptores. Para seguir leyendo, suscríbete.",
    "Conteúdo exclusivo para assinantes. Assine para ler a notícia completa.",
    "Contenuto riservato agli abbonati.",
    "Dit artikel is alleen voor abonnees. Om verder te lezen, log in.",
    "Artikeln är låst. Logga in för att läsa hela artikeln.",
    "Denne saken er kun for abonnenter.",
    "Denne artikel er for abonnenter. Log ind for at læse videre.",
    "Tekst dostępny tylko dla subskrybentów.",
    "Tento článek je pouze pro předplatitele.",
    "Bu içerik abonelere özel. Devamını okumak için üye olun.",
    "Материал доступен только для подписчиков.",
    "Матеріал лише для передплатників.",
    "この記事は会員限定です。続きを読むにはログインしてください。",
    "이 기사는 유료 회원 전용입니다.",
    "此文为付费内容，订阅后阅读全文。",
    "هذا المحتوى للمشتركين فقط",
]


@pytest.mark.parametrize("plea", PLEAS)
def test_short_text_before_a_plea_is_partial_and_the_plea_no_text(plea: str) -> None:
    found = read(
        STUB, f"<p>{plea}</p><p>Three months of the paper for one crown, and you can stop whenever you like to.</p>"
    )
    assert found.access == "partial"
    assert found.text == f"Ostvik council closes old pier\n\n{ONE}\n\n{TWO}"


@pytest.mark.parametrize("plea", PLEAS)
def test_plea_after_a_whole_article_is_no_text_and_the_article_whole(plea: str) -> None:
    found = read(LONG, f"<p>{plea}</p>")
    assert found.access == "full"
    assert plea not in found.text
    assert LONG[-1] in found.text


@pytest.mark.parametrize(
    "sentence",
    [
        "Subscriptions to the town's theatre rose by a third in the autumn, the council said in its yearly report.",
        "The paper lost a tenth of its subscribers after the strike, and has not won them back, its owner said.",
        "„Wir haben mehr Abonnenten als je zuvor“, sagte die Chefin der Zeitung bei der Feier im Rathaus von Ostvik.",
        "Members of the club voted to let the fishermen in, and to close the door behind them.",
    ],
)
def test_sentence_on_subscriptions_is_no_plea(sentence: str) -> None:
    assert not is_plea(sentence)
    assert sentence in read((*STUB, sentence)).text


@pytest.mark.parametrize(
    ("paragraphs", "after", "declared", "access"),
    [
        (STUB, "", {"isAccessibleForFree": False}, "partial"),
        (STUB, "", {"isAccessibleForFree": "False"}, "partial"),
        (STUB, "", {"isAccessibleForFree": True}, "full"),
        (STUB, "", {}, "full"),
        (LONG, "", {"isAccessibleForFree": False}, "full"),
        (LONG, f"<p>{PLEAS[0]}</p>", {"isAccessibleForFree": False}, "full"),
        (STUB, f"<p>{PLEAS[0]}</p>", {"isAccessibleForFree": True}, "full"),
        ((*STUB, CUT), "", {"isAccessibleForFree": False}, "partial"),
        ((*STUB, CUT), "", {}, "full"),
        ((*LONG, CUT), f"<p>{PLEAS[0]}</p>", {}, "partial"),
        ((*STUB, CUT), "<div>Sign in</div>", {}, "partial"),
        (LONG[:8], f"<p>{PLEAS[0]}</p>", {"wordCount": 1200}, "partial"),
        (LONG[:8], f"<p>{PLEAS[0]}</p>", {"wordCount": 300}, "full"),
        (LONG[:8], "", {"wordCount": 1200}, "full"),
    ],
)
def test_text_decides_and_what_is_declared_weighs(
    paragraphs: tuple[str, ...], after: str, declared: dict[str, object], access: str
) -> None:
    assert read(paragraphs, after, described(**declared)).access == access


def test_part_that_is_declared_closed_and_is_there_makes_the_article_whole() -> None:
    part = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paywall"}
    closed = described(isAccessibleForFree=False, hasPart=part)
    body = f"<div class='paywall'><p>{LONG[0]}</p><p>{LONG[1]}</p><p>{LONG[2]}</p></div>"
    assert read((ONE,), body, closed).access == "full"
    assert read((ONE, TWO), "<div class='paywall'></div>", closed).access == "partial"


def test_plea_amid_a_text_that_goes_on_is_an_advertisement() -> None:
    found = read((ONE, PLEAS[0], *LONG))
    assert found.access == "full"
    assert LONG[-1] in found.text


def test_dump_of_a_stub_is_partial() -> None:
    text = f"Ostvik council closes old pier\n\n{ONE}\n\n{TWO}\n\nSubscribe to continue reading\n\nAlready a subscriber? Log in\n"
    found = read_page(Capture(text.encode(), "page.txt", None, None, datetime(2025, 1, 1, tzinfo=UTC)))
    assert isinstance(found, Article)
    assert found.access == "partial"
    assert "Subscribe" not in found.text


def test_headline_with_the_words_of_a_plea_is_kept() -> None:
    pieces = [
        Piece("headline", "For subscribers only: the club that closed its doors"),
        *(Piece("paragraph", t) for t in LONG),
    ]
    assert shown(pieces, [""] * len(pieces), Declared()).pieces == tuple(pieces)


def test_words_are_in_lower_case_and_each_once() -> None:
    table = _lexicon.parsed("access.toml")
    for key in ("pleas", "weak"):
        words = _lexicon.strings("access.toml", key, table[key])
        assert [word for word in words if word != word.lower() or words.count(word) > 1] == []


def test_lexicon_without_its_words_is_refused() -> None:
    with pytest.raises(OnRecordError, match=r"access\.toml.*no_such"):
        _access._pattern("no_such")  # noqa: SLF001 - the error of the room's own file


@pytest.mark.parametrize("advert", ["Scroll to continue reading", "Advertisement. Scroll to keep reading"])
def test_what_stands_under_an_advertisement_in_a_short_text_is_no_plea(advert: str) -> None:
    found = read((ONE, f"{TWO}</p><div class='ad'><p>{advert}</p></div><p>{ONE.replace('Monday', 'Friday')}"))
    assert found.access == "full"
    assert "on Friday" in found.text


def test_a_paragraph_of_text_after_a_plea_is_not_lost() -> None:
    rest = f"{TWO} Nobody was hurt, and the lamps on the pier stay lit for the boats that come in late on Sundays, he said."
    found = read((ONE, "Subscribe to continue reading.", rest, TWO.replace("Ida", "Eva")))
    assert "Nobody was hurt" in found.text
