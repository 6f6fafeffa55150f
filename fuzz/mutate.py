"""Pages damaged on purpose: the same pages, seed and number give the same bytes.

Sizes, so that the figures of a run can be judged: a tenth of the pages start whole, the others as the first 1.5 KB of
a page and a window of 0.5 to 40 KB of what follows (log-uniform); three in four lose their scripts first, which are
most of a real page and hold little that is read. One to four mutations follow, and what they made is cut at 200 KB.
One page in two hundred then takes a monster as well: a million nested tags, ten megabytes of attribute, or their like.
"""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING, NamedTuple

from fuzz.chance import SCRIPT, Chance, put
from fuzz.monsters import MONSTROUS
from fuzz.vocabulary import CHARSETS, CODECS, KEYS, OPENERS, PROPERTIES, SCALARS, STORMS, TAGS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Mutation = Callable[[bytes, "Chance"], bytes]

MOST_BYTES = 200_000
MONSTERS = 0.005
MOST_MUTATIONS = 4
TAG = re.compile(rb"<[^<>]{0,500}>")


class Page(NamedTuple):
    """A mutated page: its bytes, the name and media type it comes under, and what was done to it."""

    body: bytes
    path: str
    media_type: str | None
    done: tuple[str, ...]


def mutated(pages: Sequence[bytes], seed: int, number: int) -> Page:
    """Page `number` of the run `seed`, made from `pages`."""
    chance = Chance(pages, f"{seed} {number}")
    body = chance.base()
    chosen = chance.choices(list(MUTATIONS), k=chance.randint(1, MOST_MUTATIONS))
    for name in chosen:
        body = MUTATIONS[name](body, chance)[:MOST_BYTES]
    if chance.random() < MONSTERS:
        chosen.append(chance.choice(list(MONSTROUS)))
        body = MONSTROUS[chosen[-1]](body, chance)
    name = chance.choices(["page.html", "page.txt", "page", "page.xhtml"], [8, 2, 1, 1])[0]
    declared = f"text/html; charset={chance.choice(CHARSETS)}" if chance.random() < 1 / 5 else None
    return Page(body, name, declared, tuple(chosen))


def cut(body: bytes, chance: Chance) -> bytes:
    """End anywhere."""
    return body[: chance.randint(0, len(body))]


def lose_ranges(body: bytes, chance: Chance) -> bytes:
    """Lack what stood between places."""
    for _ in range(chance.size(1, 30)):
        at = chance.randint(0, len(body))
        body = body[:at] + body[at + chance.size(1, 2_000) :]
    return body


def splice(body: bytes, chance: Chance) -> bytes:
    """Go on as another page."""
    other = chance.base()
    return body[: chance.place(body)] + other[chance.place(other) :]


def repeat(body: bytes, chance: Chance) -> bytes:
    """Say a piece again and again."""
    at = chance.place(body)
    piece = body[at : at + chance.size(5, 5_000)]
    return put(body, chance, piece * chance.randint(2, max(2, 50_000 // max(1, len(piece)))))


def random_bytes(body: bytes, chance: Chance) -> bytes:
    """Have single bytes altered."""
    changed = bytearray(body)
    for _ in range(chance.size(1, 500) if body else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def noise(body: bytes, chance: Chance) -> bytes:
    """Hold bytes that are no text."""
    return put(body, chance, chance.randbytes(chance.size(10, 20_000)))


def nuls(body: bytes, chance: Chance) -> bytes:
    """Hold NULs, alone, in runs, or for every space."""
    if chance.random() < 1 / 3:
        return body.replace(b" ", b"\x00")
    return put(body, chance, *[b"\x00" * chance.size(1, 1_000)] * chance.size(1, 50))


def reencode(body: bytes, chance: Chance) -> bytes:
    """In another encoding; whatever the page declares stays, and is wrong."""
    return body.decode("utf-8", "replace").encode(chance.choice(CODECS), "replace")


def reencode_twice(body: bytes, _: Chance) -> bytes:
    """UTF-8 taken for Latin-1 and written as UTF-8: the commonest damage there is."""
    return body.decode("latin-1").encode()


def mix_encodings(body: bytes, chance: Chance) -> bytes:
    """Change the encoding half way."""
    at = chance.place(body)
    return body[:at] + reencode(body[at:], chance)


def wrong_charset(body: bytes, chance: Chance) -> bytes:
    """Declare an encoding, by any of three ways."""
    charset = chance.choice(CHARSETS)
    forms = (f'<meta charset="{charset}">', f'<?xml version="1.0" encoding="{charset}"?>')
    form = chance.choice([*forms, f"<meta http-equiv=content-type content='text/html; charset={charset}'>"])
    return form.encode() + body


def nest(body: bytes, chance: Chance) -> bytes:
    """Open tags that nothing closes."""
    tags = "".join(f"<{chance.choice(TAGS)}>" for _ in range(chance.randint(1, 3)))
    return put(body, chance, tags.encode() * chance.size(10, 5_000))


def nest_tables(body: bytes, chance: Chance) -> bytes:
    """Put tables in tables."""
    return put(body, chance, b"<table><tr><td>" * chance.size(5, 2_000))


def tiny_tags(body: bytes, chance: Chance) -> bytes:
    """Hold a tag for each letter."""
    return put(body, chance, f"<{chance.choice(TAGS)}>x".encode() * chance.size(10, 5_000))


def attributes(body: bytes, chance: Chance) -> bytes:
    """Huge, many, repeated, or never closed."""
    count = chance.size(2, 5_000)
    return put(
        body,
        chance,
        chance.choice(
            [
                f"<div class='{'a ' * count * 5}'>",
                f"<div {' '.join(f'a{n}={n}' for n in range(count))}>",
                f"<p {'class=caption id=related ' * count}>",
                f'<div title="{"<p>" * count}',
                f"<a href={'x' * count * 5}>",
                f"<p style='{'&quot;' * count}'>",
            ]
        ).encode(),
    )


def entities(body: bytes, chance: Chance) -> bytes:
    """Hold entities: unknown, forbidden, of endless digits, or a bomb of them."""
    count = chance.size(1, 5_000)
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    forms = ["&amp;", "&#0;", "&#xD800;", "&#x110000;", "&nosuch;", "&amp;lt;", "&#x202e;", "&NotEqualTilde;", "&"]
    if chance.random() < 1 / 5:
        return f"<!DOCTYPE html [{bomb}]>".encode() + put(body, chance, b"<p>&e9;</p>")
    return put(body, chance, chance.choice([*forms, f"&#{'9' * count};"]).encode() * count)


def break_markup(body: bytes, chance: Chance) -> bytes:
    """Open what changes how the rest is parsed."""
    return put(body, chance, *(chance.choice(OPENERS).encode() for _ in range(chance.size(1, 30))))


def lose_tags(body: bytes, chance: Chance) -> bytes:
    """Lack a share of the tags."""
    share = chance.random()
    return TAG.sub(lambda tag: b"" if chance.random() < share else tag[0], body)


def rename_tags(body: bytes, chance: Chance) -> bytes:
    """Have one tag for another."""
    old, new = (chance.choice(TAGS).encode() for _ in range(2))
    return re.sub(rb"(</?)" + old + rb"\b", lambda found: found[1] + new, body)


def tagless(body: bytes, chance: Chance) -> bytes:
    """A text dump, as a converter might make it."""
    return TAG.sub(chance.choice([b"\n", b" ", b"", b"\n\n"]), SCRIPT.sub(b"", body))


def shuffle(body: bytes, chance: Chance) -> bytes:
    """Have lines, tags or sentences in another order."""
    lines = body.split(chance.choice([b"\n", b"<", b". "]))
    chance.shuffle(lines)
    return b"<".join(lines) if chance.random() < 1 / 2 else b"\n".join(lines)


def surrogates(body: bytes, chance: Chance) -> bytes:
    """Lone surrogates and other forms that UTF-8 forbids."""
    forms = [b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\xff\xfe", b"\xf8\x88\x80\x80\x80"]
    return put(body, chance, *chance.choices(forms, k=chance.size(1, 200)))


def invisible(body: bytes, chance: Chance) -> bytes:
    """Hold signs that show nothing, turn the writing round, or pile up."""
    signs = "\u202e\u202d\u2066\u200b\u200c\u200d\u2060\ufeff\u00ad\u0300\u0489\u034f\U000e0001"
    runs = ((chance.choice(signs) * chance.size(1, 200)).encode() for _ in range(chance.size(1, 50)))
    return put(body, chance, *runs)


def one_line(body: bytes, chance: Chance) -> bytes:
    """Have no line break, or no space at all."""
    return re.sub(rb"\s+", chance.choice([b" ", b"", b"\xc2\xa0"]), body)


def storm(body: bytes, chance: Chance) -> bytes:
    """The signs and words that the reader looks for, by the thousand."""
    words = chance.choices(STORMS, k=chance.randint(1, 4))
    text = chance.choice(["", " ", "\n"]).join(words).encode()
    return put(body, chance, text * chance.size(2, max(3, 60_000 // max(1, len(text)))))


def long_word(body: bytes, chance: Chance) -> bytes:
    """Hold a word or a number of thousands of signs."""
    return put(body, chance, chance.choice(["9", "a", "A", "A.", "中", "-", "й"]).encode() * chance.size(100, 20_000))


def blob(body: bytes, chance: Chance) -> bytes:
    """Hold base64, in the text or in an attribute."""
    coded = base64.b64encode(chance.randbytes(chance.size(100, 50_000)))
    return put(body, chance, chance.choice([coded, b"<img src='data:image/png;base64," + coded + b"'>"]))


def value(chance: Chance, depth: int = 0) -> object:
    """A value of JSON that is seldom what the key promises."""
    if depth > MOST_MUTATIONS or chance.random() < 1 / 2:
        return chance.choice(SCALARS)
    if chance.random() < 1 / 3:
        return [value(chance, depth + 1) for _ in range(chance.randint(0, 4))]
    return {key: value(chance, depth + 1) for key in chance.sample(KEYS, chance.randint(0, 6))}


def linked(body: bytes, chance: Chance) -> bytes:
    """JSON-LD of the wrong shape, some of it cut."""
    article = {"@type": "NewsArticle", **{key: value(chance) for key in chance.sample(KEYS[3:], 8)}}
    told = json.dumps(chance.choice([article, [article], {"@graph": [article, value(chance)]}, value(chance)]))
    if chance.random() < 1 / 4:
        told = told[: chance.randint(0, len(told))]
    script = f"<script type='application/ld+json'>{told}</script>".encode()
    return script + body if chance.random() < 1 / 2 else put(body, chance, script)


def meta(body: bytes, chance: Chance) -> bytes:
    """Have a head that says odd things."""
    told = "".join(
        f'<meta property="{chance.choice(PROPERTIES)}" content="{chance.choice(SCALARS)}">'
        f'<link rel=canonical href="{chance.choice(SCALARS)}"><time datetime="{chance.choice(SCALARS)}">'
        for _ in range(chance.randint(1, 8))
    ).encode("utf-8", "surrogatepass")
    return b"<html><head>" + told + body


MUTATIONS: dict[str, Mutation] = {
    made.__name__: made
    for made in (
        *(cut, lose_ranges, splice, repeat, random_bytes, noise, nuls, reencode, reencode_twice, mix_encodings),
        *(wrong_charset, nest, nest_tables, tiny_tags, attributes, entities, break_markup, lose_tags, rename_tags),
        *(tagless, shuffle, surrogates, invisible, one_line, storm, long_word, blob, linked, meta),
    )
}
