"""Frames: from the heads of a unit to attributions, by what stands before and after each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from bench.attribution.lexicon_reader import phrases
from bench.attribution.lexicon_reader.heads import Head, heads_in
from bench.attribution.lexicon_reader.passages import QUOTATION, SCRAP
from bench.attribution.lexicon_reader.setting import past_days, past_venue

from onrecord.reader._names import names

if TYPE_CHECKING:
    from bench.attribution.lexicon_reader.phrases import Range, Words

    from onrecord.reader._lexicon import Lexicon, Sense

What = Literal["clause", "that", "object", "to", "quote"]

# What somebody is said to say inside another's words; of the other acts one in ten was an attribution there (PolNeAR
# train).
_INNER_ACTS = frozenset(
    {"say", "claim", "report", "announce", "allege", "deny", "confirm", "warn", "admit", "estimate"}
)
# Words before a second speaker that end the first one's content; `that`, `because` and `if` keep it open.
_PARTING = frozenset({"but", "and", "while", "although", "though", "yet"})
# Tags that an object or a clause may begin with.
_NOMINAL = frozenset({"X", "n", "D", "#", "S", "N", "$", "G"})
# Fewer words after a verb of saying are its object (`said a prayer`); more are a clause whose verb no list knows.
_SHORTEST_CLAUSE = 5
_WITH_OBJECTS = frozenset({"write", "add", "hope", "think", "feel", "conclude", "resolve"})
_NOMINATIVE = frozenset({"he", "she", "they", "we", "i"})
# How far a bare clause's verb is looked for, in words.
_VERB_REACH = 30
# Fewer words before `, X said` without a verb are an adverbial: `In Geneva, X said ...`.
_SHORTEST_FRAGMENT = 3


class Relation(NamedTuple):
    """Source, cue and content as ranges of word positions of one unit."""

    head: Head
    sense: Sense
    content: tuple[Range, ...]


def relations(words: Words, lexicon: Lexicon) -> tuple[Relation, ...]:
    """The attributions of one unit, in the order of their cues."""
    heads = heads_in(words, lexicon)
    found: list[Relation] = []
    for n, head in enumerate(heads):
        left, right = _limits(words, heads, n)
        relation = _relation(words, head, left, right)
        if relation and (_stands_alone(relation, found) or _may_be_inside(words, relation)):
            found.append(relation)
    return tuple(found)


def dangling(words: Words, lexicon: Lexicon) -> Head | None:
    """The one cue of a unit that has no content in it, such as `he asked.` after a quotation that ends in a sign."""
    heads = [head for head in heads_in(words, lexicon) if head.kind == "finite"]
    if len(heads) != 1 or heads[0].start > 1 or not _allows(heads[0], "quote"):
        return None
    return heads[0] if _content_start(words, heads[0], len(words))[1] is None else None


def _stands_alone(relation: Relation, earlier: list[Relation]) -> bool:
    cue = relation.head.cue
    return not any(a <= cue[0] and cue[1] <= b for other in earlier for a, b in other.content)


def _may_be_inside(words: Words, relation: Relation) -> bool:
    head, sense = relation.head, relation.sense
    is_named = head.source is not None and any(w.tag in ("X", "n") for w in words[slice(*head.source)])
    return is_named and head.kind == "finite" and sense.act in _INNER_ACTS and "object" not in sense.takes


def _limits(words: Words, heads: tuple[Head, ...], n: int) -> Range:
    """How far to the left and right the content may reach: heads that are not inside it bound it."""
    head = heads[n]
    left = max((other.cue[1] for other in heads[:n] if other.cue[1] <= head.start), default=0)
    for other in heads[n + 1 :]:
        edge = other.start
        if other.kind == "shared":
            edge = phrases.group_start(words, other.cue[0])
        elif other.kind == "phrase":
            edge = other.cue[0]
        if edge > head.cue[1] and (words[edge - 1].tag in (",", ";", "-") or words[edge - 1].low in _PARTING):
            return left, edge
    return left, len(words)


def _relation(words: Words, head: Head, left: int, right: int) -> Relation | None:
    if head.kind in ("label", "noun"):
        stop = _strip(words, head.cue[1], right)
        return Relation(head, head.senses[0], ((head.cue[1], stop),)) if stop > head.cue[1] else None
    if head.kind == "passive":
        return _passive(words, head, right)
    if head.kind == "phrase":
        content = _beside_phrase(words, head, left, right)
        return Relation(head, head.senses[0], content) if content else None
    if head.kind == "inverted":
        after = _next_quotation(words, (head.source or head.cue)[1], right)
        content = _around(words, (left, head.cue[0]), (after, right))
        return Relation(head, _sense(head, "quote"), content) if content else None
    return _beside_verb(words, head, left, right)


def _beside_verb(words: Words, head: Head, left: int, right: int) -> Relation | None:
    """`X said content` or `content, X said`."""
    start, what = _content_start(words, head, right)
    if what is None and head.start == 1 and words[0].low == "as":
        stop = _strip(words, start + 1, right)
        return Relation(head, _sense(head, "clause"), ((start + 1, stop),)) if stop > start + 1 else None
    if what == "quote" and _follows_quotation(words, head, left):
        start, what = _next_quotation(words, head.cue[1], right), None
    if what is None and head.kind in ("finite", "shared") and _has_content_before(words, head, left, start):
        content = _around(words, (left, head.start), (start, right))
        return Relation(head, _sense(head, "clause"), content) if content else None
    senses = [s for s in head.senses if what in s.takes and (not s.documents or _is_written(words, head))]
    if not senses or (head.source is None and what != "quote"):
        return None
    stop = _strip(words, start, _object_end(words, start, right) if what in ("object", "to") else right)
    if stop <= start or (senses[0].lemma in _LABELLING and not _is_label(words[start:stop])):
        return None
    return Relation(head, senses[0], ((start, stop),))


# `called him a liar` says something of him, `called her mother` does not.
_LABELLING = frozenset({"call", "label", "brand", "dub", "term", "nickname"})


def _is_label(content: Words) -> bool:
    """Whether more than somebody's kin or belongings stands there: what they are called."""
    owned = content[0].low in ("his", "her", "their", "my", "our")
    return not owned or any(w.tag in (QUOTATION, SCRAP, "D") for w in content[1:])


def _passive(words: Words, head: Head, right: int) -> Relation | None:
    """The subject is content, and so is the infinitive: `The talks` ... `to resume`."""
    subject = phrases.subject_before(words, head.cue[0])
    if subject is None:
        return None
    sense = next((s for s in head.senses if s.act != "say"), head.senses[0])
    stop = _strip(words, head.cue[1], _object_end(words, head.cue[1], right))
    infinitive = ((head.cue[1], stop),) if head.source is None and stop > head.cue[1] else ()
    return Relation(head, sense, (subject, *infinitive))


def _object_end(words: Words, start: int, right: int) -> int:
    """An object or an infinitive ends at the first comma after which a relative or another clause begins."""
    for at in range(start, right - 1):
        opening = words[at + 1].tag
        if opening == "C" and at + 2 < right and words[at + 2].tag in ("N", "A", "V"):
            opening = "B"
        if words[at].tag == "," and opening in ("W", "G", "B", "N", "A", "V"):
            return at
    return right


def _sense(head: Head, what: What) -> Sense:
    return next((s for s in head.senses if what in s.takes), head.senses[0])


def _strip(words: Words, start: int, stop: int) -> int:
    while stop > start and (words[stop - 1].tag in (*",.;:-CB!?…(",) or words[stop - 1].low == "yet"):
        stop -= 1
    return stop


def _lead(words: Words, start: int, stop: int) -> int:
    while start < stop and words[start].tag in (*",CB.;",):
        start += 1
    return start


def _has_content_before(words: Words, head: Head, left: int, after: int) -> bool:
    at = head.start - 1
    if at < left:
        return False
    is_parted = words[at].tag == "," and [w.tag for w in words[after : after + 1]] == [","]
    if is_parted and words[left].tag not in ("P", "B", "T", "R", "G"):
        return True
    if _follows_quotation(words, head, left):
        return True
    return words[at].tag in (",", "-") and (phrases.has_verb(words[left:at]) or at - left >= _SHORTEST_FRAGMENT)


def _follows_quotation(words: Words, head: Head, left: int) -> bool:
    before = [w.tag for w in words[max(left, head.start - 2) : head.start]]
    return before[-1:] == [QUOTATION] or before[-2:] in ([QUOTATION, ","], [QUOTATION, "-"])


def _around(words: Words, before: Range, after: Range) -> tuple[Range, ...]:
    """Content on both sides of `, X said,`."""
    start = _lead(words, *before)
    pieces = [(start, _strip(words, start, before[1]))]
    at, right = after
    while at < right and words[at].tag not in (QUOTATION, ","):
        at += 1
    if at < right and words[at].tag == ",":
        at += 1
    # After a quotation only another one goes on with it; what else follows tells of the speaker or the occasion.
    is_quoted = any(word.tag == QUOTATION for word in words[max(before[1] - 2, start) : before[1]])
    if at < right and words[at].tag not in ("G", "B", "W") and (not is_quoted or words[at].tag == QUOTATION):
        pieces.append((at, _strip(words, at, right)))
    return tuple(piece for piece in pieces if piece[0] < piece[1])


def _next_quotation(words: Words, at: int, right: int) -> int:
    """Where `, "B"` follows `"A," said X`; `right` where nothing does."""
    pairs = ((n, words[n].tag, words[n + 1].tag) for n in range(at, right - 1))
    return next((n + 1 for n, sign, after in pairs if sign in (",", ":", "-") and after == QUOTATION), right)


def _beside_phrase(words: Words, head: Head, left: int, right: int) -> tuple[Range, ...]:
    """`According to X, content` or `content, according to X`, or on both sides of it."""
    after = (head.source or head.cue)[1]
    start = _lead(words, left, head.cue[0])
    stop = _strip(words, start, head.cue[0])
    if stop == start:
        start = _lead(words, after, right)
        stop = _strip(words, start, right)
        return ((start, stop),) if stop > start else ()
    if [w.tag for w in words[after : min(after + 2, right)]] in ([",", "V"], [",", "A"]):
        return (start, stop), (after + 1, _strip(words, after + 1, right))
    return ((start, stop),)


def _content_start(words: Words, head: Head, right: int) -> tuple[int, What | None]:
    """Where content begins to the right of the cue, and what it is; None where none does."""
    at = past_days(words, head.cue[1], right)
    if any(s.addressee for s in head.senses):
        at = past_days(words, phrases.addressee_end(words, at), right)
    at = past_venue(words, at, right)
    if at >= right:
        return at, None
    if [w.tag for w in words[at : min(at + 3, right)]] == [",", "R", ","]:
        at += 2  # `said, however, that`
    if words[at].tag in (",", ":") and at + 1 < right and words[at + 1].low == "that":
        at += 1
    if words[at].tag in (",", ":") and at + 1 < right:
        begins = words[at].tag == ":" or words[at + 1].tag == QUOTATION
        return (at + 1, "quote") if begins else (at, None)
    return at, _what(words, head, at, right)


def _what(words: Words, head: Head, at: int, right: int) -> What | None:
    word = words[at]
    if word.tag in (QUOTATION, SCRAP):
        return "quote" if word.tag == QUOTATION else "object"
    if word.tag == "W" or word.low in ("that", "if"):
        return "clause" if _allows(head, "clause") else "that"
    if word.low in ("to", "of"):
        return "to" if word.low == "to" else "object" if _allows(head, "object") else None
    if _allows(head, "clause") and (_clause_follows(words, at, right) or _must_be_clause(words, head, at, right)):
        return "clause"
    return "object" if word.tag in _NOMINAL or (word.tag == "R" and at + 1 < right) else None


def _must_be_clause(words: Words, head: Head, at: int, right: int) -> bool:
    """A verb of saying with this much after it has a clause there, though no list knows the clause's verb."""
    is_long = right - at >= _SHORTEST_CLAUSE and words[at].tag in _NOMINAL
    return is_long and not _allows(head, "object") and not any(s.lemma in _WITH_OBJECTS for s in head.senses)


def _clause_follows(words: Words, at: int, right: int) -> bool:
    """Whether a clause without `that` begins; it may lack its subject (`a step they argue protects the trade`)."""
    word = words[at]
    if word.tag in ("V", "A") or word.low in _NOMINATIVE:
        return True
    looks_finite = word.tag == "n" and word.low.endswith("s") and not word.low.endswith("ss")
    if looks_finite and at + 1 < right and words[at + 1].tag in ("X", "D", "S"):
        return True
    opens = word.tag in _NOMINAL or word.tag == "R"
    return opens and phrases.has_verb(words[at : min(right, at + _VERB_REACH)])


def _allows(head: Head, what: What) -> bool:
    return any(what in s.takes for s in head.senses)


def _is_written(words: Words, head: Head) -> bool:
    return head.source is not None and any(w.low in names().document_heads for w in words[slice(*head.source)])
