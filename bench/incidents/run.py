"""How many were killed and injured in one incident, from the articles that report it: both exactly right, or not.

The articles are read by the reader's rules for numbers and casualties, without its network: who said a figure is not
asked here. Groups: all; `disagree`, where two articles state different numbers by the plain patterns of the peer;
`four or more` victims. Half of the incidents, every second by id, were used to fit the weights of the answer and to
look at errors; the figures of both halves are printed. Stages: `one article`, incidents that have but one; `some
article`, where an answer from one article alone would be right; `reconciled`, the answer from all of them.

The same articles are also entered in ledgers and asked of them (see `recorded.py`): of every fifth incident, or with
`--all` of all. `recorded alone`: each incident in a ledger of its own; `recorded together`: all of these in one, told
apart by the ledger's own events. What they are over the direct answer stands beside: 0, where a ledger loses nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1])]

from bench.incidents import peer  # noqa: E402 -- bench is no installed package
from bench.incidents.cases import DEFAULT_CASES, figures_of, read_cases  # noqa: E402 -- likewise
from bench.incidents.recorded import alone, answered, together  # noqa: E402 -- likewise

from onrecord.assess._toll import toll  # noqa: E402 -- likewise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bench.incidents.cases import Case

    from onrecord.model import Article, Figure

_MANY = 4
# Of so many incidents one is entered in ledgers; of both halves, since it is odd.
EVERY = 5
SYSTEMS = ("onrecord", "patterns")
METRICS = ("both", "killed", "injured")


class Judged(NamedTuple):
    """An incident with the answers: by system, and from each of its articles alone."""

    case: Case
    groups: frozenset[str]
    answers: dict[str, tuple[int, int]]
    singly: tuple[tuple[int, int], ...]


def answer(figures: Iterable[Figure]) -> tuple[int, int]:
    """Killed and injured as the figures best support; none of either where there are no figures."""
    return answered(toll(figures))


def disagree(articles: Sequence[Article]) -> bool:
    """Whether two articles state different numbers of killed or of injured, by plain patterns."""
    stated = [peer.stated(article.text) for article in articles]
    return any(len({each[n] for each in stated if each[n] is not None}) > 1 for n in (0, 1))


def judge(case: Case, half: str) -> Judged:
    """The answers on one incident."""
    pages = [figures_of(article) for article in case.articles]
    groups = {"all", half}
    groups |= {"disagree"} if disagree(case.articles) else set()
    groups |= {"four or more"} if sum(case.gold) >= _MANY else set()
    answers = {"onrecord": answer(f for page in pages for f in page), "patterns": peer.answer(case.articles)}
    return Judged(case, frozenset(groups), answers, tuple(answer(page) for page in pages))


def judge_all(cases: Sequence[Case]) -> list[Judged]:
    """All of them; the first half by id is that which the weights were fitted to."""
    return [judge(case, "half held" if n % 2 else "half fitted") for n, case in enumerate(cases)]


def share(judged: Sequence[Judged], right: Callable[[Judged], bool]) -> float:
    """The share of which it holds; NaN of nothing."""
    return sum(map(right, judged)) / len(judged) if judged else float("nan")


def figures_for(judged: Sequence[Judged], system: str) -> dict[str, float]:
    """The share with both right, and with each."""
    return {
        "both": share(judged, lambda j: j.answers[system] == j.case.gold),
        "killed": share(judged, lambda j: j.answers[system][0] == j.case.killed),
        "injured": share(judged, lambda j: j.answers[system][1] == j.case.injured),
    }


def stages(judged: Sequence[Judged]) -> dict[str, float]:
    """Extraction and reconciliation apart: which of the two limits."""
    several = [j for j in judged if len(j.singly) > 1]
    return {
        "one article": share([j for j in judged if len(j.singly) == 1], lambda j: j.singly[0] == j.case.gold),
        "any article": share([j for j in judged for _ in j.singly], _of_each(judged)),
        "some article": share(several, lambda j: j.case.gold in j.singly),
        "reconciled": share(several, lambda j: j.answers["onrecord"] == j.case.gold),
    }


def _of_each(judged: Sequence[Judged]) -> Callable[[Judged], bool]:
    each = iter([(j, found) for j in judged for found in j.singly])

    def right(_: Judged) -> bool:
        j, found = next(each)
        return found == j.case.gold

    return right


def measure(judged: Sequence[Judged]) -> dict[str, Any]:
    """System -> figures -> group -> metric; and the stages of ours by group."""
    names = ("all", "disagree", "four or more", "half fitted", "half held")
    groups = {name: [j for j in judged if name in j.groups] for name in names}
    held = [j for j in judged if "half held" in j.groups]
    groups |= {f"held, {name}": [j for j in held if name in j.groups] for name in ("disagree", "four or more")}
    result: dict[str, Any] = {"counts": {name: len(own) for name, own in groups.items()}}
    for system in SYSTEMS:
        result[system] = {"figures": {name: figures_for(own, system) for name, own in groups.items()}}
    result["stages"] = {name: stages(groups[name]) for name in groups}
    for name, own in groups.items():
        ours, plain = (result[system]["figures"][name]["both"] for system in SYSTEMS)
        result["onrecord"]["figures"][name]["over patterns"] = ours - plain
        del own
    return result


def through_ledger(judged: Sequence[Judged], folder: Path) -> dict[str, dict[str, float]]:
    """Way -> metric: what the record answers on these incidents, and what that is over the direct answer."""
    cases = [j.case for j in judged]
    ways = {"recorded alone": alone(cases, folder), "recorded together": together(cases, folder)}
    direct = figures_for(judged, "onrecord")
    found = {"direct": direct}
    for way, answers in ways.items():
        own = [j._replace(answers={"onrecord": answers[j.case.id]}) for j in judged]
        figures = figures_for(own, "onrecord")
        found[way] = {**figures, "over direct": figures["both"] - direct["both"]}
    return found


def print_recorded(found: dict[str, dict[str, float]], count: int) -> None:
    """A line for each way through the ledger; in percent."""
    print(f"\n{f'through the ledger ({count})':28s}" + "".join(f"{m:>15s}" for m in (*METRICS, "over direct")))
    for way, own in found.items():
        print(f"{way:28s}" + "".join(f"{100 * v:15.1f}" for v in own.values()))


def print_table(result: dict[str, Any]) -> None:
    """A line a group: both systems, then the stages; in percent."""
    print(f"{'':22s}{'n':>6s}" + "".join(f"{system + ' ' + m:>18s}" for system in SYSTEMS for m in METRICS))
    for name, count in result["counts"].items():
        row = [result[system]["figures"][name][m] for system in SYSTEMS for m in METRICS]
        print(f"{name:22s}{count:6d}" + "".join(f"{100 * v:18.1f}" for v in row))
    print(f"\n{'stages':28s}" + "".join(f"{stage:>15s}" for stage in result["stages"]["all"]))
    for name, own in result["stages"].items():
        print(f"{name:28s}" + "".join(f"{100 * v:15.1f}" for v in own.values()))


def print_errors(judged: Iterable[Judged]) -> None:
    """What is wrong, and why it was thought so; the held half stays unseen."""
    for j in judged:
        if j.answers["onrecord"] != j.case.gold and "half held" not in j.groups:
            print(f"\n{j.case.id}: killed, injured {j.case.gold}, found {j.answers['onrecord']}; singly {j.singly}")
            for question in toll(f for article in j.case.articles for f in figures_of(article)):
                for reason in question.answer.reasons if question.answer else ():
                    words = " | ".join(" ".join(c.quote.split())[:160] for c in reason.citations)
                    print(f"  {question.role}: {reason.words}: {words}")


def main() -> int:
    """Measures and prints; exit status 2 where the cases are missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=DEFAULT_CASES, help="gzipped JSON Lines (default: %(default)s)")
    parser.add_argument("--show", action="store_true", help="list the errors, but for those of the held half")
    parser.add_argument("--all", action="store_true", help="enter all incidents in ledgers, not every fifth")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    asked = parser.parse_args()
    if not asked.cases.exists():
        print(f"incidents: there is nothing at {asked.cases}; see --help", file=sys.stderr)
        return 2
    judged = judge_all(read_cases(asked.cases))
    result = measure(judged)
    print_table(result)
    some = judged if asked.all else judged[::EVERY]
    with tempfile.TemporaryDirectory() as folder:
        recorded = through_ledger(some, Path(folder))
    print_recorded(recorded, len(some))
    result["onrecord"]["figures"] |= recorded
    if asked.show:
        print_errors(judged)
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
