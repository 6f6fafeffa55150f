"""Pages out of JSON Lines: one object a line with a page's HTML or text, as news crawls are passed on."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.model import Capture, Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.capture._budget import Budget


@dataclass(frozen=True, slots=True)
class FieldMap:
    """Which keys of an object hold what; of several the first that is there and not empty counts.

    The defaults are the names in use: news-please and CC-NEWS (`maintext`, `date_publish`, `date_download`), cc_news on
    Hugging Face (`text`, `date`), newspaper, Scrapy's news spiders, and exports of feed readers.
    """

    html: tuple[str, ...] = ("html", "raw_html", "page_source", "content_html")
    text: tuple[str, ...] = (
        "maintext",
        "text",
        "plain_text",
        "article_text",
        "full_text",
        "body",
        "content",
        "article",
    )
    url: tuple[str, ...] = ("url", "link", "source_url", "canonical_url", "requested_url", "uri")
    title: tuple[str, ...] = ("title", "headline")
    authors: tuple[str, ...] = ("authors", "author", "byline")
    published: tuple[str, ...] = (
        "date_publish",
        "published",
        "published_date",
        "publish_date",
        "date_published",
        "published_at",
        "pub_date",
        "date",
    )
    fetched: tuple[str, ...] = ("date_download", "fetched", "crawled", "crawl_date", "date_crawled", "download_date")

    @classmethod
    def of(cls, text: str) -> FieldMap:
        """The map that `html=page,url=address` stands for; raises ValueError naming a field that is none."""
        given = dict(pair.strip().partition("=")[::2] for pair in text.split(","))
        unknown = set(given) - {f.name for f in fields(cls)}
        if unknown or not all(given.values()):
            raise ValueError(f"no such field, or no key for it: {text!r}")
        return cls(**{name: (key,) for name, key in given.items()})

    def find(self, row: dict[str, Any], name: str) -> Any:  # noqa: ANN401 - whatever the JSON holds
        """What the object holds under the first fitting key."""
        return next((row[key] for key in getattr(self, name) if row.get(key)), None)


DEFAULT_MAP = FieldMap()


def is_dump(head: bytes) -> bool:
    """Whether bytes begin as a line with a JSON object does."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return text.startswith(b"{") and text[1:].lstrip()[:1] in {b'"', b"}"}


def read_dump(stream: BinaryIO, outer: Capture, names: FieldMap, budget: Budget) -> Iterator[Capture | Rejected]:
    """The page of each line, or why it is none.

    HTML is taken as it is. Text is put in a bare HTML page, each line a paragraph, with title, authors and date as a
    page would state them. The path is `path!line N`; fetched is the object's own (see FieldMap), else its date of
    publication, so that the same line is the same capture, else that of the file.
    """
    n = 0
    while line := stream.readline(budget.limits.size + 1):
        n += 1
        budget.spend(len(line))
        budget.open_one()
        where = f"{outer.path}!line {n}"
        if len(line) > budget.limits.size:
            yield Rejected(where, f"over the limit of {budget.limits.size / 1e6:g} MB a page; raise it with --max-size")
            while line and not line.endswith(b"\n"):
                line = stream.readline(budget.limits.size)
                budget.spend(len(line))
        elif line.strip():
            yield _page(line, where, outer.fetched, names)


def _page(line: bytes, where: str, fetched: datetime, names: FieldMap) -> Capture | Rejected:
    try:
        row = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        return Rejected(where, f"not JSON ({' '.join(str(error).split())[:100]}); skipped")
    if not isinstance(row, dict):
        return Rejected(where, "not a JSON object; skipped")
    page, text = names.find(row, "html"), names.find(row, "text")
    if not isinstance(page or text, str):
        return Rejected(where, "no page in this object; name the key that holds it, as in html=KEY or text=KEY")
    url = names.find(row, "url")
    web = url.strip() if isinstance(url, str) and url.strip().startswith(("http://", "https://")) else None
    at = _moment(names.find(row, "fetched")) or _moment(names.find(row, "published")) or fetched
    written = page if isinstance(page, str) else _written(row, text, names)
    # What JSON can hold and UTF-8 cannot: halves of surrogate pairs. They are no characters, and say that they are not.
    body = written.encode("utf-8", "replace")
    return Capture(body, where, web and web.encode("utf-8", "replace").decode(), "text/html; charset=utf-8", at)


def _written(row: dict[str, Any], text: str, names: FieldMap) -> str:
    title, published = (str(names.find(row, name) or "") for name in ("title", "published"))
    given = names.find(row, "authors")
    authors = [str(a) for a in (given if isinstance(given, list) else [given]) if a]
    head = [f"<title>{html.escape(title)}</title>"] if title else []
    head += [f'<meta name="author" content="{html.escape(author)}">' for author in authors]
    head += [f'<meta property="article:published_time" content="{html.escape(published)}">'] if published else []
    body = [f"<h1>{html.escape(title)}</h1>"] if title else []
    body += [f"<p>{html.escape(line.strip())}</p>" for line in text.splitlines() if line.strip()]
    parts = ('<!DOCTYPE html><html><head><meta charset="utf-8">', *head, "</head><body><article>", *body)
    return "\n".join([*parts, "</article></body></html>"])


def _moment(stated: object) -> datetime | None:
    try:
        if isinstance(stated, (int, float)):
            return datetime.fromtimestamp(stated, UTC)
        at = datetime.fromisoformat(str(stated or "").strip())
    except (ValueError, OverflowError, OSError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
