"""A watch is due after news sooner, without later, after failures later still, and never outside its bounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import START

from onrecord.capture._exchange import Fetched, Unchanged
from onrecord.capture._feeds import Entry
from onrecord.capture._watch import LONGEST, SHORTEST, after, due, keys, unseen
from onrecord.model import Exchange, Rejected, Validators, Watch

URL = "https://news.example/feed"
FIRST = timedelta(hours=1)
WATCH = Watch(url=URL, due=START)
FAILED = Rejected(URL, "the server answered 503 Service Unavailable; try again later")


def exchange(body: bytes = b"page", *headers: tuple[bytes, bytes]) -> Exchange:
    return Exchange(
        url=URL,
        request_line=b"GET /feed HTTP/1.1",
        request_headers=(),
        status=200,
        status_line=b"HTTP/1.1 200 OK",
        headers=headers,
        body=body,
        address=None,
        at=START,
        seconds=0.1,
    )


def fetched(body: bytes = b"page", *headers: tuple[bytes, bytes]) -> Fetched:
    return Fetched(URL, (exchange(body, *headers),), body)


UNCHANGED = Unchanged(URL, (exchange(),))


def test_those_due_come_with_the_longest_overdue_first() -> None:
    watches = [Watch(url=f"https://{n}.example/", due=START + timedelta(minutes=n)) for n in (3, 1, 2, 0)]
    assert [w.url for w in due(watches, START + timedelta(minutes=2))] == [
        "https://0.example/",
        "https://1.example/",
        "https://2.example/",
    ]


def test_news_halves_the_interval_and_no_news_lengthens_it() -> None:
    news = after(WATCH, fetched(), START)
    assert (news.every, news.due) == (FIRST / 2, START + FIRST / 2)
    for outcome, said in ((UNCHANGED, True), (fetched(), False)):
        none = after(WATCH, outcome, START, news=said)
        assert (none.every, none.due) == (FIRST * 1.5, START + FIRST * 1.5)


def test_the_same_bytes_again_are_no_news() -> None:
    once = after(WATCH, fetched(), START)
    assert after(once, fetched(), START).every > once.every
    assert after(once, fetched(b"other"), START).every < once.every


def test_what_the_server_gave_to_ask_again_is_kept() -> None:
    watch = after(WATCH, fetched(b"page", (b"etag", b'"1"'), (b"Last-Modified", b"x")), START)
    assert watch.validators == Validators(URL, '"1"', "x")
    assert after(watch, UNCHANGED, START).validators == watch.validators
    assert after(watch, FAILED, START).validators == watch.validators


def test_failures_wait_twice_as_long_each_time_and_a_success_forgets_them() -> None:
    once = after(WATCH, FAILED, START)
    twice = after(once, FAILED, START)
    assert (once.due - START, twice.due - START) == (FIRST * 2, FIRST * 4)
    assert (twice.failures, twice.fault, twice.every) == (2, FAILED.reason, FIRST)
    well = after(twice, UNCHANGED, START)
    assert (well.failures, well.fault) == (0, None)


@pytest.mark.parametrize(
    ("outcome", "bound"),
    [(FAILED, LONGEST), (UNCHANGED, LONGEST), (fetched(), SHORTEST)],
    ids=["failures", "no news", "news"],
)
def test_a_long_course_of_one_kind_ends_at_its_bound(outcome: Fetched | Unchanged | Rejected, bound: timedelta) -> None:
    watch = WATCH
    for _ in range(2000):
        # The digest is forgotten, so that the same bytes are news each time.
        watch = after(replace(watch, digest=None), outcome, START)
    assert watch.due - START == bound


@given(st.lists(st.sampled_from(["news", "none", "failed"]), max_size=60))
def test_the_next_look_is_always_within_the_bounds(course: list[str]) -> None:
    watch, now = WATCH, START
    for n, step in enumerate(course):
        outcomes: dict[str, Fetched | Unchanged | Rejected] = {
            "news": fetched(b"%d" % n),
            "none": UNCHANGED,
            "failed": FAILED,
        }
        watch = after(watch, outcomes[step], now)
        assert SHORTEST <= watch.due - now <= LONGEST
        assert SHORTEST <= watch.every <= LONGEST
        now = watch.due


@pytest.mark.parametrize(
    ("seen", "fresh"),
    [([], ["1", "2"]), (["1"], ["2"]), (["https://news.example/b"], ["1"]), (["1", "2"], []), (["x"], ["1", "2"])],
)
def test_an_entry_is_seen_when_its_id_or_its_link_is(seen: list[str], fresh: list[str]) -> None:
    entries = [Entry("1", "https://news.example/a"), Entry("2", "https://news.example/b")]
    assert [entry.id for entry in unseen(entries, seen)] == fresh


def test_an_entry_is_known_again_by_id_and_link() -> None:
    assert keys(Entry("1", "https://news.example/a")) == ("1", "https://news.example/a")
    assert keys(Entry("https://news.example/a", "https://news.example/a")) == ("https://news.example/a",)
    assert keys(Entry("1", None)) == ("1",)
