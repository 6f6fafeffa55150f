"""A claim that others dispute in other words is listed with who does, and on demand with their words."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from making import article, digest, recorded, said
from rich.console import Console

from onrecord.assess import weigh
from onrecord.cli._screen import claims_view

if TYPE_CHECKING:
    from onrecord.model import Claim

SHELLED = "the Kestrel brigade shelled the harbour of Varna"
NOT_SHELLED = "the Kestrel brigade did not shell the harbour"


def claims() -> tuple[Claim, ...]:
    pages = [
        article(f"{who}: {words}.", f"{who}.html", outlet=f"Post of {who}")
        for who, words in (("Ann Lee", SHELLED), ("Bo Kim", NOT_SHELLED))
    ]
    found = [
        digest(pages[0], said(pages[0], SHELLED, "Ann Lee")),
        digest(pages[1], said(pages[1], NOT_SHELLED, "Bo Kim")),
    ]
    return weigh([r for one in found for r in recorded(one)], ()).claims


def printed(*shown: Claim, evidence: bool = False) -> str:
    out = Console(file=StringIO(), width=200)
    out.print(claims_view(shown, {}, evidence=evidence))
    assert isinstance(out.file, StringIO)
    return out.file.getvalue()


@pytest.mark.parametrize(("words", "by"), [(SHELLED, "Bo Kim"), (NOT_SHELLED, "Ann Lee")])
def test_who_disputes_it_is_named(words: str, by: str) -> None:
    (claim,) = (c for c in claims() if c.text == words)
    assert f"; contradicted in other words by {by}\n" in "\n".join(map(str.rstrip, printed(claim).splitlines())) + "\n"
    assert "contradicted" not in printed(replace(claim, contrary=()))


def test_their_words_stand_apart_from_what_it_rests_on() -> None:
    (claim,) = (c for c in claims() if c.text == SHELLED)
    own, others = printed(claim, evidence=True).split("Against it, in other words:")
    assert (f"“{SHELLED}”" in own, f"“{NOT_SHELLED}”" in own) == (True, False)
    assert (f"“{SHELLED}”" in others, f"“{NOT_SHELLED}”" in others) == (False, True)
    assert "Against it" not in printed(replace(claim, contrary=()), evidence=True)
