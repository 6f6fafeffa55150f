"""Pages on which a run once found a fault, made as small as they go: each ends in an article or a reason."""

from __future__ import annotations

import pytest
from making import capture

from onrecord.model import Article, Rejected
from onrecord.page import read_page


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"<br>\x1b", id="escape after a line break"),
        pytest.param(b"<br>&#12;", id="form feed by its number"),
        pytest.param(b"<br>&#xFFFF;", id="a noncharacter by its number"),
        pytest.param(b"<span><svg></svg>\x0c", id="form feed after a picture"),
        pytest.param(b"<meta><script ld+json></script>\x0c", id="form feed after a script"),
        pytest.param(b"<meta>\x1b<script ld+json></script>\n", id="escape before a script"),
    ],
)
def test_a_page_that_once_found_a_fault_is_read(body: bytes) -> None:
    assert isinstance(read_page(capture(body)), Article | Rejected)
