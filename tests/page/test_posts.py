"""Live blogs: each post where it stands in the text, with its time as the page gives it."""

# ruff: noqa: E501 -- a page, or a text of a language, is one line
from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from onrecord.model import Article, Capture
from onrecord.page import read_page
from onrecord.page._posts import moment

HOURS = range(9, 16)
TITLES = {hour: f"At the hour of {hour}: word from the pier of Ostvik" for hour in HOURS}
FIRST = {
    hour: f"The harbour council met for the {hour}th time that day, and said that the pier of Ostvik was to stay shut."
    for hour in HOURS
}
SECOND = {
    hour: f"Ferry number {hour} was turned away from the quay, the harbour master told the {hour} people who waited there."
    for hour in HOURS
}
INTRO = "The storm that struck Ostvik in the night has damaged its pier, and the town waits for word from the council."


def stamp(hour: int) -> str:
    return f"2024-10-16T{hour:02}:30:00+02:00"


def at(hour: int) -> datetime:
    return datetime(2024, 10, 16, hour, 30, tzinfo=timezone(timedelta(hours=2)))


def read(posts: list[str], head: str = "") -> Article:
    body = f"<main><article><h1>Storm in Ostvik: all that is known</h1><p>{INTRO}</p>{''.join(posts)}</article></main>"
    page = f"<html><head><title>Storm in Ostvik: all that is known</title>{head}</head><body>{body}</body></html>"
    found = read_page(Capture(page.encode(), "page.html", None, "text/html", datetime(2025, 1, 1, tzinfo=UTC)))
    assert isinstance(found, Article), found
    return found


def declared(hours: list[int]) -> str:
    updates = [
        {"@type": "BlogPosting", "headline": TITLES[hour], "articleBody": FIRST[hour], "datePublished": stamp(hour)}
        for hour in hours
    ]
    node = {"@type": "LiveBlogPosting", "headline": "Storm in Ostvik: all that is known", "liveBlogUpdate": updates}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


SHAPES = {
    "heading, then time": "<div class='post'><h2>{title}</h2><time datetime='{stamp}'>{hour}:30</time><p>{one}</p><p>{two}</p></div>",
    "time, then heading": "<div class='post'><time datetime='{stamp}'>{hour}:30</time><h2>{title}</h2><p>{one}</p><p>{two}</p></div>",
    "sections": "<section><h3>{title}</h3><div><time datetime='{stamp}'></time></div><p>{one}</p><p>{two}</p></section>",
}


def shaped(shape: str, hours: list[int]) -> list[str]:
    return [SHAPES[shape].format(title=TITLES[h], stamp=stamp(h), hour=h, one=FIRST[h], two=SECOND[h]) for h in hours]


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("is_declared", [True, False])
@pytest.mark.parametrize("shape", SHAPES)
def test_posts_stand_in_page_order_with_their_times(
    shape: str,
    is_declared: bool,  # noqa: FBT001 - columns of a table
    newest_first: bool,  # noqa: FBT001 - columns of a table
) -> None:
    hours = sorted(HOURS, reverse=newest_first)
    found = read(shaped(shape, hours), declared(hours) if is_declared else "")
    assert [post.at for post in found.posts] == [at(hour) for hour in hours]
    for post, hour in zip(found.posts, hours, strict=True):
        text = found.text[post.span.start : post.span.end]
        assert FIRST[hour] in text
        assert SECOND[hour] in text
        assert text.count("turned away") == 1
    assert INTRO not in "".join(found.text[start:end] for (start, end), _ in found.posts)


def test_declared_posts_that_the_text_lacks_are_none() -> None:
    found = read(shaped("heading, then time", [9, 10, 11]), declared([9, 10, 15]))
    assert [post.at for post in found.posts] == [at(9), at(10)]


def test_posts_of_a_declared_live_blog_without_times_in_it_have_those_of_the_page() -> None:
    head = '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Storm in Ostvik: all that is known"}</script>'
    assert [post.at for post in read(shaped("time, then heading", [9, 10]), head).posts] == [at(9), at(10)]


@pytest.mark.parametrize(
    "posts",
    [
        [f"<p>{FIRST[hour]}</p>" for hour in HOURS],
        [f"<time datetime='{stamp(9)}'>x</time>", *(f"<p>{FIRST[hour]}</p>" for hour in HOURS)],
        shaped("time, then heading", [9, 10, 11]),
        shaped("time, then heading", [9, 12, 10, 14, 11]),
        [f"<time datetime='2024-10-{hour}'></time><p>{FIRST[hour]}</p>" for hour in HOURS if hour > 9],
    ],
)
def test_other_pages_have_no_posts(posts: list[str]) -> None:
    assert read(posts).posts == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024-10-16T09:30:00+02:00", at(9)),
        ("2024-10-16T09:30+02:00", at(9)),
        ("2024-10-16 09:30:00 +02:00", at(9)),
        ("2024-10-16T09:30:00Z", datetime(2024, 10, 16, 9, 30, tzinfo=UTC)),
        ("2024-10-16T09:30:00", datetime(2024, 10, 16, 9, 30)),  # noqa: DTZ001 - the page gives no zone, and none is made up
        ("2024-10-16", None),
        ("09:30", None),
        ("", None),
        ("2024-99-16T09:30:00Z", None),
        ("Wed, 16 Oct 2024 09:30:00", None),
    ],
)
def test_moment_keeps_the_zone_that_the_page_gives(text: str, found: datetime | None) -> None:
    assert moment(text) == found
    assert found is None or moment(text).tzinfo == found.tzinfo  # type: ignore[union-attr] # it is a moment, as found is
