"""Ledger values put in words: who, what, how sure, when. Every word that is not a value comes from words.toml."""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING

from onrecord.brief._words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from onrecord.model import Article, Evidence, Speaker

# A clause's end is preferred to a word's where it costs no more than a third of the room.
_CLAUSE_FROM = 2 / 3
_CLAUSE = re.compile(r"[,;:.!?—–](?=[\s”’\"]|$)")
# Signs that must not be parted from what stands before them: joiners, variation selectors, skin tones, accents.
_JOINED = re.compile(r"[\u0300-\u036f\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]|(?<=\u200d).", re.DOTALL)
# Joins the pieces of words that do not adjoin (model.Evidence.words).
_GAP = " … "
_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "you", "who", "this", "that", "one", "some", "others"})
_OPENING = "“\"«„‘'"
_CLOSING = "”\"»“’'"


def one_line(text: str) -> str:
    """The text with every run of white space, line breaks too, as one blank."""
    return " ".join(text.split())


def cut(text: str, room: int) -> tuple[str, bool]:
    """The text if it has at most `room` characters, else its longest good beginning; and whether it was cut."""
    if len(text) <= room:
        return text, False
    head = text[:room]
    clauses = [m.end() for m in _CLAUSE.finditer(text, 0, room + 1) if _CLAUSE_FROM * room <= m.end() <= room]
    if clauses:
        return head[: clauses[-1]].rstrip(",;:—– "), True
    at_blank = room if text[room] == " " else head.rfind(" ")
    end = at_blank if at_blank > 0 else _unjoined(text, room)
    return text[:end].rstrip(), True


def _unjoined(text: str, end: int) -> int:
    # Eight back is more than any family of joined emoji that is not there to spoil the cut.
    for at in range(end, max(end - 8, 1), -1):
        if not _JOINED.match(text, at):
            return at
    return end


def quoted(text: str, room: int) -> str:
    """The words between quotation marks, on one line; what was cut off is marked outside them."""
    kept, was_cut = cut(one_line(text), room)
    return words().lines["cut" if was_cut else "whole"].format(words=kept)


def shortened(text: str, room: int) -> str:
    """The text in at most `room` characters, an ellipsis for what was cut off."""
    if len(text) <= room:
        return text
    return cut(text, room - 1)[0] + "…"


def stated(evidence: Evidence) -> str:
    """The evidence's words if every piece of them stands, in their order, in what it cites; else all that it cites."""
    at = 0
    for piece in evidence.words.split(_GAP):
        at = evidence.citation.quote.find(piece, at)
        if at < 0 or not piece.strip():
            return evidence.citation.quote
        at += len(piece)
    return evidence.words


def is_verbatim(evidence: Evidence, article: Article) -> bool:
    """Whether the page itself puts the first piece of the words between quotation marks, as the speaker's own."""
    piece = stated(evidence).split(_GAP)[0]
    # What is cited may begin before the words do, with the very mark that is looked for.
    start = evidence.citation.span.start + evidence.citation.quote.index(piece)
    before = article.text[max(0, start - 2) : start].rstrip()
    if piece[:1] in _OPENING:
        mark, inner = piece[:1], piece[1:]
    elif before[-1:] and before[-1] in _OPENING:
        mark, inner = before[-1], piece
    else:
        return False
    closing = _CLOSING[_OPENING.index(mark)]
    # An apostrophe is also a closing sign; only the other marks can tell that the quotation ends within.
    return mark in "‘'" or closing not in inner.rstrip(f" .,;:!?{closing}")


def speaker_name(speaker: Speaker) -> str:
    """The speaker's name, without those through whom the words came; a pronoun nobody resolved is marked as one."""
    name = one_line(speaker.name)
    if speaker.kind == "unknown" and name.casefold() in _PRONOUNS:
        return words().lines["unresolved"].format(name=name)
    return name or words().lines["nobody"]


def speaker_chain(speaker: Speaker) -> str:
    """The speaker and those through whom the words came, the speaker's neighbour first."""
    relays = [one_line(name) for name in reversed(speaker.chain) if name.strip()]
    if not relays:
        return speaker_name(speaker)
    lines = words().lines
    return lines["relayed"].format(name=speaker_name(speaker), relays=lines["then"].join(relays))


def subject(evidence: Evidence) -> str:
    """Who speaks, with those between, as a sentence begins; the outlet where it speaks in its own voice."""
    if evidence.speaker is None:
        return opened(outlet_name(evidence.citation.outlet))
    chain = speaker_chain(evidence.speaker)
    # The comma that closes what stands between the name and its verb.
    closed = words().lines["subject"].format(chain=chain) if chain != speaker_name(evidence.speaker) else chain
    return opened(closed)


def opened(text: str) -> str:
    """The text with a capital at its head, as a line begins."""
    return text[:1].upper() + text[1:] if text[:1].isascii() else text


def outlet_name(outlet: str | None) -> str:
    """The outlet, or in words that the page names none."""
    return one_line(outlet or "") or words().lines["no_outlet"]


def said_by(evidence: Evidence) -> str:
    """Who says it by name: the speaker, else the outlet in its own voice."""
    return speaker_name(evidence.speaker) if evidence.speaker else outlet_name(evidence.citation.outlet)


def said(evidence: Evidence, speaker: str, room: int) -> str:
    """Who did what with which words, the quote within `room` characters; the outlet's own voice where none spoke."""
    quote = quoted(stated(evidence), room)
    if evidence.speaker is None:
        return words().lines["own"].format(outlet=speaker, quote=quote)
    return words().lines["said"].format(speaker=speaker, verb=words().verbs[evidence.act], quote=quote)


def reservations(evidence: Evidence, articles: Mapping[str, Article], *, short: bool) -> list[str]:
    """In words: whether the quote is the page's wording, and how sure its source is of it. Empty where neither."""
    table = words().factuality_short if short else words().factuality
    article = articles.get(evidence.citation.article)
    worded = evidence.speaker is not None and article is not None and not is_verbatim(evidence, article)
    # That a denial negates is said by its verb; said again, it would read as its contrary.
    sure = "" if evidence.act == "deny" and evidence.factuality == "CT-" else table[evidence.factuality]
    return [note for note in (words().lines["paraphrased"] * worded, sure) if note]


def support(origins: Iterable[str], pages: Iterable[str]) -> str:
    """How many origins and how many pages, both said."""
    numbers = {"origins": counted("origins", len(set(origins))), "pages": counted("pages", len(set(pages)))}
    return words().lines["support"].format(**numbers)


def supported(evidence: Iterable[Evidence]) -> str:
    """From how many origins and pages the evidence comes."""
    found = list(evidence)
    return support((e.origin for e in found), (e.citation.article for e in found))


def counted(noun: str, n: int) -> str:
    """`n` of what words.toml has under `noun` for one and for many."""
    return words().lines[f"{noun}_{'one' if n == 1 else 'many'}"].format(n=n)


def day(published: date | None) -> str:
    """The date in ISO 8601, or in words that there is none."""
    return published.isoformat() if published else words().lines["undated"]


def moment(at: datetime) -> str:
    """Date and time to the minute, in UTC; a time that names no zone is taken as UTC."""
    return f"{utc(at):%Y-%m-%d %H:%M} UTC"


def utc(at: datetime) -> datetime:
    """The same moment in UTC, so that any two can be compared."""
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
