"""Bytes in, Article out: the door of the room that understands pages."""

from onrecord.page._read import plain_article, read_page

__all__ = ["plain_article", "read_page"]
