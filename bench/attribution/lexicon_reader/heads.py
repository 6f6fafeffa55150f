"""Heads: the cues of a unit, each with its source, before it is known what their content is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from bench.attribution.lexicon_reader import phrases
from bench.attribution.lexicon_reader.passages import QUOTATION

from onrecord.reader._names import names

if TYPE_CHECKING:
    from bench.attribution.lexicon_reader.phrases import Range, Words

    from onrecord.reader._lexicon import Form, Lexicon, Sense

Kind = Literal["finite", "inverted", "shared", "participle", "fronted", "passive", "phrase", "noun", "label"]


class Head(NamedTuple):
    """A cue with its source, as ranges of word positions. `start`: its source or verb group, whichever is first."""

    cue: Range
    source: Range | None
    senses: tuple[Sense, ...]
    kind: Kind
    start: int


class _Verb(NamedTuple):
    """A form of a cue: its first word, the position after it, and where its verb group begins."""

    at: int
    end: int
    group: int
    form: Form


_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s"})
_PLURAL = frozenset({"they", "we", "i", "you", "who", "others", "some", "many", "most", "that"})
# Relatives and bare determiners are sources of the plainest cues only; with others nine in ten were misread (PolNeAR).
_NEVER_SOURCES = frozenset(
    {"that", "you", "this", "her", "him", "those", "these", "most", "many", "such", "it's", "there"}
)
# Nobody said it: the sentence stays whole, with its negation, in the outlet's own voice.
_NOBODY = frozenset({"nobody", "none", "neither", "no"})
# `was not able to confirm`: the word before the verb is no subject.
_ABLE = frozenset({"able", "unable", "ready", "willing", "likely", "set", "due", "free"})
_NO_NAMES = frozenset(
    {
        "update",
        "updated",
        "breaking",
        "exclusive",
        "video",
        "watch",
        "live",
        "analysis",
        "opinion",
        "explainer",
        "factbox",
        "correction",
        "timeline",
        "photos",
        "editorial",
        "review",
        "column",
        "comment",
    }
)
_PLAIN_ACTS = frozenset({"say", "claim", "report", "announce", "warn", "deny", "admit", "accuse", "allege"})
_POINTING = frozenset({"this", "these", "that", "those"})
# Verbs that stand before their source without a quotation: `The talks failed, said the minister.`
_INVERTING = frozenset({"say", "add", "report", "note", "announce", "warn"})
# Acts of which `is ...ed to` tells what somebody holds true: expected, believed, said, estimated to.
_RAISING = frozenset({"expect", "believe", "report", "say", "estimate", "allege"})
# Nouns that tell of somebody's words even where nobody is named.
_BARE_NOUN_ACTS = frozenset({"report", "allege"})
_BEFORE_PARTICIPLES = frozenset({"while", "by", "without", "after", "before", "in"})
_LONGEST_LABEL = 6
_SHORTEST_LABELLED = 4
# Words between `with` and its participle, and of a source after `according to`: longer ones were clauses.
_LONGEST_WITH = 8
_LONGEST_PHRASE_SOURCE = 30


def heads_in(words: Words, lexicon: Lexicon) -> tuple[Head, ...]:
    """Every cue of the unit that stands as one, with its source, in text order."""
    heads: list[Head] = []
    label = _label_head(words, lexicon)
    if label:
        heads.append(label)
    at = label.cue[1] if label else 0
    while at < len(words):
        head = (
            _phrase_head(words, at, lexicon) or _verb_head(words, at, lexicon, heads) or _noun_head(words, at, lexicon)
        )
        if head:
            heads.append(head)
            at = max(at, head.cue[1] - 1)
        at += 1
    return tuple(_with_later_subject(heads, n) for n in range(len(heads)))


def _with_later_subject(heads: list[Head], n: int) -> Head:
    """`While confirming this, X said ...`: a participle in front takes the source of the cue after it."""
    head = heads[n]
    if head.kind != "fronted":
        return head
    later = next((h.source for h in heads[n + 1 :] if h.kind == "finite"), None)
    return head._replace(source=later, kind="participle")


def _phrase_head(words: Words, at: int, lexicon: Lexicon) -> Head | None:
    for size in lexicon.phrase_sizes:
        sense = lexicon.phrases.get(tuple(w.low for w in words[at : at + size]))
        start = at + size
        if sense:
            end = _phrase_source_end(words, start, fronted=at == 0)
            return Head((at, start), (start, end), (sense,), "phrase", at) if end > start else None
    return None


def _phrase_source_end(words: Words, start: int, *, fronted: bool) -> int:
    """What follows `according to` is its source up to the next sign, and over an apposition."""
    end = start
    while end < len(words) and end - start < _LONGEST_PHRASE_SOURCE and words[end].tag not in (*",;:-BQ",):
        if words[end].low == "." and end + 1 == len(words):
            break
        end += 1
    return end if fronted else phrases.with_apposition(words, end)


def _label_head(words: Words, lexicon: Lexicon) -> Head | None:
    """`Name: words`, as in headlines and transcripts."""
    at = 0
    while at < min(len(words), _LONGEST_LABEL) and words[at].tag in ("X", ".", "S", "C"):
        at += 1
    if not 0 < at < len(words) - _SHORTEST_LABELLED or words[at].low != ":" or words[0].tag != "X":
        return None
    if at == 1 and words[0].low in _NO_NAMES:
        return None
    if words[at + 1].tag == "#" or not (words[at + 1].tag == QUOTATION or phrases.is_title(words)):
        return None
    return Head((at, at + 1), (0, at), lexicon.verbs["said"][0].senses, "label", 0)


def _noun_head(words: Words, at: int, lexicon: Lexicon) -> Head | None:
    """`the minister's claim that ...`; `reports that ...`, which names nobody."""
    word = words[at]
    sense = lexicon.nouns.get(word.low) or lexicon.nouns.get(word.low.removesuffix("s"))
    is_venue = at > 1 and words[at - 1].tag == "D" and words[at - 2].tag == "P"
    if sense is None or (word.tag != "n" and at) or is_venue or not _that_clause_follows(words, at + 1):
        return None
    before = at - 1
    while before >= 0 and words[before].tag in ("n", "R"):
        before -= 1
    owner = words[before] if before >= 0 else None
    if owner and owner.tag == "S":
        start = (phrases.noun_phrase_ending(words, before) or (before, at))[0]
        return Head((at, at + 1), (start, before + 1), (sense,), "noun", start)
    if owner and owner.low in ("his", "her", "their"):
        return Head((at, at + 1), (before, before + 1), (sense,), "noun", before)
    return Head((at, at + 1), None, (sense,), "noun", at) if sense.act in _BARE_NOUN_ACTS else None


def _that_clause_follows(words: Words, at: int) -> bool:
    return at + 1 < len(words) and words[at].low == "that" and words[at + 1].tag not in ("V", "A")


def _verb_head(words: Words, at: int, lexicon: Lexicon, heads: list[Head]) -> Head | None:
    form = _form_at(words, at, lexicon)
    if form is None or (words[at].tag == "X" and not (form.shapes & {"s", "past"} and phrases.is_title(words))):
        return None
    verb = _Verb(at, at + 1 + len(form.rest), phrases.group_start(words, at), form)
    if form.shapes == {"ing"}:
        return _participle_head(words, verb, heads)
    if "pp" in form.shapes and any(w.low in _BE for w in words[verb.group : at]):
        return _passive_head(words, verb)
    if form.shapes == {"base"} and not _base_is_finite(words, verb.group, at):
        return None
    return None if _is_noun(words, verb) else _finite_head(words, verb, heads)


def _form_at(words: Words, at: int, lexicon: Lexicon) -> Form | None:
    for form in lexicon.verbs.get(words[at].low, ()):
        if tuple(w.low for w in words[at + 1 : at + 1 + len(form.rest)]) == form.rest:
            return form
    return None


def _is_noun(words: Words, verb: _Verb) -> bool:
    """Whether the words around a form that may be a noun say that it is one."""
    before = words[verb.group - 1].tag if verb.group else "."
    after = words[verb.end].tag if verb.end < len(words) else ""
    may_be = words[verb.at].tag == "n"
    return before in ("P", "S") or (may_be and (before == "#" or after in (",", ".", "S")))


def _finite_head(words: Words, verb: _Verb, heads: list[Head]) -> Head | None:
    before = words[verb.group - 1] if verb.group else None
    inverted = _inverted_source(words, verb) if verb.group == verb.at else None
    if inverted:
        return Head((verb.at, verb.end), inverted, verb.form.senses, "inverted", verb.at)
    if before and before.tag == "D" and before.low not in phrases.STAND_ALONE:
        return None
    if before and before.tag == "C":
        return _shared_head(verb, heads)
    source = phrases.subject_before(words, verb.group)
    after = words[verb.end].tag if verb.end < len(words) else ""
    is_plural_noun = words[verb.at].tag == "n" and after in ("V", "A")
    if source is None or is_plural_noun or _is_weak(words, source, verb.form):
        return None
    # Auxiliaries and adverbs belong to the cue (`has also said`): 95 of 100 in PolNeAR train.
    return Head((verb.group, verb.end), source, verb.form.senses, "finite", source[0])


def _is_weak(words: Words, source: Range, form: Form) -> bool:
    low = words[source[0]].low
    if low in _NOBODY or any(w.low in _ABLE for w in words[slice(*source)]):
        return True
    if source[1] - source[0] > 1:
        return low in _POINTING and not any(_can_speak(w.low) for w in words[slice(*source)])
    return low in _NEVER_SOURCES or (low in phrases.RELATIVES and not any(s.act in _PLAIN_ACTS for s in form.senses))


def _can_speak(word: str) -> bool:
    known = names()
    return any(
        word in heads for heads in (known.document_heads, known.group_heads, known.person_heads, known.body_heads)
    )


def _base_is_finite(words: Words, group: int, at: int) -> bool:
    """Whether a plain form has a plural subject, or an auxiliary, before it."""
    before = words[at - 1] if at else None
    if before is None or before.low == "to":
        return False
    if group < at or before.low in _PLURAL:
        return True
    if words[at].tag == "V":
        return before.tag in (",", "n", "X", "N", ")", "W", "C", QUOTATION)
    return before.tag in ("n", "X") and before.low.endswith("s") and not before.low.endswith("ss")


def _participle_head(words: Words, verb: _Verb, heads: list[Head]) -> Head | None:
    cue, senses = (verb.at, verb.end), verb.form.senses
    before = words[verb.group - 1] if verb.group else None
    if any(w.low in _BE for w in words[verb.group : verb.at]):
        source = phrases.subject_before(words, verb.group)
        return Head(cue, source, senses, "finite", source[0]) if source else None
    if before is None:
        return Head(cue, None, senses, "fronted", verb.group)
    if before.low == "as" and verb.group > 1 and words[verb.group - 2].low in ("quoted", "cited"):
        start = phrases.group_start(words, verb.group - 2)
        source = phrases.subject_before(words, start)
        return Head((start, verb.end), source, senses, "finite", source[0]) if source else None
    if before.tag in (",", "C", "-") or before.low in names().document_heads | _BEFORE_PARTICIPLES:
        with_source = _with_source(words, verb)
        if with_source:
            return with_source
        shared = next((h.source for h in reversed(heads) if h.source and h.kind != "phrase"), None)
        shared = shared or _first_subject(words, verb.group)
        return Head(cue, shared, senses, "participle" if shared else "fronted", verb.group)
    return _with_source(words, verb)


def _with_source(words: Words, verb: _Verb) -> Head | None:
    """`with X reporting ...`."""
    for back in range(verb.group - 1, max(-1, verb.group - _LONGEST_WITH - 1), -1):
        if words[back].low == "with" and verb.group - back > 1:
            return Head((verb.at, verb.end), (back + 1, verb.group), verb.form.senses, "participle", back)
        if words[back].tag not in "XnD#SPC":
            return None
    return None


def _first_subject(words: Words, limit: int) -> Range | None:
    """The noun phrase before the first finite verb of the unit."""
    verb = next((at for at in range(limit) if words[at].tag in ("V", "A")), None)
    subject = None if verb is None else phrases.subject_before(words, phrases.group_start(words, verb))
    last = words[subject[1] - 1] if subject else None
    # `The storm delayed the vote, stressing ...`: things say nothing.
    return subject if last and (last.tag != "n" or _can_speak(last.low)) else None


def _passive_head(words: Words, verb: _Verb) -> Head | None:
    """`is expected to`, `was criticized by X`."""
    subject = phrases.subject_before(words, verb.group)
    after = words[verb.end].low if verb.end < len(words) else ""
    cue = (verb.group, verb.end)
    if subject and after == "to" and any(s.act in _RAISING for s in verb.form.senses):
        return Head(cue, None, verb.form.senses, "passive", subject[0])
    stop = phrases.noun_phrase_from(words, verb.end + 1) if after == "by" else 0
    if subject and stop > verb.end + 1:
        return Head(cue, (verb.end + 1, stop), verb.form.senses, "passive", subject[0])
    return None


def _shared_head(verb: _Verb, heads: list[Head]) -> Head | None:
    """`X said this and called that`: the second cue shares the first one's source."""
    if not heads or heads[-1].source is None or not verb.form.shapes & {"past", "s"}:
        return None
    return Head((verb.at, verb.end), heads[-1].source, verb.form.senses, "shared", verb.group - 1)


def _inverted_source(words: Words, verb: _Verb) -> Range | None:
    """`"...," said X, the minister`."""
    before = words[verb.at - 1].tag if verb.at else ""
    if before not in (QUOTATION, ",", "-") or verb.end >= len(words):
        return None
    stop = phrases.noun_phrase_from(words, verb.end)
    quoted = before == QUOTATION or (verb.at > 1 and words[verb.at - 2].tag == QUOTATION)
    if stop == verb.end or not (quoted or _inverts_without_quotation(words, verb, stop)):
        return None
    return verb.end, phrases.with_apposition(words, stop)


def _inverts_without_quotation(words: Words, verb: _Verb, stop: int) -> bool:
    following = next((w.tag for w in words[stop:] if w.tag not in ("R", "T")), ".")
    return (
        any(sense.lemma in _INVERTING for sense in verb.form.senses)
        and following not in ("V", "A", "G")
        and words[verb.end].tag != "N"
        and phrases.has_verb(words[: verb.at - 1])
    )
