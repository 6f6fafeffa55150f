"""How does an article stand to a headline: agree, disagree, discuss, unrelated; the package beside three peers.

Cases are those of the Fake News Challenge (FNC-1), split by body (`cases.py`). The model was trained on the bodies that
`trained.txt` knows by the digest of their text; figures are of all the others among the cases. They tell of stories
that are, mostly, in the train part too: other bodies about the same, the same headlines. "new claims" are the pairs
whose headline stands in none of the trained bodies' related pairs; of wholly new stories `training/stance/CARD.md` has
the cross-validated figures, which are lower.

Peers learn from the train and dev parts of `--train`; without scikit-learn only the majority is measured beside.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1])]

from bench.stance import peers, scores  # noqa: E402 -- the folder of benchmarks is no installed package
from bench.stance.cases import Cases, Pair, digest, read_cases  # noqa: E402 -- likewise

from onrecord.assess._stance import stance  # noqa: E402 -- likewise

if TYPE_CHECKING:
    from collections.abc import Sequence

DEFAULT_CASES = HERE.parents[1] / ".." / "shared" / "data" / "stance" / "train.jsonl.gz"
TRAINED = HERE / "trained.txt"


def parted(cases: Cases, trained: set[str]) -> tuple[Cases, Cases]:
    """The pairs of bodies that were trained on, and the others."""
    known = {name for name, text in cases.bodies.items() if digest(text) in trained}
    return _of(cases, known), _of(cases, cases.bodies.keys() - known)


def _of(cases: Cases, names: set[str]) -> Cases:
    pairs = [pair for pair in cases.pairs if pair.body in names]
    # In the order of bodies, so that each text is taken apart once.
    return Cases(
        {name: cases.bodies[name] for name in sorted(names)}, sorted(pairs, key=lambda pair: (pair.body, pair.claim))
    )


def groups_of(asked: Sequence[Pair], known: Cases) -> dict[str, list[int]]:
    """Group -> which of the pairs asked are in it."""
    claims = {pair.claim for pair in known.pairs if pair.label != "unrelated"}
    return {
        "held-out bodies": list(range(len(asked))),
        "held-out bodies, new claims": [at for at, pair in enumerate(asked) if pair.claim not in claims],
    }


def answers(known: Cases, asked: Cases) -> dict[str, list[str]]:
    """System -> what it says of each pair asked."""
    found: dict[str, list[str]] = {
        "onrecord": [stance(pair.claim, asked.bodies[pair.body]).label for pair in asked.pairs]
    }
    able = find_spec("sklearn") is not None
    peers_here = {name: own for name, own in peers.PEERS.items() if known.pairs and (able or name == "majority")}
    return found | {name: list(own(known, asked)) for name, own in peers_here.items()}


def measure(known: Cases, asked: Cases) -> dict[str, Any]:
    """System -> group -> metric -> figure."""
    gold = [pair.label for pair in asked.pairs]
    groups = groups_of(asked.pairs, known)
    result: dict[str, Any] = {"counts": {name: len(own) for name, own in groups.items()}}
    for system, found in answers(known, asked).items():
        own = {
            name: scores.figures([gold[at] for at in places], [found[at] for at in places])
            for name, places in groups.items()
        }
        result[system] = {"figures": own}
    return result


def print_table(result: dict[str, Any]) -> None:
    """A group after the other, a line a system, in percent."""
    for group, count in result["counts"].items():
        print(f"\n{group}: {count} pairs\n{'':22s}" + "".join(f"{metric:>12s}" for metric in scores.METRICS))
        for system in (name for name in result if name != "counts"):
            own = result[system]["figures"][group]
            shown = (f"{100 * own[m]:12.1f}" if own[m] == own[m] else f"{'':>12s}" for m in scores.METRICS)
            print(f"{system:22s}" + "".join(shown))
    if len(result) < len(peers.PEERS) + 2:
        print("\nnot all peers were run: they need scikit-learn, and cases to learn from (--train)")


def main() -> int:
    """Measures and prints; exit status 2 where cases are missing or are none."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--cases",
        type=Path,
        default=DEFAULT_CASES,
        help='gzipped JSON Lines, first {"bodies": {id: text}}, then headline, body, stance (default: %(default)s)',
    )
    parser.add_argument(
        "--train", type=Path, default=DEFAULT_CASES, help="what peers learn from (default: %(default)s)"
    )
    parser.add_argument("--json", type=Path, help="write the figures here too")
    asked = parser.parse_args()
    if not asked.cases.exists():
        print(f"stance: not measured, there are no cases at {asked.cases}; see --help", file=sys.stderr)
        return 2
    trained = set(TRAINED.read_text(encoding="utf-8").split())
    try:
        known = parted(read_cases(asked.train), trained)[0] if asked.train.exists() else Cases({}, [])
        others = parted(read_cases(asked.cases), trained)[1]
    except (EOFError, OSError, KeyError, TypeError, ValueError) as error:
        print(f"stance: {asked.cases} or {asked.train} holds no such cases ({error!r}); see --help", file=sys.stderr)
        return 2
    if not others.pairs:
        print(f"stance: not measured, the model was trained on all bodies of {asked.cases}", file=sys.stderr)
        return 2
    began = time.perf_counter()
    result = measure(known, others)
    print_table(result)
    print(f"\n{len(others.pairs)} pairs, peers' learning included: {time.perf_counter() - began:.0f} s")
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
