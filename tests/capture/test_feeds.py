"""Feeds of every kind and encoding are read alike; hostile and broken ones are said, never raised."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.capture._feeds import LARGEST, Entry, Feed, feeds_of, read_feed
from onrecord.capture._xml import in_utf8, mended, without_contents, without_prolog
from onrecord.model import Rejected

if TYPE_CHECKING:
    from collections.abc import Callable

URL = "https://news.example/feeds/world.xml"
AT = datetime(2024, 10, 16, 9, 0, tzinfo=UTC)

RSS = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>World</title><link>https://news.example/world</link><description>d</description>
<item><title>Talks &amp;amp; grain</title><link>/world/1.html</link><guid isPermaLink="false">n1</guid>
<pubDate>Wed, 16 Oct 2024 05:00:00 -0400</pubDate><dc:creator>A. Writer</dc:creator></item></channel></rss>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>World</title>
<link>https://news.example/world</link></channel><item rdf:about="n1"><title>Talks &amp; grain</title>
<link>/world/1.html</link><dc:date>2024-10-16T09:00:00Z</dc:date><dc:creator>A. Writer</dc:creator></item></rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>World</title><link href="https://news.example/world"/>
<id>x</id><updated>2024-10-16T09:00:00Z</updated><entry><id>n1</id>
<title type="html">Talks &amp;amp; &lt;b&gt;grain&lt;/b&gt;</title>
<link rel="enclosure" href="/1.mp3"/><link rel="alternate" href="/world/1.html"/>
<published>2024-10-16T11:00:00+02:00</published><updated>2024-10-16T09:30:00Z</updated>
<author><name>A. Writer</name></author></entry></feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "World",
        "home_page_url": "https://news.example/world",
        "items": [
            {
                "id": "n1",
                "url": "/world/1.html",
                "title": "Talks & grain",
                "date_published": "2024-10-16T09:00:00Z",
                "authors": [{"name": "A. Writer"}],
            }
        ],
    }
)


def read(body: str | bytes, url: str = URL) -> Feed:
    feed = read_feed(body.encode() if isinstance(body, str) else body, url)
    assert isinstance(feed, Feed), feed
    return feed


def rejected(body: bytes) -> str:
    feed = read_feed(body, URL)
    assert isinstance(feed, Rejected), feed
    assert feed.path == URL
    assert "\n" not in feed.reason
    return feed.reason


def item(fields: str) -> str:
    guid = '<guid isPermaLink="false">n1</guid>'
    return f'<rss version="2.0"><channel><title>t</title><item>{guid}{fields}</item></channel></rss>'


@pytest.mark.parametrize("body", [RSS, RDF, ATOM, JSON], ids=["rss", "rdf", "atom", "json"])
def test_every_kind_gives_the_same(body: str) -> None:
    feed = read(body)
    assert (feed.url, feed.title, feed.site) == (URL, "World", "https://news.example/world")
    (entry,) = feed.entries
    assert entry.id in ("n1", "https://news.example/world/1.html", "/world/1.html")
    assert entry.link == "https://news.example/world/1.html"
    assert (entry.title, entry.published, entry.author) == ("Talks & grain", AT, "A. Writer")


def test_the_date_of_a_change_is_kept_beside_that_of_publication() -> None:
    assert read(ATOM).entries[0].updated == AT.replace(minute=30)


ENCODED = [
    ("Переговоры о зерне", ["utf-8", "windows-1251", "koi8-r", "iso-8859-5", "utf-16", "utf-16-le", "utf-16-be"]),
    ("Gespräche für Häfen – “heute”", ["utf-8", "windows-1252", "utf-16"]),
    ("Négociations à l'été", ["iso-8859-1", "iso-8859-15", "utf-8-sig"]),
    ("会談が再開される", ["shift_jis", "euc-jp", "iso-2022-jp"]),
    ("회담이 재개될 것", ["euc-kr", "cp949"]),
    ("会谈将恢复", ["gb2312", "gbk", "gb18030"]),
    ("會談將恢復", ["big5"]),
]


@pytest.mark.parametrize(("title", "encoding"), [(title, e) for title, encodings in ENCODED for e in encodings])
@pytest.mark.parametrize("form", [RSS, ATOM], ids=["rss", "atom"])
def test_the_title_is_right_whatever_it_was_encoded_in(form: str, title: str, encoding: str) -> None:
    text = form.replace("Talks &amp;amp; &lt;b&gt;grain&lt;/b&gt;", title)
    text = text.replace("Talks &amp;amp; grain", title)
    body = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>\n{text}'.encode(encoding)
    assert read(body).entries[0].title == title


@pytest.mark.parametrize(
    ("declared", "real"),
    [("utf-8", "windows-1252"), ("iso-8859-1", "windows-1252"), ("nonsense", "utf-8"), ("utf-16", "utf-8")],
)
def test_a_wrong_declaration_costs_no_letter(declared: str, real: str) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?>{RSS}'.replace("Talks &amp;amp; grain", "Été – “là”")
    assert read(text.encode(real)).entries[0].title == "Été – “là”"


@pytest.mark.parametrize("codec", ["punycode", "idna", "unicode_escape", "zip", "rot13", "utf-7"])
def test_codecs_that_are_no_text_encodings_are_not_used(codec: str) -> None:
    body = f'<?xml version="1.0" encoding="{codec}"?>{RSS}'.encode()
    assert in_utf8(body) == body


@pytest.mark.parametrize(
    ("fields", "title", "link"),
    [
        ("<title>Caf&eacute;&nbsp;au lait</title><link>/a</link>", "Café au lait", "https://news.example/a"),
        ("<title>R & D</title><link>/a?b=1&c=2</link>", "R & D", "https://news.example/a?b=1&c=2"),
        ("<title><![CDATA[R & D &copy; <b>x</b>]]></title><link>/a</link>", "R & D © x", "https://news.example/a"),
        ("<title>5 &lt; 6</title><link> https://a.example/b </link>", "5 < 6", "https://a.example/b"),
        ("<title> two\n  lines </title><link>//a.example/b</link>", "two lines", "https://a.example/b"),
        ("<title></title><link>javascript:alert(1)</link>", None, None),
        ("<link>file:///etc/passwd</link>", None, None),
        ("<link>http://[</link>", None, None),
    ],
)
def test_titles_are_plain_and_links_absolute(fields: str, title: str | None, link: str | None) -> None:
    (entry,) = read(item(fields)).entries
    assert (entry.title, entry.link) == (title, link)


def link_of(fields: str) -> str | None:
    (entry,) = read(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry>{fields}</entry></feed>').entries
    return entry.link


@pytest.mark.parametrize("rel", ["enclosure", "license", "related", "replies", "via"])
def test_a_link_to_something_beside_the_page_is_not_the_pages(rel: str) -> None:
    beside = f'<link rel="{rel}" href="https://a.example/x.mp3"/>'
    assert link_of(f"<id>n1</id>{beside}") is None
    assert link_of(f'<id>n1</id>{beside}<link href="https://a.example/b"/>') == "https://a.example/b"
    assert link_of(f"<id>https://a.example/b</id>{beside}") == "https://a.example/b"


@pytest.mark.parametrize(
    ("fields", "link"),
    [
        ("<id>https://a.example/b</id>", "https://a.example/b"),
        ('<id>n1</id><link rel="self" href="https://a.example/b"/>', "https://a.example/b"),
        ('<id>n1</id><link rel="self" href="/b"/><link rel="alternate" href="/b"/>', "https://news.example/b"),
        ("<id>urn:uuid:7</id>", None),
        ("<id>tag:a.example,2024:7</id>", None),
    ],
)
def test_an_entry_without_a_link_is_where_its_id_says_if_that_is_an_address(fields: str, link: str | None) -> None:
    assert link_of(fields) == link


def test_an_entry_that_only_leads_elsewhere_and_has_no_id_is_none() -> None:
    entry = '<entry><link rel="license" href="https://a.example/by"/></entry>'
    assert read(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>{entry}</feed>').entries == ()


def test_what_the_fast_parser_finds_no_entry_in_is_left_to_the_thorough_one() -> None:
    atom_in_rss = (
        '<rss version="2.0"><channel><item><id>urn:7</id><link href="https://a.example/b"/></item></channel></rss>'
    )
    assert [(e.id, e.link) for e in read(atom_in_rss).entries] == [("urn:7", "https://a.example/b")]


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("Wed, 16 Oct 2024 09:00:00 GMT", AT),
        ("16 Oct 2024 09:00:00 +0000", AT),
        ("Wed, 16 Oct 2024 18:00:00 +0900", AT),
        ("2024-10-16T09:00:00Z", AT),
        ("2024-10-16T11:00:00+02:00", AT),
        ("2024-10-16", AT.replace(hour=0)),
        ("x", None),
        ("10:30", None),
        ("Tuesday", None),
        ("next week", None),
        ("", None),
        ("1" * 400, None),
    ],
)
def test_a_date_that_the_feed_does_not_give_whole_is_none(date: str, moment: datetime | None) -> None:
    """The fast parser fills what is missing with the day on which it runs."""
    (entry,) = read(item(f"<title>t</title><pubDate>{date}</pubDate>")).entries
    assert entry.published == moment


def test_a_date_that_is_missing_is_not_taken_from_another() -> None:
    """Feedparser, the fallback, gives the date of publication where that of the change cannot be read."""
    body = ATOM.replace("2024-10-16T09:30:00Z", "soon").encode()
    assert (read(body).entries[0].published, read(body).entries[0].updated) == (AT, None)
    broken = ATOM.replace("<published>", "").encode()
    assert read(broken).entries[0].updated in (None, AT.replace(minute=30))


def test_a_doubtful_date_does_not_cost_the_others() -> None:
    second = (
        "<item><guid isPermaLink='false'>n2</guid><pubDate>Wed, 16 Oct 2024 09:00:00 GMT</pubDate></item></channel>"
    )
    feed = read(item("<pubDate>soon</pubDate>").replace("</channel>", second))
    assert [(e.id, e.published) for e in feed.entries] == [("n1", None), ("n2", AT)]


def test_entries_of_one_id_or_one_link_are_one() -> None:
    items = "".join(
        f"<item><guid isPermaLink='false'>{guid}</guid><link>{link}</link><title>{n}</title></item>"
        for n, (guid, link) in enumerate([("1", "/a"), ("1", "/b"), ("2", "/a"), ("3", "/c"), ("", "/d"), ("", "/d")])
    )
    feed = read(f'<rss version="2.0"><channel>{items}<item><title>neither</title></item></channel></rss>')
    assert [entry.title for entry in feed.entries] == ["0", "3", "4"]
    assert feed.entries[2].id == "https://news.example/d"


@pytest.mark.parametrize(
    ("item", "entry"),
    [
        ({"id": 7, "url": "https://a.example/"}, Entry("7", "https://a.example/")),
        ({"id": "1", "external_url": "https://a.example/"}, Entry("1", "https://a.example/")),
        ({"id": "1", "author": {"name": "B"}, "title": ["no"]}, Entry("1", None, author="B")),
        ({"id": "1", "authors": "B", "date_published": "soon"}, Entry("1", None)),
        ({"id": "1", "date_published": 5, "authors": [[]]}, Entry("1", None)),
        ({"url": "https://a.example/"}, Entry("https://a.example/", "https://a.example/")),
    ],
)
def test_a_json_feed_may_be_careless(item: dict[str, object], entry: Entry) -> None:
    body = {"version": "https://jsonfeed.org/version/1", "items": [item, 5, None, {}]}
    assert read(json.dumps(body)).entries == (entry,)


BOMB = "<!DOCTYPE rss [" + '<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)  # fmt: skip
DECLARING = [
    f"{BOMB}]>{RSS}",
    f'<?xml version="1.0"?><!-- <a> --><?pi <b> ?>\n{BOMB}]>{RSS}',
    f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>{RSS}',
    f'<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd"> %x;]>{RSS}',
    f'<!DOCTYPE rss [<!ENTITY x "]><rss>">]>{RSS}',
    f'<!DOCTYPE rss SYSTEM "a>b" [<!ENTITY x "y">]>{RSS}',
]


@pytest.mark.parametrize("body", DECLARING, ids=["laughs", "hidden", "file", "parameter", "quoted", "sign"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-8-sig"])
def test_a_feed_that_declares_entities_is_rejected_in_any_encoding(body: str, encoding: str) -> None:
    assert "declares entities" in rejected(body.encode(encoding))


def test_no_document_type_reaches_a_parser() -> None:
    """Wherever it is hidden, what is parsed begins with the root element."""
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.example/rss-0.91.dtd">'
    for before in (doctype, f"junk {doctype}", f"<!-- x -->{doctype}<?x?>", f"<!DOCTYPE rss [<!-- -->]>{doctype}"):
        whole = without_prolog(f"{before}\n{RSS}".encode())
        assert whole is not None
        assert whole.partition(b"?>")[2].startswith(b"<rss")
    assert read(f"{doctype}{RSS}").title == "World"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "no XML and no JSON"),
        (b"just text", "no XML and no JSON"),
        (b"\0" * 1000, "no XML and no JSON"),
        (b"<!doctype html><html><head><title>x</title></head><body>hi</body></html>", "not a feed"),
        (b"<a><b/></a>", "not a feed"),
        (b"<rss", "not a feed"),
        (b"{", "not a feed"),
        (b'{"a": 1}', "names no version"),
        (b'{"version": "https://jsonfeed.org/version/1", "items":' + b"[" * 100_000, "not a feed"),
        (b'{"version":' + b"1" * 100_000, "not a feed"),
        (b" " * (LARGEST + 1), "more than 3 MB"),
    ],
    ids=range(11),
)
def test_what_is_no_feed_is_said(body: bytes, why: str) -> None:
    assert why in rejected(body)


HOSTILE: dict[str, Callable[[int], str]] = {
    "nested items": lambda n: "<rss><channel>" + "<item>" * n,
    "nested": lambda n: item("<title>" + "<b>" * n),
    "attributes": lambda n: item("<title " + "a='" * n),
    "never closed": lambda n: "<rss><channel>" + "<item " * n,
    "comments": lambda n: "<rss>" + "<!--" * n,
    "sections": lambda n: "<rss>" + "<![CDATA[" * n,
    "ampersands": lambda n: item("<title>" + "&a" * n),
    "types": lambda n: "<!DOCTYPE [" * n,
    "quotes": lambda n: '<!DOCTYPE "' + "'" * n,
    "descriptions": lambda n: "<rss>" + "<description>" * n,
    "dates": lambda n: item("<pubDate>x</pubDate>" * n),
    "spaces": lambda n: item("<title>" + " " * n + "</title><pubDate" + " " * n),
    "tags": lambda n: item("<title>" + "&lt;" * n),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_made_up_feed_takes_long(kind: str) -> None:
    """A tenth of the largest size in a fraction of the five seconds that a page may take."""
    one = len(HOSTILE[kind](2)) - len(HOSTILE[kind](1))
    body = HOSTILE[kind](LARGEST // 10 // one).encode()
    start = time.process_time()
    read_feed(body, URL)
    assert time.process_time() - start < 2.5


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([RSS, RDF, ATOM, JSON]), st.integers(0, 700), st.integers(0, 40), st.binary(max_size=12))
def test_no_damage_makes_it_raise(form: str, at: int, cut: int, put: bytes) -> None:
    body = form.encode()
    feed = read_feed(body[:at] + put + body[at + cut :], URL)
    assert isinstance(feed, (Feed, Rejected))


def test_the_same_bytes_give_the_same_feed() -> None:
    assert read_feed(RSS.encode(), URL) == read_feed(RSS.encode(), URL)


def test_contents_are_left_out_and_nothing_else() -> None:
    kept = "<rss><channel><description></description><item><title>a</title><content:encoded></content:encoded></item>"
    full = kept.replace("<description>", "<description>&lt;item&gt;").replace(
        "<content:encoded>", "<content:encoded><![CDATA[<item><title>b</title></item>]]>"
    )
    assert without_contents(full.encode()) == kept.encode()
    xhtml = b'<entry><content type="xhtml"><div><p>x</p></div></content><title>t</title></entry>'
    assert without_contents(xhtml) == xhtml


@given(st.text(alphabet="&;amplt#x1 <![CDATA>é]", max_size=60).map(str.encode))
def test_mending_twice_is_mending_once(body: bytes) -> None:
    assert mended(mended(body)) == mended(body)


def test_a_page_says_where_its_feeds_are() -> None:
    page = b"""<html><head><link rel="stylesheet" href="/s.css">
    <LINK REL='alternate' type="application/rss+xml" href='/rss?a=1&amp;b=2' title="x &amp;
    y"><link href="https://a.example/atom" rel="alternate home" type=application/atom+xml />
    <link rel="alternate" type="application/rss+xml" href="/rss?a=1&b=2">
    <link rel="alternate" hreflang="fr" href="/fr">
    <link rel="alternate" type="application/feed+json" href="javascript:x">
    </head>"""
    assert list(feeds_of(page, "https://news.example/world").items()) == [
        ("https://news.example/rss?a=1&b=2", "x & y"),
        ("https://a.example/atom", None),
    ]


@given(st.binary(max_size=200))
def test_feeds_are_looked_for_in_any_bytes(body: bytes) -> None:
    feeds_of(b"<link rel=alternate type=application/rss+xml href=" + body, URL)
