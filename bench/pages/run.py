"""How well pages of HTML are read, beside trafilatura alone in the same run.

The cases are real pages with gold by per-site parsers (see bench/README.md), `<country>/<Outlet>_<date>.html.gz` and
`<country>/<Outlet>.json`: version -> fields. Versions and dates go together in order. The metrics:

- body: summaries, subheadings and paragraphs, as gold has them; of a system all text but its title, captions and
  comments. 4-grams of words, precision and recall averaged over pages, F1 of the averages; exact after white space
  is folded, or in its words alone
- title: exact after white space and case are folded
- authors: the same set, of pages whose gold has any; `no author invented`, of those whose gold has none. Gold often
  names the agency or the outlet as author; `persons` leaves these out on both sides
- date: the same day as gold gives it

Rules and the model of blocks were tuned on every other outlet in order of names; `checking half` is the rest, and the
figures to go by. With other cases than the default ones every page is new.

Each system gets the bytes alone, no URL; these pages are UTF-8 whatever they declare, and every system is told so.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bench.pages.scores import Page, figures, is_english  # noqa: E402 -- the folder of benchmarks is no installed package

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DEFAULT_CASES = ROOT / ".." / "shared" / "data" / "pages"
SYSTEMS = {
    "onrecord": "by_onrecord",
    "trafilatura": "by_trafilatura",
    "trafilatura, precise": "by_trafilatura_precise",
}
_RATIOS = ("body F1", "body exact", "title exact", "authors, persons", "date", "pages/s", "peak MB")
# The declared language stands in the first tag.
_LANGUAGE = re.compile(rb"<html[^>]{0,2000}?\slang\s*=\s*[\"']?([a-zA-Z]{2})")
_LOOK_WITHIN = 100_000


class Case(NamedTuple):
    """One page, its language and its gold."""

    path: Path
    language: str
    gold: Page


def read_cases(folder: Path) -> Iterator[Case]:
    """The cases in order of country, outlet and date."""
    for gold_path in sorted(folder.glob("*/*.json")):
        versions = json.loads(gold_path.read_text(encoding="utf-8"))
        dated = re.compile(rf"{re.escape(gold_path.stem)}_\d{{4}}_\d\d_\d\d.*\.html\.gz")
        pages = sorted(path for path in gold_path.parent.iterdir() if dated.fullmatch(path.name))
        for page, name in zip(pages, sorted(versions, key=version_order), strict=True):
            gold = gold_page(versions[name])
            yield Case(page, language_of(gold.body, page), gold)


def version_order(name: str) -> list[int]:
    """V1 before V1_1, V9 before V10."""
    return [int(number) for number in re.findall(r"\d+", name)]


def gold_page(fields: dict[str, Any]) -> Page:
    """The gold of one version."""
    lines = list(fields["body"]["summary"])
    for section in fields["body"]["sections"]:
        lines += section["headline"] + section["paragraphs"]
    day = (fields.get("publishing_date") or "")[: len("2024-01-31")]
    return Page("\n".join(lines), fields.get("title") or "", tuple(fields.get("authors") or ()), day)


def language_of(body: str, page: Path) -> str:
    """English by the words of the gold body, else as the page declares; pages of other languages declare it rightly."""
    if is_english(body):
        return "en"
    with gzip.open(page) as file:
        declared = _LANGUAGE.search(file.read(_LOOK_WITHIN))
    found = declared[1].decode().lower() if declared else "und"
    return "und" if found == "en" else found


def extracted(module: str, cases: Sequence[Case]) -> dict[str, Any]:
    """What one system finds in a fresh process: `found`, `seconds`, `peak MB`."""
    command = [sys.executable, str(Path(__file__).parent / "run_one.py"), module]
    paths = "\n".join(str(case.path) for case in cases)
    done = subprocess.run(command, input=paths, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 -- the script beside this one
    result: dict[str, Any] = json.loads(done.stdout)
    result["found"] = [Page(body, title, tuple(authors), day) for body, title, authors, day in result["found"]]
    return result


def measure(cases: Sequence[Case]) -> dict[str, Any]:
    """System -> its figures for all pages, for English ones and for the checking half, its speed and its memory."""
    _, checking = halves(cases)
    groups = {
        "all": list(range(len(cases))),
        "en": [at for at, case in enumerate(cases) if case.language == "en"],
        "checking half": [at for at, case in enumerate(cases) if outlet_of(case) in checking],
    }
    groups = {group: chosen for group, chosen in groups.items() if chosen}
    result: dict[str, Any] = {"pages": {group: len(chosen) for group, chosen in groups.items()}}
    for name, module in SYSTEMS.items():
        ran = extracted(module, cases)
        tables = {group: scored(cases, ran["found"], chosen) for group, chosen in groups.items()}
        result[name] = {"figures": tables, "pages/s": len(cases) / ran["seconds"], "peak MB": ran["peak MB"]}
    return result


def outlet_of(case: Case) -> str:
    """The outlet with its country, as the cases' files are named."""
    return f"{case.path.parent.name}/{case.path.name.split('_')[0]}"


def halves(cases: Sequence[Case]) -> tuple[frozenset[str], frozenset[str]]:
    """The outlets that rules and the model of blocks were tuned on, and those to check with: every other in order."""
    outlets = sorted({outlet_of(case) for case in cases})
    return frozenset(outlets[::2]), frozenset(outlets[1::2])


def scored(cases: Sequence[Case], found: Sequence[Page], chosen: Sequence[int]) -> dict[str, float]:
    """The figures of some of the pages."""
    outlets = [cases[at].path.name.split("_")[0] for at in chosen]
    return figures([(cases[at].gold, found[at]) for at in chosen], outlets)


def print_table(result: dict[str, Any]) -> None:
    """Ratios to the peer first, then all figures, speed and memory last."""
    ours, peer = ({**result[name], **result[name]["figures"]["all"]} for name in ("onrecord", "trafilatura"))
    ratios = ", ".join(f"{name} {ours[name] / max(peer[name], 1e-9):.3f}" for name in _RATIOS)
    print(f"onrecord over trafilatura: {ratios}")
    for group in ours["figures"]:
        print(f"\n{group}: {result['pages'][group]} pages{'':14s}" + "".join(f"{name:>22s}" for name in SYSTEMS))
        for metric in ours["figures"][group]:
            shown = (f"{result[name]['figures'][group][metric]:22.4f}" for name in SYSTEMS)
            print(f"{metric:26s}" + "".join(shown))
    print()
    for metric in ("pages/s", "peak MB"):
        print(f"{metric:26s}" + "".join(f"{result[name][metric]:22.1f}" for name in SYSTEMS))


def sample(cases: Sequence[Case], limit: int | None) -> list[Case]:
    """At most so many, evenly spread, the same ones each time."""
    if limit is None or limit >= len(cases):
        return list(cases)
    return [cases[at * len(cases) // limit] for at in range(limit)]


def main() -> int:
    """Measures and prints; exit status 2 where the cases are missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=DEFAULT_CASES, help="folder of pages (default: %(default)s)")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    parser.add_argument("--limit", type=int, metavar="N", help="at most N pages, evenly spread")
    parser.add_argument("--language", metavar="CODE", help="pages of this language only, as in `en`")
    asked = parser.parse_args()
    cases = list(read_cases(asked.cases)) if asked.cases.is_dir() else []
    cases = sample([case for case in cases if asked.language in {None, case.language}], asked.limit)
    if not cases:
        print(f"pages: there are no cases at {asked.cases}; give their path with --cases", file=sys.stderr)
        return 2
    result = measure(cases)
    print_table(result)
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
