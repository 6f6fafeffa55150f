"""How fast feeds are read beside feedparser alone, and how far the two agree.

Without `--cases` the feeds are made up, the same ones each time, of the kinds, sizes
and encodings of those that news sites send. Compared are, entry by entry and in the
feed's order, what feedparser finds after the same normalizing: the id (or else the link), the link, the title as plain
text, and the date (published, or else updated). The metrics are shares of feedparser's entries.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import sys
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import feedparser  # type: ignore[import-untyped]  # has no types

from onrecord.capture import _feeds as ours
from onrecord.model import Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

FIELDS = ("id", "link", "title", "date")
# Readings of which the fastest counts: on a shared machine the others measure the neighbours.
_TIMES = 5


class Made(NamedTuple):
    """A feed's name, bytes and address."""

    name: str
    body: bytes
    url: str


class Row(NamedTuple):
    """What is compared of an entry."""

    id: str | None
    link: str | None
    title: str | None
    date: str | None


def cases(folder: Path | None) -> list[Made]:
    """The feeds in a folder, or made-up ones."""
    if folder is None:
        return list(made())
    return [
        Made(path.name, path.read_bytes(), f"https://feed.example/{path.name}")
        for path in sorted(folder.iterdir())
        if path.is_file() and not path.name.startswith(".")
    ]


def by_onrecord(feed: Made) -> list[Row]:
    """What the package finds; a feed that it rejects has no entries."""
    read = ours.read_feed(feed.body, feed.url)
    if isinstance(read, Rejected):
        return []
    return [Row(e.id, e.link, e.title, str(e.published or e.updated)) for e in read.entries]


def by_feedparser(feed: Made) -> list[Row]:
    """What feedparser finds, normalized as the package normalizes; a later entry of the same id or link is dropped."""
    read = feedparser.parse(io.BytesIO(feed.body), response_headers={"content-location": feed.url})
    rows: list[Row] = []
    for entry in read.entries:
        link = entry.get("link")
        row = Row(entry.get("id") or link, link, ours._plain(entry.get("title")), _date(entry))  # noqa: SLF001 - the same normalizing
        if not any(row.id == other.id or (row.link and row.link == other.link) for other in rows):
            rows.append(row)
    return rows


def _date(entry: Any) -> str:  # noqa: ANN401 - feedparser has no types
    moments = [ours._moment(dict(entry), name) for name in ("published", "updated")]  # noqa: SLF001 - as above
    return next((moment.replace("T", " ") for moment in moments if moment), "None")


def seconds(read: Callable[[Made], object], feeds: Sequence[Made], times: int = 1) -> float:
    """The fewest seconds that reading all feeds took."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        for feed in feeds:
            read(feed)
        taken.append(time.perf_counter() - start)
    return min(taken)


def agreement(feeds: Sequence[Made]) -> dict[str, float]:
    """Per field, the share of feedparser's entries of which the package has the same in the same place."""
    same, total = dict.fromkeys(FIELDS, 0), 0
    for feed in feeds:
        theirs, found = by_feedparser(feed), by_onrecord(feed)
        total += max(len(theirs), len(found))
        for row, other in zip(theirs, found, strict=False):
            for field in FIELDS:
                same[field] += getattr(row, field) == getattr(other, field)
    return {field: count / total if total else 0.0 for field, count in same.items()}


def main() -> int:
    """0 when measured, 2 where there are no cases."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, help="a folder of feed files (default: made-up feeds)")
    parser.add_argument("--json", type=Path, help="write the figures there, too")
    parser.add_argument("--no-times", action="store_true", help="measure agreement only")
    asked = parser.parse_args()
    feeds = cases(asked.cases)
    if not feeds:
        print(f"no feeds in {asked.cases}", file=sys.stderr)
        return 2
    if not asked.no_times:
        _print_times(feeds)
    figures = agreement(feeds)
    print("agreement with feedparser, of entries: " + ", ".join(f"{k} {v:.1%}" for k, v in figures.items()))
    if asked.json:
        asked.json.write_text(json.dumps({"onrecord": {"figures": {"all": figures}}}), encoding="utf-8")
    return 0


def _print_times(feeds: Sequence[Made]) -> None:
    kinds = sorted({feed.name.split("-", 1)[0] for feed in feeds if "-" in feed.name})
    groups = {"all": list(feeds)} | {kind: [f for f in feeds if f.name.startswith(f"{kind}-")] for kind in kinds}
    seconds(by_onrecord, feeds)
    for name, group in groups.items():
        own, peer = seconds(by_onrecord, group, _TIMES), seconds(by_feedparser, group)
        mean = sum(len(feed.body) for feed in group) / len(group) / 1000
        print(
            f"{name}: {peer / own:.1f} times feedparser; {len(group) / own:.0f} feeds/s, feedparser "
            f"{len(group) / peer:.1f} ({len(group)} feeds of {mean:.0f} kB on average)"
        )


_START = datetime(2024, 10, 16, 9, 0, tzinfo=UTC)
_URL = "https://news.example/feeds/world.xml"
_WORDS = {
    "en": "the ministry said talks on grain shipments would resume after officials met in a port city near border",
    "fr": "le ministère a déclaré que les négociations reprendraient après une réunion à l’été près de la frontière",
    "de": "das Ministerium erklärte, die Gespräche über Lieferungen würden nach Treffen im Süden fortgesetzt für Häfen",
    "ru": "министерство сообщило что переговоры о поставках зерна возобновятся после встречи в портовом городе",
    "ja": "外務省 は 会談 が 来週 再開 される と 発表 した 港 の 近く で 協議 を 続ける 方針 だ",
    "ko": "외교부 는 회담 이 다음 주 재개될 것 이라고 밝혔다 항구 인근 에서 협의 를 계속",
    "zh": "外交部 表示 会谈 将 于 下周 恢复 官员 在 港口 附近 会面 继续 协商 粮食 运输",
}
_RDF_SIZE = 25
# Language, encoding, entries: utf-8 is what most sites send; the others are those of older ones.
_SHAPES = (
    ("en", "utf-8", 10), ("en", "utf-8", 25), ("en", "utf-8", 50), ("en", "utf-8", 150),
    ("fr", "utf-8", 30), ("ru", "utf-8", 30), ("ja", "utf-8", 20), ("ko", "utf-8", 20), ("zh", "utf-8", 40),
    ("fr", "iso-8859-1", 30), ("de", "iso-8859-15", 20), ("fr", "windows-1252", 20), ("ru", "windows-1251", 30),
    ("ru", "koi8-r", 15), ("ja", "shift_jis", 20), ("ja", "euc-jp", 20), ("ko", "euc-kr", 20), ("zh", "gb2312", 20),
    ("zh", "big5", 25), ("de", "utf-16", 20),
)  # fmt: skip


def made(seed: int = 20241016) -> Iterator[Made]:
    """The feeds, the same for the same seed: each shape as RSS 2.0 and Atom, some as RSS 1.0."""
    for language, encoding, size in _SHAPES:
        for kind, write in _KINDS.items():
            # RSS 1.0 is rare by now.
            if kind == "rdf" and size != _RDF_SIZE:
                continue
            chance = random.Random(f"{seed} {kind} {language} {encoding} {size}")  # noqa: S311 - no secret
            text = f'<?xml version="1.0" encoding="{encoding}"?>\n' + write(chance, language, size)
            yield Made(f"{kind}-{language}-{encoding}-{size}", text.encode(encoding, "xmlcharrefreplace"), _URL)


def _words(chance: random.Random, language: str, count: int) -> str:
    pool = _WORDS[language].split()
    text = " ".join(chance.choice(pool) for _ in range(count))
    return text[:1].upper() + text[1:]


def _title(chance: random.Random, language: str) -> str:
    extra = chance.choice(["", "", "", " & more", " – live", ": “we wait”", " <i>new</i>", " 5 < 6"])
    return f"{_words(chance, language, chance.randint(5, 12))}{extra}"


def _html(chance: random.Random, language: str) -> str:
    """An article as content systems put it into feeds: a figure, paragraphs with links, a subheading."""
    image = f"https://news.example/img/{chance.randint(1, 999)}"
    figure = (
        f'<figure class="wp-block-image size-large"><img width="1024" height="683" src="{image}-1024x683.jpg" '
        f'class="attachment-large" alt="{_words(chance, language, 6)}" '
        f'srcset="{image}-1024x683.jpg 1024w, {image}-300x200.jpg 300w" sizes="(max-width: 1024px) 100vw" />'
        f"<figcaption>{_words(chance, language, 9)}</figcaption></figure>"
    )
    pieces = [figure, *(_paragraph(chance, language) for _ in range(chance.randint(5, 14)))]
    pieces.insert(3, f'<h2 class="wp-block-heading">{_words(chance, language, 5)}</h2>')
    return "\n".join(pieces)


def _paragraph(chance: random.Random, language: str) -> str:
    words = [escape(_words(chance, language, chance.randint(6, 20))) for _ in range(3)]
    link = f'<a href="/tag/{chance.randint(1, 99)}" target="_blank" rel="noopener">{words[1]}</a>'
    return f"<p>{words[0]} {link} {words[2]} <strong>{_words(chance, language, 2)}</strong>.</p>"


def _moment(chance: random.Random, n: int) -> datetime:
    return _START - timedelta(minutes=37 * n + chance.randint(0, 30), seconds=chance.randint(0, 59))


def _rss(chance: random.Random, language: str, size: int) -> str:
    items = "\n".join(_rss_item(chance, language, n) for n in range(size))
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" '
        'xmlns:atom="http://www.w3.org/2005/Atom"><channel>\n'
        f"<title>{_words(chance, language, 3)}</title><link>https://news.example/world</link>"
        f'<atom:link href="{_URL}" rel="self" type="application/rss+xml"/>'
        f"<description>{_words(chance, language, 9)}</description>"
        f"<language>{language}</language>\n{items}\n</channel></rss>"
    )


def _rss_item(chance: random.Random, language: str, n: int) -> str:
    page = f"/world/{n}-{chance.randint(10_000, 99_999)}.html"
    link = chance.choice(["https://news.example{}", "{}", "https://news.example{}?a=1&amp;utm=rss"]).format(page)
    guid = chance.choice([f'<guid isPermaLink="false">news-{n}</guid>', f"<guid>https://news.example{page}</guid>"])
    zone = chance.choice(["+0000", "GMT", "-0500"])
    date = format_datetime(_moment(chance, n)).replace("+0000", zone)
    title = escape(_title(chance, language))
    body = _html(chance, language)
    return (
        f"<item><title>{title}</title><link>{link}</link>{guid}<pubDate>{date}</pubDate>"
        f"<dc:creator><![CDATA[{_words(chance, language, 2)}]]></dc:creator>"
        f"<category>{_words(chance, language, 1)}</category>"
        f"<category><![CDATA[{_words(chance, language, 2)}]]></category>"
        f"<description>{escape(_words(chance, language, 30))}</description>"
        f'<media:content url="https://news.example/img/{n}.jpg" medium="image" width="800"/>'
        f"<content:encoded><![CDATA[{body}]]></content:encoded></item>"
    )


def _rdf(chance: random.Random, language: str, size: int) -> str:
    pages = [f"https://news.example/r/{n}-{chance.randint(100, 999)}" for n in range(size)]
    listed = "".join(f'<rdf:li rdf:resource="{page}"/>' for page in pages)
    items = "\n".join(
        f'<item rdf:about="{page}"><title>{escape(_title(chance, language))}</title><link>{page}</link>'
        f"<dc:date>{_moment(chance, n).isoformat()}</dc:date><dc:creator>{_words(chance, language, 2)}</dc:creator>"
        f"<description>{escape(_words(chance, language, 40))}</description></item>"
        for n, page in enumerate(pages)
    )
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="{_URL}">'
        f"<title>{_words(chance, language, 3)}</title><link>https://news.example/</link><description>d</description>"
        f"<items><rdf:Seq>{listed}</rdf:Seq></items></channel>\n{items}\n</rdf:RDF>"
    )


def _atom(chance: random.Random, language: str, size: int) -> str:
    entries = "\n".join(_atom_entry(chance, language, n) for n in range(size))
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}"><title>{_words(chance, language, 3)}</title>'
        f'<link href="https://news.example/"/><link rel="self" href="{_URL}"/><id>{_URL}</id>'
        f"<updated>{_START.isoformat()}</updated>\n{entries}\n</feed>"
    )


def _atom_entry(chance: random.Random, language: str, n: int) -> str:
    at = _moment(chance, n)
    later = at + timedelta(minutes=chance.randint(0, 90))
    kind, title = chance.choice([("text", "5 & 6 "), ("html", "")])
    title += _title(chance, language)
    return (
        f'<entry><title type="{kind}">{escape(title)}</title>'
        f'<link rel="enclosure" href="https://news.example/audio/{n}.mp3"/>'
        f'<link rel="alternate" type="text/html" href="{chance.choice(["https://news.example", ""])}/a/{n}"/>'
        f"<id>tag:news.example,2024:{n}</id><published>{at.isoformat()}</published>"
        f"<updated>{later.strftime('%Y-%m-%dT%H:%M:%SZ')}</updated>"
        f"<author><name>{_words(chance, language, 2)}</name></author>"
        f"<summary>{escape(_words(chance, language, 30))}</summary>"
        f'<content type="html">{escape(_html(chance, language))}</content></entry>'
    )


_KINDS: dict[str, Callable[[random.Random, str, int], str]] = {"rss": _rss, "rdf": _rdf, "atom": _atom}


if __name__ == "__main__":
    sys.exit(main())
