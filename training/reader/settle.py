"""Evens out how readily trained weights give a name of another kind than a person, a body or a place.

`python training/reader/settle.py build/reader/epoch-6.pt --into build/reader/settled.pt`. Universal NER and PolNeAR's
automatic tags mark few such names, so that the network takes too many of them for bodies.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from onrecord.reader._tags import NAMES

# Of 0, 0.5, 1 and 1.5 by every other of the documents kept for measuring: F1 74.0 to 74.8; of the others 80.7 to 81.5.
_MORE = 1.0


def main() -> None:
    """Adds to the biases of MISC."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("weights", type=Path)
    parser.add_argument("--into", type=Path, required=True, help="the file to write")
    given = parser.parse_args()
    weights = torch.load(given.weights, weights_only=True)
    weights["name_outer.bias"][[at for at, tag in enumerate(NAMES) if tag.endswith("MISC")]] += _MORE
    torch.save(weights, given.into)


if __name__ == "__main__":
    main()
