"""The origins of pages on record."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from making import article, digest

from onrecord.assess import traced

if TYPE_CHECKING:
    from onrecord.model import Article, Reading

PIER = (
    "The council of Ostvik closed the old pier on Monday after divers found cracks in nine of its forty pillars, "
    "and the ferry to the islands will leave from the fish market until the repairs are done in the spring."
)
BREAD = "A bakery in the hills won a prize for its rye bread, made by a recipe from the time of the first mill there."


def read(text: str, outlet: str | None, name: str, **fields: str) -> tuple[Article, Reading]:
    page = digest(article(text, name, outlet=outlet, published=date(2025, 1, 1), **fields))
    return page.article, page.reading


PAGES = [
    read(PIER, "A", "1"),
    read(PIER, "B", "2"),
    read(BREAD, "A", "3"),
    read(BREAD, None, "4", wire="Agency"),
    read("Rain fell on the hills for the third day, and the river rose to the mark of the great flood.", None, "5"),
]


def test_pages_of_one_text_are_one_origin_and_other_stories_of_the_outlet_are_not() -> None:
    sizes = {origin.name: len(origin.articles) for origin in traced(PAGES)}
    assert sizes.pop("A") == 2
    assert sizes.pop("Agency") == 2
    assert list(sizes.values()) == [1]


@given(st.permutations(PAGES))
def test_the_order_of_the_pages_changes_nothing(pages: list[tuple[Article, Reading]]) -> None:
    """Law 3."""
    assert traced(pages) == traced(PAGES)


def test_every_page_has_one_origin() -> None:
    held = [name for origin in traced(PAGES) for name in origin.articles]
    assert sorted(held) == sorted(page.id for page, _ in PAGES)
