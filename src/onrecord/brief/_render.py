"""A brief in one of four formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from onrecord.brief import _html, _json, _markdown, _text

if TYPE_CHECKING:
    from onrecord.model import Brief

Format = Literal["text", "markdown", "html", "json"]

COLUMNS = 80
"""Of a terminal whose width nobody told."""

_RENDERERS = {"markdown": _markdown.render, "html": _html.render, "json": _json.render}


def render(brief: Brief, format: Format, columns: int = COLUMNS) -> str:  # noqa: A002 - the word of the command's option
    """The brief as text of so many columns, Markdown, one self-contained HTML page, or one JSON object on one line.

    The quotes in JSON are exact. Elsewhere control signs are shown as U+FFFD, so that hostile words can neither move
    a terminal's cursor nor turn the text around; text and Markdown also write white space as single blanks.
    Raises UncitedError where a quote does not stand in its article.
    """
    return _text.render(brief, columns) if format == "text" else _RENDERERS[format](brief)
