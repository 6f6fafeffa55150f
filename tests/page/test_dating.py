"""Which day a page came out, how sure that is, and when it was last changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Article, Capture, Exchange
from onrecord.page import plain_article, read_page
from onrecord.page._datewords import Told, ends_in, told
from onrecord.page._dating import Dated, Evidence, confirmed, dated

ONE = "The harbour council of Ostvik said on Monday that it would close the old pier for repairs until the spring."
TWO = "Harbour Master Ida Solberg said that all of the ferries would use the north quay until the work was done."
FETCHED = datetime(2025, 1, 1, 12, tzinfo=UTC)
DAY = date(2024, 10, 16)
LATER = date(2024, 10, 18)


def exchange(**headers: str) -> Exchange:
    return Exchange(
        url="https://ledger.example/pier",
        request_line=b"GET /pier HTTP/1.1",
        request_headers=(),
        status=200,
        status_line=b"HTTP/1.1 200 OK",
        headers=tuple((name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()),
        body=b"",
        address=None,
        at=FETCHED,
        seconds=0.1,
    )


def capture(body: str = "", url: str | None = None, fetched: datetime = FETCHED, modified: str = "") -> Capture:
    exchanges = (exchange(Last_Modified=modified),) if modified else ()
    return Capture(body.encode(), "page", url, None, fetched, exchanges)


def page(head: str = "", below: str = "", url: str | None = None, lang: str = "") -> Article:
    body = f"<html lang='{lang}'><head><title>Pier</title>{head}</head><body><main><h1>Ostvik closes the pier</h1>{below}<p>{ONE}</p><p>{TWO}</p></main></body></html>"  # noqa: E501 - a page in one line
    found = read_page(capture(body, url))
    assert isinstance(found, Article), found
    return found


def dump(*lines: str, fetched: datetime = FETCHED) -> Article:
    found = read_page(capture("\n\n".join(("Ostvik closes the pier", *lines, ONE, TWO)) + "\n", fetched=fetched))
    assert isinstance(found, Article), found
    return found


def linked(**fields: str) -> str:
    inner = ", ".join(f'"{key}": "{value}"' for key, value in fields.items())
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ostvik closes the pier", {inner}}}</script>'  # noqa: E501 - one script


def meta(name: str, content: str) -> str:
    return f"<meta property='{name}' content='{content}'>"


@pytest.mark.parametrize(
    ("head", "below", "url", "place", "certainty"),
    [
        (linked(datePublished="2024-10-16T08:00:00Z"), "", None, "json-ld", "probable"),
        (meta("article:published_time", "2024-10-16"), "", None, "meta article:published_time", "probable"),
        ("", "<time datetime='2024-10-16'>16 Oct</time>", None, "time element", "probable"),
        ("", "<time>16 October 2024</time>", None, "time element", "possible"),
        ("", "<div>Published 16 October 2024</div>", None, "byline", "probable"),
        ("", "<div>16 October 2024</div>", None, "byline", "possible"),
        ("", "<div><span>16</span> <span>October</span> <span>2024</span></div>", None, "byline", "possible"),
        ("", "", "https://ledger.example/2024/10/16/pier", "url", "possible"),
        (linked(datePublished="2024-10-16"), "<div>16 October 2024</div>", None, "json-ld", "certain"),
        (linked(datePublished="2024-10-16"), "", "https://ledger.example/2024/10/16/pier", "json-ld", "certain"),
        (linked(datePublished="2024-10-16") + meta("date", "2024-10-16"), "", None, "json-ld", "certain"),
        ("", "<time>16 October 2024</time>", "https://ledger.example/2024/10/16/pier", "time element", "certain"),
        (
            "",
            "<time datetime='2024-10-16'>16 October 2024</time><div>16 October 2024</div>",
            None,
            "time element",
            "probable",
        ),
        (linked(datePublished="2024-10-16"), "<div>12 October 2024</div>", None, "json-ld", "probable"),
        (linked(datePublished="2024-10-16"), "<div>10/16/2024</div>", None, "json-ld", "certain"),
        (linked(datePublished="2024-10-11"), "<div>10/11/2024</div>", None, "json-ld", "certain"),
    ],
)
def test_date_its_place_and_how_sure_it_is(head: str, below: str, url: str | None, place: str, certainty: str) -> None:
    found = page(head, below, url)
    assert found.published in {DAY, date(2024, 10, 11)}
    assert (found.published_from, found.published_certainty) == (place, certainty)


@pytest.mark.parametrize(
    ("head", "below", "modified", "place"),
    [
        (linked(datePublished="2024-10-16", dateModified="2024-10-18T01:00:00Z"), "", LATER, "json-ld"),
        (meta("article:modified_time", "2024-10-18"), "", LATER, "meta article:modified_time"),
        (meta("og:updated_time", "2024-10-18"), "", LATER, "meta og:updated_time"),
        (meta("og:updated_time", "1729245600"), "", LATER, "meta og:updated_time"),
        ("", "<div>Updated 18 October 2024</div>", LATER, "byline"),
        ("", "<div>Zuletzt aktualisiert: 18.10.2024, 09:30 Uhr</div>", LATER, "byline"),
        ("", "<div>Published 16 October 2024 | Updated 18 October 2024</div>", LATER, "byline"),
        ("", "<div>Mis à jour le 18 octobre 2024</div>", LATER, "byline"),
        ("", "<div>更新：2024年10月18日</div>", LATER, "byline"),
        ("", "<span>Updated</span> <time datetime='2024-10-18'>two days ago</time>", LATER, "time element"),
        ("", "<time itemprop='dateModified' datetime='2024-10-18'>x</time>", LATER, "time element"),
        (meta("article:modified_time", "2024-10-16T23:00"), "", None, None),
        (meta("article:modified_time", "2024-10-15"), "", None, None),
        (meta("article:modified_time", "2026-10-15"), "", None, None),
        (meta("article:modified_time", "soon"), "", None, None),
    ],
)
def test_change_counts_where_it_is_of_a_later_day(
    head: str, below: str, modified: date | None, place: str | None
) -> None:
    stated = "" if "datePublished" in head else linked(datePublished="2024-10-16")
    found = page(stated + head, below)
    assert (found.published, found.modified, found.modified_from) == (DAY, modified, place)


def test_change_without_a_day_of_publication_is_not_told() -> None:
    found = page(meta("article:modified_time", "2024-10-18"))
    assert (found.published, found.modified) == (None, None)


@pytest.mark.parametrize(
    ("modified", "day"),
    [
        ("Fri, 18 Oct 2024 10:00:00 GMT", LATER),
        ("Wed, 16 Oct 2024 10:00:00 GMT", None),
        ("Wed, 01 Jan 2025 11:00:00 GMT", None),
        ("Sat, 01 Jan 2028 11:00:00 GMT", None),
        ("yesterday", None),
        ("", None),
        ("Fri, 99 Oct 2024 10:00:00 GMT", None),
    ],
)
def test_word_of_the_server_is_the_last_resort_for_the_change(modified: str, day: date | None) -> None:
    published = [Evidence("json-ld", (DAY,), named=True)]
    found = dated(published, [], capture(modified=modified))
    assert found.modified == day
    assert found.modified_from == ("http last-modified" if day else None)
    stated = [Evidence("json-ld", (date(2024, 10, 20),), named=True)]
    assert dated(published, stated, capture(modified=modified)).modified_from == "json-ld"


@pytest.mark.parametrize(
    ("fetched", "found"),
    [
        (datetime(2024, 10, 16, 0, 0, tzinfo=UTC), True),
        (datetime(2024, 10, 15, 12, 0, tzinfo=UTC), True),
        (datetime(2024, 10, 15, 9, 59, tzinfo=UTC), False),
        (datetime(2024, 10, 15, 20, 0, tzinfo=timezone(timedelta(hours=12))), False),
        (datetime(2020, 1, 1, tzinfo=UTC), False),
    ],
)
def test_day_that_had_not_begun_anywhere_at_the_fetch_is_never_that_of_publication(
    fetched: datetime,
    found: bool,  # noqa: FBT001 - a table's column
) -> None:
    evidence = [Evidence(place, (DAY,), named=True) for place in ("json-ld", "meta date", "url")]
    assert (dated(evidence, [], capture(fetched=fetched)).published is not None) is found
    assert (dump("16 October 2024", fetched=fetched).published is not None) is found


def test_date_of_another_article_on_the_page_is_not_its_own() -> None:
    other = linked(datePublished="2019-01-02").replace("Ostvik closes the pier", "Old news of the ferry")
    assert page(other + linked(datePublished="2024-10-16")).published == DAY
    listed = '<script type="application/ld+json">{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Old", "datePublished": "2019-01-02"}]}</script>'  # noqa: E501 - one script
    assert page(listed + linked(datePublished="2024-10-16")).published == DAY


def test_place_that_two_others_contradict_gives_way() -> None:
    wrong, meta_, url = (
        Evidence(place, (day,), named=True)
        for place, day in (("json-ld", date(2019, 1, 2)), ("meta date", DAY), ("url", DAY))
    )
    assert dated([wrong, meta_, url], [], capture())[:3] == (DAY, "meta date", "certain")
    assert dated([wrong, meta_], [], capture())[:3] == (date(2019, 1, 2), "json-ld", "probable")


def test_what_a_reader_sees_alone_does_not_contradict() -> None:
    """Lines and time elements often show the day of the last change."""
    stated = Evidence("json-ld", (DAY,), named=True)
    shown = [Evidence(place, (LATER + timedelta(days=9),), named=True) for place in ("time element", "caption")]
    assert dated([stated, *shown], [], capture()).published == DAY


def test_day_before_or_after_is_the_same_moment_elsewhere() -> None:
    stated = Evidence("json-ld", (DAY,), named=True)
    others = [Evidence(place, (DAY + timedelta(days=1),), named=True) for place in ("meta date", "url")]
    assert dated([stated, *others], [], capture())[:3] == (DAY, "json-ld", "probable")


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("de", "03/04/2024", (date(2024, 4, 3),)),
        ("en-GB", "03/04/2024", (date(2024, 4, 3),)),
        ("en-US", "03/04/2024", (date(2024, 3, 4),)),
        ("en", "03/04/2024", (date(2024, 4, 3), date(2024, 3, 4))),
        ("", "03/04/2024", (date(2024, 4, 3), date(2024, 3, 4))),
        ("en-US", "16/10/2024", (DAY,)),
        ("de", "10/16/2024", (DAY,)),
        ("", "04/04/2024", (date(2024, 4, 4),)),
    ],
)
def test_order_of_day_and_month_is_that_of_the_language(language: str, text: str, days: tuple[date, ...]) -> None:
    assert told(text, language) == [Told(days, None)]


def test_ambiguous_date_alone_dates_nothing_unless_the_language_tells() -> None:
    assert page(below="<div>03/04/2024</div>", lang="en").published is None
    assert page(below="<div>03/04/2024</div>", lang="en-US").published == date(2024, 3, 4)
    assert page(below="<div>03/04/2024</div>", lang="pt").published == date(2024, 4, 3)


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("Published 16 October 2024", ["published"]),
        ("Updated: 18 October 2024", ["updated"]),
        ("First published 16 October 2024, last updated 18 October 2024", ["published", "updated"]),
        ("Aktualisiert am 18.10.2024, veröffentlicht am 16.10.2024", ["updated", "published"]),
        ("By Ana Duarte, 16 October 2024", [None]),
        ("16 October 2024, updated", [None]),
        ("2024年10月16日更新2024年10月18日", [None, "updated"]),
        ("입력 2024-10-16 09:00 수정 2024-10-18 10:00", ["published", "updated"]),
        ("Опубликовано 16 октября 2024", ["published"]),
        ("outdated 16 October 2024", [None]),
        ("no date", []),
    ],
)
def test_word_before_a_date_tells_what_it_is(text: str, meanings: list[str | None]) -> None:
    assert [each.meaning for each in told(text)] == meanings


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Updated on", "updated"),
        ("Published:", "published"),
        ("Updated 3 minutes ago", None),
        ("Ana Duarte", None),
        ("", None),
    ],
)
def test_label_before_a_date(text: str, meaning: str | None) -> None:
    assert ends_in(text) == meaning


@pytest.mark.parametrize(
    ("lines", "dates"),
    [
        (("16 October 2024",), (DAY, "byline", "possible", None)),
        (("Published 16 October 2024",), (DAY, "byline", "probable", None)),
        (("Published 16 October 2024", "Updated 18 October 2024"), (DAY, "byline", "probable", LATER)),
        (("Published 16 October 2024, updated 18 October 2024",), (DAY, "byline", "probable", LATER)),
        (("16 October 2024", "The pier, October 16, 2024. (Per Holm/AP)"), (DAY, "byline", "certain", None)),
        (("The pier, October 16, 2024. (Per Holm/AP)",), (DAY, "caption", "possible", None)),
        (("Updated 18 October 2024",), (None, None, None, None)),
        ((), (None, None, None, None)),
    ],
)
def test_dates_of_a_dump(lines: tuple[str, ...], dates: tuple[object, ...]) -> None:
    found = dump(*lines)
    assert (found.published, found.published_from, found.published_certainty, found.modified) == dates


def test_given_date_is_certain() -> None:
    for read in (read_page, plain_article):
        found = read(capture(f"Ostvik closes the pier\n\n{ONE}\n\n{TWO}\n"), published=DAY)
        assert isinstance(found, Article)
        assert (found.published, found.published_from, found.published_certainty) == (DAY, "given", "certain")


def test_given_date_confirms_that_of_the_page() -> None:
    dates = Dated(DAY, "url", "possible")
    assert confirmed(dates, DAY) == Dated(DAY, "url", "certain")
    assert confirmed(dates, LATER) == dates
    assert confirmed(dates, None) == dates


DAYS = st.dates(date(2019, 1, 1), date(2026, 1, 1))
EVIDENCE = st.builds(
    Evidence,
    st.sampled_from(["json-ld", "meta date", "time element", "byline", "url", "caption"]),
    st.lists(DAYS, max_size=2, unique=True).map(tuple),
    named=st.booleans(),
)


@given(st.lists(EVIDENCE, max_size=6), st.lists(EVIDENCE, max_size=3))
def test_dates_are_never_after_the_fetch_and_the_change_never_before_the_publication(
    published: list[Evidence], modified: list[Evidence]
) -> None:
    found = dated(published, modified, capture())
    ordered = [day for day in (found.published, found.modified, date(2025, 1, 2)) if day]
    assert all(a < b for a, b in pairwise(ordered)) or found.published == date(2025, 1, 2)
    assert (found.published is None) == (found.published_from is None) == (found.certainty is None)
    if found.certainty == "certain":
        assert len({e.voice for e in published if found.published in e.days}) > 1


def listed(day: date) -> Capture:
    return replace(capture(), listed=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def test_feed_dates_a_page_that_has_no_date_of_its_own() -> None:
    assert dated([], [], listed(DAY))[:3] == (DAY, "feed", "probable")


def test_feed_confirms_what_the_page_says_and_never_overrules_it() -> None:
    stated = Evidence("json-ld", (DAY,), named=True)
    assert dated([stated], [], listed(DAY))[:3] == (DAY, "json-ld", "certain")
    assert dated([stated], [], listed(date(2019, 1, 2)))[:3] == (DAY, "json-ld", "probable")


def test_feed_that_lists_a_page_before_it_can_be_out_is_not_heard() -> None:
    assert dated([], [], listed(date(2300, 1, 1))).published is None
