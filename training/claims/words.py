"""Writes `src/onrecord/assess/common.txt`: the stems of news from the commonest on, names capitalised.

    python training/claims/words.py ARTICLES.jsonl.gz

Counts in how many articles (`text`, JSON Lines, gzip) each stem stands, and how often it is written small.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from pathlib import Path

from onrecord.assess._wording import stem
from onrecord.text import fold

OUT = Path(__file__).parents[2] / "src" / "onrecord" / "assess" / "common.txt"
# Beyond these a stem stands in one article of a hundred and fifty, too few to tell its rank.
SIZE = 4000
LINE = 12
# A name is written small now and then, in addresses and hashtags.
NAMES = 0.1


def main(path: Path) -> None:
    """Count and write."""
    articles: Counter[str] = Counter()
    small: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            tokens = re.findall(r"[^\W_]+(?:[’'.][^\W_]+)*", json.loads(line)["text"])
            stems = [stem(part) for token in tokens for part in fold(token).split()]
            articles.update(set(stems))
            for token in tokens:
                for part in fold(token).split():
                    seen[stem(part)] += 1
                    small[stem(part)] += token.islower()
    words = [s for s, _ in sorted(articles.items(), key=lambda item: (-item[1], item[0])) if s.isalpha() and len(s) > 1]
    shown = [s.capitalize() if small[s] < NAMES * seen[s] else s for s in words[:SIZE]]
    lines = [" ".join(shown[at : at + LINE]) for at in range(0, len(shown), LINE)]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
