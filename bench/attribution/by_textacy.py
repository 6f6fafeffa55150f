"""textacy's direct quotations, a paragraph at a time, given the tokens, tags and dependencies of the cases."""

from __future__ import annotations

import importlib.util
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Found = dict[str, list[list[int]]]
Parse = list[list[list[Any]]]
"""Sentences of tokens: start, end, lemma, Penn tag, name class, head in the sentence (-1: root), dependency, ..."""

_COARSE = {
    "VB": "VERB", "MD": "AUX", "NNP": "PROPN", "NN": "NOUN", "JJ": "ADJ", "RB": "ADV", "PR": "PRON", "WP": "PRON",
    "DT": "DET", "IN": "ADP", "TO": "PART", "CD": "NUM", "CC": "CCONJ", "UH": "INTJ",
}  # fmt: skip


class _Token(NamedTuple):
    start: int
    end: int
    lemma: str
    tag: str
    head: int
    """In the paragraph."""
    dependency: str
    opens: bool
    """Whether it is the first of its sentence."""


def is_installed() -> bool:
    """Whether the peer can run here."""
    return importlib.util.find_spec("textacy") is not None


def quotations(text: str, parse: Parse) -> list[Found]:
    """The attributions that textacy finds. A paragraph with an unclosed quotation has none: it refuses."""
    import spacy  # noqa: PLC0415 -- installed for this benchmark only
    from textacy.extract.triples import direct_quotations  # noqa: PLC0415

    vocabulary = spacy.blank("en").vocab
    found: list[Found] = []
    for tokens in _paragraphs(text, parse):
        doc = spacy.tokens.Doc(vocabulary, **_columns(text, tokens))
        try:
            triples = list(direct_quotations(doc))
        except ValueError:
            continue
        for triple in triples:
            parts = zip(("source", "cue", "content"), (triple.speaker, triple.cue, triple.content), strict=True)
            found.append({role: _spans(tokens[word.i] for word in words) for role, words in parts})
    return found


def _paragraphs(text: str, parse: Parse) -> Iterator[list[_Token]]:
    """The sentences that no line break parts, together."""
    own: list[_Token] = []
    for sentence in parse:
        if own and sentence and "\n" in text[own[-1].end : sentence[0][0]]:
            yield own
            own = []
        first = len(own)
        for n, (start, end, lemma, tag, _, head, dependency, *_rest) in enumerate(sentence):
            own.append(_Token(start, end, lemma, tag, first + (n if head < 0 else head), dependency, n == 0))
    if own:
        yield own


def _columns(text: str, tokens: Sequence[_Token]) -> dict[str, list[Any]]:
    gaps = [after.start > before.end for before, after in pairwise(tokens)]
    return {
        "words": [text[t.start : t.end] for t in tokens],
        "spaces": [*gaps, False],
        "tags": [t.tag for t in tokens],
        "pos": [
            _COARSE.get(t.tag) or _COARSE.get(t.tag[:2]) or ("X" if t.tag[:1].isalpha() else "PUNCT") for t in tokens
        ],
        "deps": [t.dependency if t.head != n else "ROOT" for n, t in enumerate(tokens)],
        "heads": [t.head for t in tokens],
        "lemmas": [t.lemma for t in tokens],
        "sent_starts": [t.opens for t in tokens],
    }


def _coarse(tag: str) -> str:
    return _COARSE.get(tag) or _COARSE.get(tag[:2]) or ("X" if tag[:1].isalpha() else "PUNCT")


def _spans(words: Iterable[_Token]) -> list[list[int]]:
    return [[word.start, word.end] for word in words]
