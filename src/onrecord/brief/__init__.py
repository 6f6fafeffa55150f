"""From a dossier to a brief, every line of it cited, and from the brief to text, Markdown, HTML and JSON. All pure."""

from onrecord.brief._objects import as_object
from onrecord.brief._render import render
from onrecord.brief._situation import situation
from onrecord.brief._sources import sources
from onrecord.brief._write import write

__all__ = ["as_object", "render", "situation", "sources", "write"]
