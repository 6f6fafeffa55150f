"""Learns how much each feature of `onrecord.reader._antecedents` speaks for a person; writes antecedents.toml.

A conditional logit: of the persons named or meant near "he" or "she", which one is it (Denis and Baldridge 2008)?
Cases: `labels.jsonl` on PolNeAR train, four times the weight of GUM's pronouns, whose news counts twice.
Prints the share right in five folds by article, by genre, then writes the weights learned from all.

    python training/speakers/train.py
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).parent))

from bench.speakers.scores import Label, same, words_of
from cases import ROOT, Known, gum, labelled

from onrecord.reader._antecedents import FEATURES, features
from onrecord.reader._pronouns import HE, LIKELY, SHE

Floats = npt.NDArray[np.float64]

WRITTEN = ROOT / "src" / "onrecord" / "reader" / "antecedents.toml"
HEAD = "# How much each feature of _antecedents.py speaks for a person, as training/speakers/train.py learned it.\n\n"
FOLDS = 5
# Of a Gaussian prior; .3 and 10 are no better in five folds.
STRENGTH = 3.0
WEIGHT = {"polnear": 4.0, "news": 2.0}
NEAR = 80


class Choice(NamedTuple):
    """A pronoun: the features of each person near by, and which of them are right."""

    article: str
    genre: str
    rows: Floats
    right: npt.NDArray[np.bool_]


def choices() -> list[Choice]:
    """All pronouns for which the right one is among the persons named."""
    labels, known = labelled()
    found = [choice for label in labels if (choice := by_label(label, known[label.article]))]
    for row, each in gum():
        found += by_coreference(row, each)
    return found


def by_label(label: Label, known: Known) -> Choice | None:
    """The pronoun of a label; None where it is none."""
    if words_of(label.source, known.text).strip().lower() not in HE | SHE:
        return None
    own = _features(known, label.source[0][0])
    right = {name for name in own if any(same(name, each, person=True) for each in label.names)}
    return _choice(known.id, "polnear", own, right)


def by_coreference(row: dict[str, Any], known: Known) -> list[Choice]:
    """GUM's "he" and "she": right are the names that mostly stand for the entity of the pronoun."""
    named = [m for m in row["mentions"] if m["named"] and m["type"] == "person"]
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for person in known.cast.mentions:
        for mention in named:
            start, end = mention["head"]
            if person.kind == "PER" and start < person.span.end and person.span.start < end:
                votes[person.name][mention["entity"]] += 1
    owner = {name: count.most_common(1)[0][0] for name, count in votes.items()}
    found = []
    for mention in row["mentions"]:
        start, end = mention["span"]
        # Of those within somebody's words only sources are asked for, and GUM has none marked.
        told = any(a <= start < b for a, b in known.cast.told)
        if known.text[start:end].lower() in {"he", "she"} and not told:
            own = _features(known, start)
            right = {name for name in own if owner.get(name) == mention["entity"]}
            if choice := _choice(known.id, str(row["genre"]), own, right):
                found.append(choice)
    return found


def _features(known: Known, at: int) -> dict[str, list[float]]:
    cast = known.cast
    other = "she" if known.text[at : at + 2].lower() in {"he", "hi"} else "he"
    before = [trace for trace in cast.traces if trace.start < at][-NEAR:]
    return features(cast.scene, [trace for trace in before if cast.scene.genders.get(trace.name) != other], at)


def _choice(article: str, genre: str, own: dict[str, list[float]], right: set[str]) -> Choice | None:
    if not right:
        return None
    return Choice(article, genre, np.array(list(own.values())), np.array([name in right for name in own]))


def fitted(cases: list[Choice]) -> Floats:
    """The weights that make the right ones likeliest."""

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = 0.5 * STRENGTH * float(weights @ weights), STRENGTH * weights
        for case in cases:
            share = shares(weights, case)
            own = share * case.right
            weight = WEIGHT.get(case.genre, 1.0)
            total -= weight * float(np.log(own.sum() + 1e-12))
            slope = slope + weight * (case.rows.T @ (share - own / (own.sum() + 1e-12)))
        return total, slope

    result: Floats = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x
    return result


def shares(weights: Floats, case: Choice) -> Floats:
    """How likely each person is, of 1."""
    scores = case.rows @ weights
    parts: Floats = np.exp(scores - scores.max())
    return parts / parts.sum()


def cross_validated(cases: list[Choice]) -> dict[str, list[tuple[float, bool]]]:
    """By genre, how likely the likeliest was and whether it was right, learned without its article."""
    articles = sorted({case.article for case in cases})
    fold = {article: n % FOLDS for n, article in enumerate(articles)}
    seen: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for number in range(FOLDS):
        weights = fitted([case for case in cases if fold[case.article] != number])
        for case in cases:
            if fold[case.article] == number:
                share = shares(weights, case)
                seen[case.genre].append((float(share.max()), bool(case.right[share.argmax()])))
    return seen


def main() -> None:
    """Learns, prints and writes."""
    cases = choices()
    for genre, outcomes in sorted(cross_validated(cases).items()):
        unsure = [right for share, right in outcomes if share < LIKELY]
        print(
            f"{genre:10s} {len(outcomes):4d} right {np.mean([right for _, right in outcomes]):.3f}; "
            f"of {len(unsure)} below {LIKELY} {sum(unsure)}"
        )
    lines = [f'"{feature}" = {weight:.3f}\n' for feature, weight in zip(FEATURES, fitted(cases), strict=True)]
    WRITTEN.write_text(HEAD + "[weights]\n" + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
