"""A brief as one JSON object on one line."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from onrecord.brief._layout import layout

if TYPE_CHECKING:
    from onrecord.brief._cite import Numbered
    from onrecord.model import Brief, Citation, Span

    Object = dict[str, object]

# Halves of surrogates cannot be written in UTF-8; their escapes can, and read back the same.
_SURROGATE = re.compile("[\ud800-\udfff]")


def render(brief: Brief) -> str:
    """Title, as_of, since, quick and deep; each line with label, text and citations, quotes exact."""
    laid = layout(brief)
    deep = [{"title": title, "lines": [_line(line) for line in lines]} for title, lines in laid.deep]
    whole = {
        "title": brief.title,
        "as_of": brief.as_of.isoformat(),
        "since": brief.since.isoformat() if brief.since else None,
        "quick": [_line(line) for line in laid.quick],
        "deep": deep,
    }
    return _SURROGATE.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(whole, ensure_ascii=False)) + "\n"


def _line(numbered: Numbered) -> Object:
    # Numbers are given in the order in which places come first.
    unique: dict[tuple[str, Span], Citation] = {}
    for c in numbered.line.citations:
        unique.setdefault((c.article, c.span), c)
    cited = zip(numbered.numbers, unique.values(), strict=True)
    return {
        "label": numbered.line.label,
        "text": numbered.line.text,
        "citations": [_citation(n, citation) for n, citation in cited],
    }


def _citation(n: int, citation: Citation) -> Object:
    return {
        "n": n,
        "article": citation.article,
        "path": citation.path,
        "url": citation.url,
        "outlet": citation.outlet,
        "published": citation.published.isoformat() if citation.published else None,
        "span": list(citation.span),
        "quote": citation.quote,
    }
