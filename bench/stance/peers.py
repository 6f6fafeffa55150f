"""What else could say how a body stands to a headline. All learn from the train part, in the same run."""

from __future__ import annotations

import re
from collections import Counter
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias

from onrecord.assess._stancewords import lexicon, stems_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bench.stance.cases import Cases, Pair

# Of unrelated pairs one in so many is learned from, at so much the weight: there are four for each other one.
_THIN = 4
_CHARACTERS = (2, 4, 8, 16)
_WORDS = (2, 3, 4, 5, 6)
# The challenge's own baseline looks for runs of letters in the whole body and in its beginning.
_BEGINNING, _LEAD = 255, 100
_WORD = re.compile(r"\w+")


def majority(known: Cases, asked: Cases) -> list[str]:
    """The commonest label."""
    (commonest,) = Counter(pair.label for pair in known.pairs).most_common(1)
    return [commonest[0]] * len(asked.pairs)


def tf_idf(known: Cases, asked: Cases) -> list[str]:
    """Logistic regression over the TF-IDF of headline and body and their cosine (as in Riedel and others 2017)."""
    sparse, text, linear = map(
        import_module, ("scipy.sparse", "sklearn.feature_extraction.text", "sklearn.linear_model")
    )
    learned_from, weights = thinned(known.pairs)
    words = text.TfidfVectorizer(max_features=5000, stop_words="english", sublinear_tf=True)
    words.fit([*known.bodies.values(), *{pair.claim for pair in known.pairs}])

    def rows(cases: Cases, pairs: Sequence[Pair]) -> Any:  # noqa: ANN401 -- a matrix of a library that need not be there
        names = {name: at for at, name in enumerate(cases.bodies)}
        bodies = words.transform(cases.bodies.values())[[names[pair.body] for pair in pairs]]
        claims = words.transform([pair.claim for pair in pairs])
        # Stretched, so that it counts for something beside 10,000 words.
        cosine = 10 * sparse.csr_matrix(claims.multiply(bodies).sum(axis=1))
        return sparse.hstack([claims, bodies, cosine], format="csr")

    model = linear.LogisticRegression(C=10, max_iter=200)
    model.fit(rows(known, learned_from), [pair.label for pair in learned_from], sample_weight=weights)
    return [str(label) for label in model.predict(rows(asked, asked.pairs))]


def challenge(known: Cases, asked: Cases) -> list[str]:
    """Boosting over the kinds of features of the Fake News Challenge's baseline (2017)."""
    ensemble = import_module("sklearn.ensemble")
    learned_from, weights = thinned(known.pairs)
    model = ensemble.HistGradientBoostingClassifier(
        max_iter=200, max_leaf_nodes=8, early_stopping=False, random_state=1
    )
    rows = [counts(pair.claim, known.bodies[pair.body]) for pair in learned_from]
    model.fit(rows, [pair.label for pair in learned_from], sample_weight=weights)
    asked_rows = [counts(pair.claim, asked.bodies[pair.body]) for pair in asked.pairs]
    return [str(label) for label in model.predict(asked_rows)]


def thinned(pairs: Sequence[Pair]) -> tuple[list[Pair], list[float]]:
    """All related pairs and some of the others, with their weights."""
    unrelated = [pair for pair in pairs if pair.label == "unrelated"]
    related = [pair for pair in pairs if pair.label != "unrelated"]
    few = unrelated[::_THIN]
    return related + few, [1.0] * len(related) + [len(unrelated) / len(few)] * len(few) if few else [1.0] * len(related)


def counts(claim: str, body: str) -> list[float]:
    """Overlap of words, refuting words in the headline, their parity in both, and runs of letters and words shared."""
    said, told = _WORD.findall(claim.lower()), _WORD.findall(body.lower())
    mine, theirs = set(said), set(told)
    kinds = lexicon().kinds
    refuting = kinds["debunk"] | kinds["deny"] | kinds["doubt"] | kinds["negation"]
    ours, other = stems_of(claim)[0], stems_of(body)[0]
    letters = " ".join(said)
    text, spaced = " ".join(told), f" {' '.join(told)} "
    found: list[float] = [len(mine & theirs) / max(1, len(mine | theirs))]
    found += [float(word in ours) for word in sorted(refuting)]
    found += [sum(word in refuting for word in own) % 2 for own in (ours, other)]
    found += [sum(word in theirs for word in said), sum(word in text[:_BEGINNING] for word in said)]
    for size in _CHARACTERS:
        runs = [letters[at : at + size] for at in range(len(letters) - size + 1)]
        found += [sum(run in part for run in runs) for part in (text, text[:_BEGINNING], text[:_LEAD])]
    for size in _WORDS:
        rows = (said[at : at + size] for at in range(len(said) - size + 1))
        found += [sum(f" {' '.join(row)} " in spaced for row in rows)]
    return found


Peer: TypeAlias = "Callable[[Cases, Cases], list[str]]"
PEERS: dict[str, Peer] = {
    "majority": majority,
    "TF-IDF and regression": tf_idf,
    "challenge's baseline": challenge,
}
