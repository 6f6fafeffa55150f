"""Figures of one sentence on one page each, for the tests of what is made of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from making import article

from onrecord.model import Citation, Figure, Quantity, Span, Speaker

if TYPE_CHECKING:
    from onrecord.model import Article

MAY = date(2025, 5, 1)


def page(text: str, path: str = "page.html", day: int = 1, outlet: str | None = "Harbour Post") -> Article:
    """A page of one sentence a line."""
    return article(text, path, published=MAY.replace(day=day) if day else None, outlet=outlet)


def figure(of: Article, words: str, low: float | None, role: str | None = "killed", **more: Any) -> Figure:  # noqa: ANN401 - Quantity's
    """The figure whose words stand on a page; `who` says it, in `factuality`; the other fields are the quantity's."""
    start = of.text.index(words)
    who, factuality, origin = more.pop("who", None), more.pop("factuality", "CT+"), more.pop("origin", None)
    line = of.text.rfind("\n", 0, start) + 1
    end = of.text.find("\n", start)
    quantity = Quantity(
        span=Span(start, start + len(words)),
        low=low,
        high=low,
        bound="exactly",
        role=role,
        counted=more.pop("counted", "soldiers"),
    )
    return Figure(
        quantity=replace(quantity, **more),
        citation=Citation.of(of, quantity.span),
        context=Citation.of(of, Span(line, end if end > 0 else len(of.text))),
        speaker=Speaker(who, more.get("kind_of", "person")) if isinstance(who, str) else who,
        factuality=factuality,
        origin=origin or of.outlet or of.id,
    )


def given(low: float, who: str | Speaker | None = "Ada", day: int = 1, role: str = "killed", **more: Any) -> Figure:  # noqa: ANN401 - as above
    """A figure on a page of its own."""
    name = "-".join(map(str, (who, low, day, role, *more.values())))
    return figure(page(f"It is {low:g} now.", name, day), f"{low:g}", low, role, who=who, **more)
