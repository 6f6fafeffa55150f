"""Fits the weights of `assess/toll.toml` to every second incident, by id, and prints them as TOML.

Conditional likelihood of the toll among its candidates, with a quadratic penalty (a conditional logit, McFadden 1974)
on what departs from taking each saying at its word.
No weight is given to a toll for itself, save one for the number of victims: what was common among these incidents is no
evidence for another.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

sys.path[:0] = [str(Path(__file__).parents[2])]

from bench.incidents.cases import DEFAULT_CASES, figures_of, read_cases  # noqa: E402 -- bench is no installed package

from onrecord.assess._toll import SIZE, Toll, candidates, features, said  # noqa: E402 -- likewise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.incidents.cases import Case
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_PENALTY, _STEPS, _PACE = 0.002, 1500, 0.1
# Were it free, what is common among these incidents would make "one dead, four hurt" alone on a page one victim.
_SIZE = -1.6
# A weight below this changes no answer.
_LEAST = 0.05
_AT_ITS_WORD = 1.0


class Table:
    """Every candidate of every incident as a row of shares by name of weight."""

    def __init__(self, cases: Sequence[Case]) -> None:
        """Reads the cases; incidents whose toll is no candidate are left out."""
        self.names: dict[str, int] = {}
        self.rows: list[int] = []
        self.columns: list[int] = []
        self.shares: list[float] = []
        self.starts: list[int] = []
        self.right: list[int] = []
        self.count = 0
        for case in cases:
            self._add(case)

    def _add(self, case: Case) -> None:
        pages = said(f for article in case.articles for f in figures_of(article))
        among = candidates(pages)
        if Toll(*case.gold) not in among:
            return
        self.starts.append(self.count)
        self.right.append(self.count + among.index(Toll(*case.gold)))
        for of in among:
            owed: Counter[str] = Counter()
            for name, share in features(pages, of):
                owed[name] += share  # type: ignore[assignment]  # a share, no count
            for name, share in owed.items():
                self.rows.append(self.count)
                self.columns.append(self.names.setdefault(name, len(self.names)))
                self.shares.append(share)
            self.count += 1


def fit(table: Table) -> Floats:
    """The weights, in the order of the table's names."""
    rows, columns, shares = (np.array(v) for v in (table.rows, table.columns, table.shares))
    starts, right = np.array(table.starts), np.array(table.right)
    incident = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, table.count)))
    at_right = np.isin(rows, right)
    target = np.bincount(columns[at_right], shares[at_right], len(table.names))
    # What is said of few incidents is taken at its word.
    word = np.array([_AT_ITS_WORD * name.endswith(("equal", "+0")) for name in table.names])
    weights = word.copy()
    mean, square = np.zeros(len(weights)), np.zeros(len(weights))
    for step in range(1, _STEPS + 1):
        score = np.bincount(rows, weights[columns] * shares, table.count)
        likely = np.exp(score - np.maximum.reduceat(score, starts)[incident])
        likely /= np.add.reduceat(likely, starts)[incident]
        slope = (np.bincount(columns, likely[rows] * shares, len(weights)) - target) / len(starts) + _PENALTY * (
            weights - word
        )
        # Adam (Kingma and Ba 2015)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        pace = _PACE * min(1.0, 3 * (1 - step / _STEPS))
        weights -= pace * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        weights[table.names[SIZE]] = max(weights[table.names[SIZE]], _SIZE)
    return weights


def main() -> int:
    """Prints the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=DEFAULT_CASES, help="gzipped JSON Lines (default: %(default)s)")
    table = Table(read_cases(parser.parse_args().cases)[::2])
    found = fit(table)
    for name, at in sorted(table.names.items()):
        if abs(found[at]) >= _LEAST:
            print(f'"{name}" = {found[at]:.2f}')
    return 0


if __name__ == "__main__":
    sys.exit(main())
