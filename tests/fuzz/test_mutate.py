"""Mutations: the same page each time, any bytes taken, and each really does what its name says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from fuzz.chance import Chance, put
from fuzz.monsters import MONSTROUS
from fuzz.mutate import MOST_BYTES, MUTATIONS, Page, mutated
from hypothesis import given, settings
from hypothesis import strategies as st

PAGES = [path.read_bytes() for path in sorted((Path(__file__).parents[1] / "pages").glob("*/page.*"))]
PAGE = (
    b'<html><head><script type="application/ld+json">{"headline": "Pier"}</script></head><body><div><h1>Pier</h1>'
    b"\n<p>The council said on Monday that the pier was closed.</p>\n<p>Nobody was hurt, Ida Solberg said. \xc3\x97</p>"
)
TRIES = 40


def chances(name: str) -> list[Chance]:
    return [Chance(PAGES, f"{name} {number}") for number in range(TRIES)]


def all_of(name: str) -> list[bytes]:
    return [MUTATIONS[name](PAGE, chance) for chance in chances(name)]


def test_the_same_seed_and_number_give_the_same_page() -> None:
    assert [mutated(PAGES, 3, n) for n in range(30)] == [mutated(PAGES, 3, n) for n in range(30)]


def test_a_page_does_not_depend_on_those_before_it() -> None:
    """So that a run goes on where it was stopped, and one page can be made again."""
    several = [mutated(PAGES, 3, n) for n in range(12)]
    assert mutated(PAGES, 3, 11) == several[11]


def test_other_numbers_and_seeds_give_other_pages() -> None:
    pages = {mutated(PAGES, seed, number).body for seed in (1, 2) for number in range(50)}
    assert len(pages) > 90


def test_a_page_says_what_was_done_to_it() -> None:
    for number in range(50):
        page = mutated(PAGES, 1, number)
        assert isinstance(page, Page)
        assert set(page.done) <= MUTATIONS.keys() | MONSTROUS.keys()
        assert page.done


def test_every_mutation_comes_up_and_now_and_then_a_monster() -> None:
    done = {name for number in range(1_500) for name in mutated(PAGES, 5, number).done}
    assert done >= MUTATIONS.keys()
    assert len(done & MONSTROUS.keys()) >= 3


def test_pages_without_a_monster_are_small() -> None:
    pages = [mutated([PAGE * 5_000], 1, number) for number in range(100)]
    assert all(len(page.body) <= MOST_BYTES for page in pages if page.done[-1] not in MONSTROUS)


@pytest.mark.parametrize("name", MUTATIONS)
@given(body=st.binary(max_size=300), seed=st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_a_mutation_takes_any_bytes(name: str, body: bytes, seed: int) -> None:
    assert isinstance(MUTATIONS[name](body, Chance([body], str(seed))), bytes)


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_changes_a_page(name: str) -> None:
    assert any(body != PAGE for body in all_of(name))


@pytest.mark.parametrize("name", MONSTROUS)
def test_a_monster_is_large_and_leaves_the_page_in_place(name: str) -> None:
    body = MONSTROUS[name](PAGE, Chance(PAGES, name))
    assert 20_000 < len(body) < 30_000_000
    assert body.startswith(PAGE[:1]) or body.endswith(PAGE[-1:])


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("nuls", b"\x00"),
        ("surrogates", rb"\xed\xa0\x80|\xed\xbf\xbf|\xc0\x80|\xf4\x90|\xff\xfe|\xf8\x88"),
        ("nest_tables", rb"(<table><tr><td>){5}"),
        ("nest", rb"((?:<\w+>){1,3})\1{9}"),
        ("tiny_tags", rb"(<\w+>x){10}"),
        ("wrong_charset", rb"charset|encoding="),
        ("entities", rb"&"),
        ("long_word", rb"(\S{1,3})\1{40}"),
        ("blob", rb"[A-Za-z0-9+/]{100}"),
        ("linked", rb"application/ld\+json.*application/ld\+json"),
        ("meta", rb"<time datetime="),
        ("attributes", rb"<(div|p|a) .{2,}"),
    ],
)
def test_a_mutation_does_what_its_name_says(name: str, sign: bytes) -> None:
    assert all(re.search(sign, body, re.DOTALL) for body in all_of(name))


def test_a_cut_page_is_the_beginning_of_it() -> None:
    assert all(PAGE.startswith(body) for body in all_of("cut"))


def test_a_spliced_page_begins_as_one_and_ends_as_another() -> None:
    assert any(body[:50] == PAGE[:50] and not body.endswith(PAGE[-50:]) for body in all_of("splice"))


def test_a_reencoded_page_is_still_itself_in_that_encoding() -> None:
    text = PAGE.decode()
    found = {
        codec for codec in ("utf-16", "utf-16-le", "cp037", "utf-7") for body in all_of("reencode") if same(body, codec)
    }
    assert len(found) >= 2
    assert any(body.decode("latin-1", "replace") == text for body in all_of("reencode"))


def same(body: bytes, codec: str) -> bool:
    return body.decode(codec, "replace") == PAGE.decode()


def test_a_tagless_page_has_no_tag() -> None:
    assert not any(re.search(rb"<\w", body) for body in all_of("tagless"))


def test_json_ld_is_sometimes_whole_and_sometimes_broken() -> None:
    def is_json(body: bytes) -> bool:
        found = re.search(rb"json'>(.*?)</script>", body, re.DOTALL)
        try:
            return json.loads(found[1]) is not None if found else False
        except ValueError:
            return False

    assert {is_json(body) for body in all_of("linked")} == {True, False}


def test_pieces_are_put_between_the_bytes_of_a_page() -> None:
    for chance in chances("put"):
        body = put(PAGE, chance, b"\x01", b"\x02\x02")
        assert body.replace(b"\x01", b"").replace(b"\x02\x02", b"") == PAGE


@pytest.mark.parametrize(("least", "most"), [(1, 1), (1, 30), (10, 5_000), (100_000, 1_000_000)])
def test_sizes_are_within_bounds_and_as_often_small_as_large(least: int, most: int) -> None:
    chance = Chance(PAGES, "size")
    sizes = [chance.size(least, most) for _ in range(2_000)]
    assert least <= min(sizes) <= max(sizes) <= most
    middle = (least * most) ** 0.5
    assert least == most or 0.4 < sum(size < middle for size in sizes) / len(sizes) < 0.6
