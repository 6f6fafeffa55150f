"""Whom a source stands for, within the article. What the article does not settle stays as it words it."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.model import Span, Speaker
from onrecord.reader._bodies import body_meant, named_before, outlet_before, owner_before
from onrecord.reader._definites import calling, persons_meant
from onrecord.reader._descriptions import descriptions
from onrecord.reader._kinds import kind_of_name, kind_of_noun
from onrecord.reader._names import names
from onrecord.reader._offices import called
from onrecord.reader._others import body_near, meant_by_it, meant_by_relative, meant_by_they, pair_before
from onrecord.reader._pronouns import HE, SHE, antecedent
from onrecord.text import fold, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Mention, SpeakerKind
    from onrecord.reader._cast import Cast

Earlier = tuple[int, Speaker]
"""Where somebody spoke before, and who."""

_OPEN = frozenset({"we", "i", "you", "our", "my", "us", "me", "your", "ours"})
_IT, _THEY = frozenset({"it", "its", "itself"}), frozenset({"they", "their", "them", "these", "those", "theirs"})
_TWO = frozenset({"the two", "both", "the pair", "the duo", "the two men", "the two women", "the two candidates"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_CUTTING = "of in for from at by with on to about against who which that whose as such including , ( among between"
_CUTS = frozenset(_CUTTING.split())
_LEADING = re.compile(r"^(?:the|a|an|its|their|his|her|our|this|these|that|those|another)\s+", re.IGNORECASE)
_OWN = re.compile(r"(his|her|its|their)\s+(?=\S)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_WHOSE = re.compile(r"^(the\s[^’'\n]{3,60})['’]s?\s(?=\S)", re.IGNORECASE)
_CLAUSE = re.compile(r",\s(?:who|whose|which)\b")
_JOINS = re.compile(r",|&|\b(?:and|or)\b")
# In code points: a longer phrase is cut at its first comma, preposition or clause.
_LONGEST = 80
# So near before "the statement" somebody speaks in it.
_NEAR = 400


def speaker_of(cast: Cast, source: Sequence[Span], earlier: Sequence[Earlier]) -> Speaker | None:
    """The speaker of a source; null where there is none. `earlier` are the speakers before it, in text order."""
    if not source:
        return None
    words = " ".join(" ".join(cast.text[a:b] for a, b in source).split()).strip(" ,")
    low = words.lower()
    if low in HE | SHE:
        return antecedent(cast.scene, cast.traces, words, source[0].start)
    if low in _TWO:
        return pair_before(cast, source[0].start) or Speaker(words, "group")
    if low in _OPEN | _RELATIVE | _IT | _THEY:
        return _other_pronoun(cast, source[0].start, low, earlier) or Speaker(words, "unknown")
    return _named(cast, source[0], words, earlier)


def _other_pronoun(cast: Cast, at: int, low: str, earlier: Sequence[Earlier]) -> Speaker | None:
    if low in _RELATIVE:
        return meant_by_relative(cast, at)
    if low in _IT:
        return meant_by_it(cast, at, earlier)
    return meant_by_they(cast, at, earlier) if low in _THEY else None


def _named(cast: Cast, source: Span, words: str, earlier: Sequence[Earlier]) -> Speaker:
    head = _head_end(cast, source)
    inside = cast.within(source)
    heading = [m for m in inside if m.span.start < head]
    persons = [m for m in heading if m.kind == "PER" and not _is_modifier(cast.text, m, source, head)]
    plain = _POSSESSIVE.sub("", _LEADING.sub("", cast.text[source.start : head].strip(" ,"))) or words
    if _is_list(cast.text, inside, source):
        return Speaker(words, "group")
    if len(persons) > 1 and not _JOINS.search(plain):
        # "Lee adviser Ann Kent": the first name says whose.
        persons = persons[-1:]
    if len({m.name for m in persons}) > 1 or (" and " in plain and heading and _kind_of(plain) != "unknown"):
        return Speaker(_whole(plain, words), "group")
    if persons:
        return Speaker(persons[0].name, "person")
    if (apposed := _apposed(cast.text, inside, head, source)) and calling(plain):
        return Speaker(apposed.name, "person")
    if heading:
        one = persons_meant(cast, words, source.start) if heading[-1].span.end < head else ()
        return Speaker(*one, "person") if len(one) == 1 else _described(cast, heading, plain, words)
    return _meant(cast, source.start, words, plain, earlier) or _described(cast, heading, plain, words)


def _apposed(text: str, inside: Sequence[Mention], head: int, source: Span) -> Mention | None:
    """The person named right behind a description: "the country's president, Ann Lee"."""
    following = next((m for m in inside if m.span.start >= head), None)
    if following is None or following.kind != "PER" or text[head : following.span.start].strip() != ",":
        return None
    return following if text[following.span.end : source.end].strip() in ("", ",") else None


def _meant(cast: Cast, at: int, words: str, plain: str, earlier: Sequence[Earlier]) -> Speaker | None:
    """Whom a description without a name stands for: somebody or something that the article names elsewhere."""
    if owned := _owned(cast, at, words, earlier):
        return owned
    if not words.lower().startswith(("the ", "this ", "that ")):
        return None
    persons = persons_meant(cast, words, at)
    if persons:
        return Speaker(*persons, "person") if len(persons) == 1 else Speaker(plain, "person", candidates=persons)
    return _thing_meant(cast, at, plain, earlier)


def _thing_meant(cast: Cast, at: int, plain: str, earlier: Sequence[Earlier]) -> Speaker | None:
    noun = fold(plain).rsplit(" ", 1)[-1]
    if noun in descriptions().of_outlets and (outlet := outlet_before(cast, at)):
        return Speaker(outlet.name, "outlet")
    if noun in descriptions().of_owners and " " not in plain:
        return _owner(cast, noun, at, earlier)
    kind = _kind_of(plain)
    if " " not in plain and kind not in ("unknown", "person") and (full := named_before(cast, noun, at)):
        return Speaker(full, kind)
    body = body_meant(cast, noun, at)
    return Speaker(body, "body") if body else None


def _owner(cast: Cast, noun: str, at: int, earlier: Sequence[Earlier]) -> Speaker | None:
    """Whose words "the statement" holds: whom it was said to be of, or who has just spoken."""
    if owner := owner_before(cast, noun, at):
        return Speaker(owner.name, kind_of_name(owner) or "unknown")
    if earlier and at - earlier[-1][0] <= _NEAR and earlier[-1][1].kind in ("person", "body"):
        return Speaker(earlier[-1][1].name, earlier[-1][1].kind)
    return None


def _owned(cast: Cast, at: int, words: str, earlier: Sequence[Earlier]) -> Speaker | None:
    """With whose it is, "her campaign" or "the mayor's spokesman"; None where that is open."""
    if found := _OWN.match(words):
        rest = words[found.end() :]
        own = found[1].lower()
        known = called(cast.offices, rest, at) if calling(rest) else ()
        if len(known) == 1:
            return Speaker(known[0], "person")
        if own in HE | SHE:
            owner: Speaker | None = antecedent(cast.scene, cast.traces, own, at)
        else:
            owner = body_near(cast, at) if own == "its" else None
            owner = owner or (meant_by_it if own == "its" else meant_by_they)(cast, at, earlier)
    elif found := _WHOSE.match(words):
        rest = words[found.end() :]
        owner = _meant(cast, at, found[1], _LEADING.sub("", found[1]), earlier)
    else:
        return None
    if owner is None or owner.kind == "unknown" or owner.candidates:
        return None
    ending = "’" if owner.name.endswith("s") else "’s"
    return Speaker(f"{owner.name}{ending} {rest}", _kind_of(rest))


def _is_list(text: str, inside: Sequence[Mention], source: Span) -> bool:
    """Names that only commas and `and` part: `Washington, Seoul and Tokyo`."""
    gaps = [text[a.span.end : b.span.start] for a, b in pairwise(inside)]
    whole = bool(gaps) and inside[0].span.start == source.start and inside[-1].span.end == source.end
    return whole and any("and" in gap for gap in gaps) and all(gap in (", ", " and ", ", and ") for gap in gaps)


def _is_modifier(text: str, mention: Mention, source: Span, head: int) -> bool:
    """A name that says whose or which: "Lee's lawyer", "the Lee campaign"."""
    end = mention.span.end
    if text[end : end + 2] in ("'s", "’s") and end + 2 < source.end:
        return True
    following = text[end:head].split()
    return bool(following) and following[-1].islower() and _kind_of(following[-1]) != "unknown"


def _kind_of(words: str) -> SpeakerKind:
    return kind_of_noun(fold(words).rsplit(" ", 1)[-1], words)


def _head_end(cast: Cast, span: Span) -> int:
    """Where the phrase's own words end: at its first comma or preposition that is not within a name or an office."""
    text, before = cast.text, ""
    for n, (a, b) in enumerate(tokens(text, span)):
        word = text[a:b]
        if n and word in _CUTS and not _goes_on(cast, before, Span(a, b)):
            return a
        if n > 1 and word.endswith(("ing", "ed")) and word.islower():
            return a
        before = word
    return span.end


def _goes_on(cast: Cast, before: str, word: Span) -> bool:
    """Whether a name or an office goes on over a preposition: "Court of Appeals", "secretary of state"."""
    text = cast.text
    near = bisect_left(cast.starts, word.start) - 1
    if near >= 0 and cast.mentions[near].span.end >= word.end:
        return True
    # The longest office is within two dozen characters.
    after = text[word.end : word.end + 24].strip()
    if text[slice(*word)] != "of" or not after:
        return False
    return after.split(" ")[0].strip(",.") in names().offices or (before[:1].isupper() and after[0].isupper())


def _described(cast: Cast, heading: Sequence[Mention], plain: str, words: str) -> Speaker:
    last = heading[-1] if heading else None
    kind = kind_of_name(last) if last and plain.endswith(cast.text[slice(*last.span)]) else None
    if last and kind:
        # "6th Circuit": a number before the name is part of it.
        alone = not plain[:1].isdigit() and (len(heading) == 1 or "'" not in plain.replace("’", "'"))
        return Speaker(last.name if alone else plain, kind)
    by_noun = _kind_of(plain)
    return Speaker(_whole(plain, words), "person" if by_noun == "unknown" and calling(words) else by_noun)


def _whole(plain: str, words: str) -> str:
    """The phrase as worded, without its article; of a long one the words before its first clause or preposition."""
    whole = _POSSESSIVE.sub("", _LEADING.sub("", _CLAUSE.split(words, maxsplit=1)[0]))
    return whole if len(whole) <= _LONGEST else plain
