"""Whose reporting a text says it carries: every form of it, in every language with cues, at its exact place."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Block, Hint, OnRecordError, Span
from onrecord.page import _cues, _lexicon, _outlets
from onrecord.page._hints import text_hints
from onrecord.page._mentions import folded, mentions, origin_called


def hints(text: str, language: str = "en", outlet: str | None = None, kind: str = "paragraph") -> tuple[Hint, ...]:
    """The hints of a text whose lines are blocks."""
    lines = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", text)]
    blocks = [Block("caption" if kind == "caption" else "paragraph", span) for span in lines]
    return text_hints(text, blocks, language, outlet)


def said(found: tuple[Hint, ...]) -> list[tuple[str, str, str]]:
    return [(hint.kind, hint.origin, hint.words) for hint in found]


@pytest.mark.parametrize(
    ("text", "origin", "words"),
    [
        ("The minister told Reuters that it was over.", "Reuters", "told Reuters"),
        ("She told the Washington Post in May.", "The Washington Post", "told the Washington Post"),
        ("He told\u00a0the\u00a0BBC that it was over.", "BBC", "told\u00a0the\u00a0BBC"),
        ("In a recent interview with Fox News, she agreed.", "Fox News", "interview with Fox News"),
        ("He said so in an AP interview on Monday.", "AP", "AP interview"),
        ("In a statement to The Guardian, the firm agreed.", "The Guardian", "statement to The Guardian"),
        ("Speaking to CNN’s Ana Duarte, he agreed.", "CNN", "Speaking to CNN"),
        ("She appeared Sunday on ABC News to say so.", "ABC News", "appeared Sunday on ABC News"),
        ("He told Britain's state-run broadcaster Fjordsender of it.", "Fjordsender", None),
    ],
)
def test_what_was_told_to_an_outlet(text: str, origin: str, words: str | None) -> None:
    (hint,) = hints(text)
    assert (hint.kind, hint.origin) == ("told", origin)
    assert words is None or hint.words == words


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("The bridge is closed, according to Yonhap.", "Yonhap"),
        ("The bridge is closed, the Korea Herald reported.", "The Korea Herald"),
        ("NK News previously reported that the bridge is closed.", "NK News"),
        ("The closure was first reported by the Kyiv Independent.", "The Kyiv Independent"),
        ("State media said so, citing KCNA.", "KCNA"),
        ("A report in Politico says that the bridge is closed.", "Politico"),
        ("Papers seen by Reuters show it.", "Reuters"),
        ("An AP investigation found that the bridge is closed.", "AP"),
        ("Bloomberg’s Ana Duarte also reported it.", "Bloomberg"),
        ("NY Post: The bridge is closed", "New York Post"),
    ],
)
def test_what_is_according_to_an_outlet(text: str, origin: str) -> None:
    assert [(hint.kind, hint.origin) for hint in hints(text)] == [("according to", origin)]


@pytest.mark.parametrize(
    ("language", "text", "kind", "origin"),
    [
        ("de", "Das sagte der Minister der Süddeutschen Zeitung am Montag.", "told", "Süddeutsche Zeitung"),
        ("de", "Wie die „New York Times“ am Dienstag berichtete, ist es so.", "according to", "The New York Times"),
        ("de", "Das berichtet die Nachrichtenagentur Interfax.", "according to", "Interfax"),
        ("de", "Der Deutschen Presse-Agentur zufolge ist es so.", "according to", "dpa"),
        ("fr", "Selon l’AFP, le pont est fermé.", "according to", "AFP"),
        ("fr", "Le ministre a déclaré au Monde que le pont est fermé.", "told", "Le Monde"),
        ("es", "Según El País, el puente está cerrado.", "according to", "El País"),
        ("es", "El ministro dijo a EFE que el puente está cerrado.", "told", "EFE"),
        ("it", "Lo ha detto il ministro all’ANSA.", "told", "ANSA"),
        ("it", "Secondo il Corriere della Sera il ponte è chiuso.", "according to", "Corriere della Sera"),
        ("pt", "O ministro disse à Lusa que a ponte está fechada.", "told", "Lusa"),
        ("pt", "Segundo a Folha de S.Paulo, a ponte está fechada.", "according to", "Folha de S.Paulo"),
        ("nl", "Dat meldt persbureau ANP.", "according to", "ANP"),
        ("nl", "Dat zegt de minister tegen de Volkskrant.", "told", "De Volkskrant"),
        ("sv", "Det säger ministern till Expressen.", "told", "Expressen"),
        ("sv", "Enligt Dagens Nyheter är bron stängd.", "according to", "Dagens Nyheter"),
        ("no", "Det sier ministeren til NRK.", "told", "NRK"),
        ("nb", "Broen er stengt, ifølge Aftenposten.", "according to", "Aftenposten"),
        ("da", "Det siger ministeren til Berlingske.", "told", "Berlingske"),
        ("da", "Det skriver Politiken.", "according to", "Politiken"),
        ("pl", "Jak podaje agencja Interfax, most jest zamknięty.", "according to", "Interfax"),
        ("pl", "Minister powiedział w rozmowie z Gazeta Wyborcza.", "told", "Gazeta Wyborcza"),
        ("ru", "Об этом сообщает ТАСС.", "according to", "TASS"),
        ("ru", "Об этом он рассказал изданию Медуза.", "told", "Meduza"),
        ("uk", "Про це повідомляє Укрінформ.", "according to", "Ukrinform"),
        ("uk", "Міністр сказав Суспільне.", "told", "Suspilne"),
        ("tr", "Reuters'ın haberine göre köprü kapalı.", "according to", "Reuters"),
        ("ja", "聯合ニュースによると、橋は閉鎖された。", "according to", "Yonhap"),
        ("ko", "연합뉴스에 따르면 다리가 폐쇄됐다.", "according to", "Yonhap"),
        ("zh", "据韩联社报道，大桥已关闭。", "according to", "Yonhap"),
    ],
)
def test_cues_of_other_languages(language: str, text: str, kind: str, origin: str) -> None:
    assert [(hint.kind, hint.origin) for hint in hints(text, language)] == [(kind, origin)]


@pytest.mark.parametrize(
    ("text", "kind", "origin", "words"),
    [
        ("SEOUL, South Korea (AP) — The council met.", "dateline", "AP", "SEOUL, South Korea (AP) —"),
        ("(CNN) - The council met.", "dateline", "CNN", "(CNN) -"),
        ("МОСКВА, 24 апреля — РИА Новости. Совет собрался.", "dateline", "RIA Novosti", None),
        ("Stockholm /TT Nyhetsbyrån/ Rådet möttes.", "dateline", "TT", None),
        ("(서울=연합뉴스) 위원회가 열렸다.", "dateline", "Yonhap", "(서울=연합뉴스)"),
        ("新华社平壤4月24日电 会议召开。", "dateline", "Xinhua", "新华社平壤4月24日电"),
        ("【ソウル共同】会議が開かれた。", "dateline", "Kyodo", "【ソウル共同】"),
        ("By Ana Duarte, Associated Press", "byline", "AP", "By Ana Duarte, Associated Press"),
        ("Reuters", "byline", "Reuters", "Reuters"),
        ("Associated Press Monday, July 16, 2018", "byline", "AP", "Associated Press"),
        ("It met. (Reporting by Ana Duarte; Editing by Lev Orlov)", "closing", "Reuters", None),
        ("Copyright 2024 The Associated Press. All rights reserved.", "closing", "AP", None),
        ("Der Rat tagte am Montag in der Stadt. (dpa)", "closing", "dpa", "(dpa)"),
        ("Rådet mødtes mandag. /ritzau/", "closing", "Ritzau", "/ritzau/"),
        ("Associated Press writer Ana Duarte contributed to this report.", "credit", "AP", None),
        ("Ana Duarte contributed to this report.", "credit", "Ana Duarte", None),
        ("With files from The Canadian Press", "credit", "CP", None),
        ("Con información de EFE", "credit", "EFE", None),
        ("(Photo by Ana Duarte/Getty Images)", "credit", "Getty Images", "(Photo by Ana Duarte/Getty Images)"),
        ("The pier. | AP Photo/Ana Duarte", "credit", "AP", "| AP Photo/Ana Duarte"),
        ("Source: Ukrinform", "original source", "Ukrinform", "Source: Ukrinform"),
        ("Original Source: www.nknews.org", "original source", "NK News", "Original Source: www.nknews.org"),
        ("Quelle: bote.example", "original source", "bote.example", None),
        ("This story first appeared on Axios.", "first appeared", "Axios", "first appeared on Axios"),
        ("Dieser Text ist zuerst erschienen bei Zeit Online.", "first appeared", "Die Zeit", None),
        ("It was originally published by ledger.example.", "first appeared", "ledger.example", None),
    ],
)
def test_what_lines_say(text: str, kind: str, origin: str, words: str | None) -> None:
    (hint,) = hints(text)
    assert (hint.kind, hint.origin) == (kind, origin)
    assert words is None or hint.words == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The council met on Monday.",
        "Fox News fired its chief on Monday.",
        "According to a Washington Post-ABC News poll, the council is liked.",
        "People reported feeling ill, and time said nothing.",
        "The ministry told reporters that it was over.",
        "He told the Times that it was over, whichever that is, and left the Metro.",
        "The Namibian Broadcasting Corporation said nothing about it.",
        "The official Fjord Press Agency (FPA) met the council.",
        "LONDON — The council met.",
        "A source said so: the bridge is closed.",
        "The bridge is the first to appear on the river.",
    ],
)
def test_what_names_no_origin_gives_no_hint(text: str) -> None:
    assert [hint for hint in hints(text) if hint.origin != "The Times"] == []


def test_the_short_form_stands_for_the_last_full_name_that_ends_so() -> None:
    text = "The Washington Post said so. The Post reported that. The New York Times agreed; the Times reported it."
    assert [hint.origin for hint in hints(text)] == [*["The Washington Post"] * 2, "The New York Times"]
    assert [hint.origin for hint in hints("The Post reported that.", outlet="Kyiv Post")] == ["Kyiv Post"]


def test_two_names_behind_one_cue_are_two_hints() -> None:
    assert [(h.kind, h.origin) for h in hints("He told CNN and Reuters of it.")] == [
        ("told", "CNN"),
        ("told", "Reuters"),
    ]


def test_a_caption_gives_its_credit_and_no_byline() -> None:
    assert said(hints("The pier on Tuesday. Foto: AFP", kind="caption")) == [("credit", "AFP", "Foto: AFP")]


def test_the_name_of_the_site_alone_is_no_byline() -> None:
    assert hints("POLITICO\nThe council met.", outlet="Politico") == ()


@given(
    st.lists(
        st.sampled_from(
            [
                "told ",
                "the ",
                "AP",
                " (",
                ")",
                "Reuters",
                "/",
                "via ",
                "\n",
                "Getty Images",
                "’s ",
                "©",
                "according to ",
                "CNN",
                "Source: ",
                "By ",
                "연합뉴스",
                "据",
                ". ",
                "Post ",
                "-",
                "é",
                "\u00a0",
            ]
        ),
        max_size=40,
    )
)
@settings(max_examples=300, deadline=None)
def test_words_are_what_stands_at_the_span(parts: list[str]) -> None:
    text = "".join(parts)
    for language in ("en", "zh"):
        found = hints(text, language)
        assert all(hint.span and hint.words == text[hint.span.start : hint.span.end] != "" for hint in found)
        assert list(found) == sorted(set(found), key=lambda hint: (hint.span or (), hint.kind, hint.origin))


@given(st.text(max_size=80))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(folded(text)) == len(text)


@given(
    st.lists(
        st.sampled_from(["AP ", "the Times", "The New York Times ", "n-tv", "KCNA", "연합뉴스", "x", ". "]), max_size=20
    )
)
def test_mentions_are_in_order_and_do_not_overlap(parts: list[str]) -> None:
    found = mentions("".join(parts))
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    "text", ["told CNN " * 20_000, "(AP) " * 40_000, "据新华社报道" * 20_000, "Abc " * 50_000 + "CNN"]
)
def test_long_hostile_lines_are_read_soon(text: str) -> None:
    for language in ("en", "de", "zh"):
        assert len(hints(text, language)) <= 1000


@pytest.mark.parametrize(
    ("words", "origin"),
    [
        ("REUTERS", "Reuters"),
        ("the AP", "AP"),
        ("BBC News", "BBC"),
        ("nytimes.com", "The New York Times"),
        ("Fjord", None),
    ],
)
def test_a_name_by_itself(words: str, origin: str | None) -> None:
    assert origin_called(words) == origin


@pytest.mark.parametrize(
    "change", [{"told": ["("]}, {"told": ["(a)"]}, {"fill": "the"}, {"report": [1]}, {"more": ["x"]}]
)
def test_cues_that_are_no_patterns_are_refused(change: dict[str, object]) -> None:
    table = _lexicon.parsed("cues.toml")["en"]
    assert isinstance(table, dict)
    with pytest.raises(OnRecordError, match=r"page/lexicon/cues\.toml: en"):
        _cues.compiled("en", table | change)


def test_every_language_of_the_file_can_be_read() -> None:
    assert all(_cues.cues(code) for code in _lexicon.parsed("cues.toml"))
    assert _cues.cues(None) is _cues.cues(None)
    assert _cues.cues("xx").told.pattern == _cues.cues("en").told.pattern


def test_every_name_of_the_files_is_found_in_a_sentence() -> None:
    for name in [*_outlets.outlets(), *(agency.name for agency in _lexicon.agencies() if agency.wire)]:
        if "(" not in name and len(name) > 3:
            assert [hint.origin for hint in hints(f"She told the “{name}” of it.")], name


@pytest.mark.parametrize(
    ("text", "origins"),
    [
        ("朝日新聞デジタル", ["Asahi Shimbun"]),
        ("The New York Times Magazine", ["The New York Times"]),
        ("Interfax-Ukraine", ["Interfax-Ukraine"]),
        ("Fox Business and Fox News Digital", ["Fox Business", "Fox News"]),
        ("The Guardian, the Hill and a hill", ["The Guardian", "The Hill"]),
        ("the Guardian on Monday", ["The Guardian"]),
        ("REUTERS, TASS", ["Reuters", "TASS"]),
        ("ana@n-tv.de, https://n-tv.de/x, n-tv", ["n-tv"]),
        ("CNNs, XCNN, CNN", ["CNN"]),
        ("Reuters’ man", ["Reuters"]),
        ("38 North said so", ["38 North"]),
        ("", []),
    ],
)
def test_the_longest_whole_name_is_the_mention(text: str, origins: list[str]) -> None:
    assert [mention.origin for mention in mentions(folded(text))] == origins
