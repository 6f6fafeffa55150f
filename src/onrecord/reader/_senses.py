"""What a cue does: its speech act, and the factuality that it lends to its content, by the lexicon of cues."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from onrecord.reader._lexicon import Sense
from onrecord.text import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Span
    from onrecord.reader._lexicon import Lexicon

_SAYS = Sense("say", "say", "CT+", frozenset())
_NEGATIONS = frozenset({"not", "never", "n't", "cannot", "no", "nobody", "neither", "nor", "without"})
_REFUSALS = frozenset({"declined", "declines", "refused", "refuses", "decline", "refuse", "refusing", "declining"})
_DETERMINERS = frozenset({"a", "an", "the", "his", "her", "its", "their", "this"})
_BE = frozenset({"is", "are", "was", "were", "been", "be", "being", "'s"})
_PARTICIPLES = frozenset({"thought", "said", "told", "known", "held", "seen", "understood"})
# How the subject feels or is; and what a court does, not a statement.
_STATES = frozenset({"worried", "concerned", "convinced", "determined", "charged", "committed", "pleased", "wanted"})
# An agent, in the same sentence and a few words behind at most: not "by noon", "by the end".
_TIMES = r"the (?:time|end|middle)|noon|then|now|late|early|mid|next|which|whom|\d+|[A-Z][a-z]+day"
_BY = re.compile(rf"\bby\s+(?!(?:{_TIMES})\b)[^.;\n]")
_AGENT_WITHIN = 24
_QUOTES = frozenset("“\"”«„‘'")
# A clause shows its verb within so many words.
_CLAUSE_WORDS = 12


class Cue(NamedTuple):
    """What a cue does, and whether it says that it was not done ("did not say", "declined to confirm")."""

    sense: Sense
    is_negated: bool


def cue_of(text: str, cue: Sequence[Span], content: Sequence[Span], lexicon: Lexicon) -> Cue:
    """The sense of a cue; of a verb with several the one that takes such a content. Unknown words say."""
    words = _said([text[a:b].lower().replace("’", "'") for span in cue for a, b in tokens(text, span)])
    negated = any(word in _NEGATIONS or word.endswith("n't") or word in _REFUSALS for word in words)
    is_question = text[cue[-1].end - 1] == ":" and content[-1:] != () and text[content[-1].end - 1] == "?"
    senses = _verb_senses(["asked"] if is_question else words, lexicon) or _other_senses(words, lexicon)
    wanted = _takes(text, content, lexicon) if len(senses) > 1 else ()
    fitting = (sense for take in wanted for sense in senses if take in sense.takes)
    return Cue(next(fitting, senses[0] if senses else _SAYS), negated)


def is_agentless(text: str, cue: Sequence[Span], content: Sequence[Span], lexicon: Lexicon) -> bool:
    """Whether the cue is a passive that leaves open who did it: "is believed", "were accused of"; no "by" follows."""
    words = [text[a:b].lower().replace("’", "'") for span in cue for a, b in tokens(text, span)]
    first = next((at for at, word in enumerate(words) if word.removesuffix("n't") in _BE), len(words))
    done = [w for w in words[first + 1 :] if w in lexicon.verbs and (w.endswith("ed") or w in _PARTICIPLES)]
    end = max(part.end for part in (*cue, *content))
    return bool(done) and done[-1] not in _STATES and not _BY.search(text, cue[0].start, end + _AGENT_WITHIN)


def _said(words: list[str]) -> list[str]:
    """Without where it was said: "said in a report" says."""
    places = (at for at in range(1, len(words) - 1) if words[at] == "in" and words[at + 1] in _DETERMINERS)
    return words[: next(places, len(words))]


def _verb_senses(words: Sequence[str], lexicon: Lexicon) -> tuple[Sense, ...]:
    """Of the last verb: in "was quoted as saying" that is what was done."""
    for at in range(len(words) - 1, -1, -1):
        for form in lexicon.verbs.get(words[at], ()):
            if tuple(words[at + 1 : at + 1 + len(form.rest)]) == form.rest:
                return form.senses
    return ()


def _other_senses(words: Sequence[str], lexicon: Lexicon) -> tuple[Sense, ...]:
    for at, word in enumerate(words):
        for size in lexicon.phrase_sizes:
            if phrase := lexicon.phrases.get(tuple(words[at : at + size])):
                return (phrase,)
        if noun := lexicon.nouns.get(word) or lexicon.nouns.get(word.removesuffix("s")):
            return (noun,)
    return ()


def _takes(text: str, content: Sequence[Span], lexicon: Lexicon) -> tuple[str, ...]:
    """What the content is, the likeliest first: an infinitive, a quotation, a clause or a noun phrase."""
    if not content:
        return ()
    words = [text[a:b].lower() for a, b in tokens(text, content[0])[:_CLAUSE_WORDS]]
    if words[:1] == ["to"]:
        return ("to", "clause", "object")
    if words and words[0] in _QUOTES:
        return ("quote", "clause", "that", "object")
    is_clause = "that" in words[:1] or any(lexicon.tags.get(word) in ("V", "A") for word in words)
    return ("clause", "that", "quote", "object") if is_clause else ("object", "quote", "clause", "that")
