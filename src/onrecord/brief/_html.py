"""A brief as one HTML page that holds all it needs and asks for nothing."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined, Template

from onrecord.brief._cite import web_address
from onrecord.brief._layout import by_label, layout, visible
from onrecord.brief._phrases import day, outlet_name
from onrecord.brief._words import words

if TYPE_CHECKING:
    from onrecord.model import Brief


def render(brief: Brief) -> str:
    """HTML5 in UTF-8 without scripts or links to other files; its policy lets nothing in but its own style sheet."""
    style = _own("brief.css")
    # CSP Level 3, 2.3.1: a style element is let in by the hash of its very text.
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _template().render(laid=layout(brief), style=style, digest=digest, words=words())


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, finalize=_shown, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"by_label": by_label, "day": day, "outlet": outlet_name, "web": web_address}
    return environment.from_string(_own("brief.html.j2"))


def _shown(value: object) -> object:
    return visible(value) if type(value) is str else value


def _own(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
