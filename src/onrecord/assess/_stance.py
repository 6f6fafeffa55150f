"""Whether a text agrees with a claim, disputes it, only discusses it, or has nothing to do with it.

The four stances are those of the Fake News Challenge (FNC-1, Pomerleau and Rao 2017). The record does not ask: a whole
article that disputes a claim does not say which words deny it, and of a story that was not learned from the F1 of
disagree is .20 (training/stance/CARD.md). `bench/stance` measures it; the record goes by `_disputes`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.assess._stancefeatures import Beside, Claim, Told
from onrecord.assess._stancemodel import LABELS, Label, margins, model
from onrecord.assess._stancewords import lexicon

if TYPE_CHECKING:
    from onrecord.assess._stancemodel import Model
    from onrecord.model import Span

_TELLING: dict[Label, tuple[str, ...]] = {
    "unrelated": (),
    "discuss": ("report", "hedge", "doubt"),
    "agree": ("affirm",),
    "disagree": ("debunk", "deny", "doubt", "negation"),
}
"""Kinds of words that a stance is told by."""
_TEXTS = 8
"""Texts kept taken apart: one is mostly asked about several claims in a row."""


class Stance(NamedTuple):
    """How a text stands to a claim, and the words that led to it."""

    label: Label
    nearest: Span | None
    """The sentence of the text that covers most of the claim; none where they are unrelated."""
    words: tuple[Span, ...]
    """Words of that sentence and its neighbours, or of the second nearest and its, that refute, hedge or affirm."""
    claim_words: tuple[Span, ...]
    """Words of the claim that do, for a text that affirms what a claim calls a hoax disputes it."""


def stance(claim: str, text: str, learned: Model | None = None) -> Stance:
    """The stance of `text` to `claim`, a headline or one proposition; spans are of the one and of the other.

    `learned` takes the place of the model in the package; raises OnRecordError where that is damaged.
    """
    beside = Beside(Claim(claim), _told(text))
    label = _label(beside, learned or model())
    if label == "unrelated":
        return Stance(label, None, (), ())
    kinds = frozenset[str]().union(*(lexicon().kinds[kind] for kind in _TELLING[label]))
    told = beside.told
    words = (
        (stem, span) for at in beside.around for stem, span in zip(told.sentences[at], told.places[at], strict=True)
    )
    return Stance(
        label,
        told.spans[beside.order[0]],
        tuple(span for stem, span in words if stem in kinds),
        tuple(span for stem, span in zip(beside.claim.stems, beside.claim.places, strict=True) if stem in kinds),
    )


def _label(beside: Beside, learned: Model) -> Label:
    if not max(beside.covers):
        return "unrelated"
    found = margins(learned, beside)
    return LABELS[found.index(max(found))]


@lru_cache(maxsize=_TEXTS)
def _told(text: str) -> Told:
    return Told(text)
