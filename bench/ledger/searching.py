"""What a search costs a ledger that is large, beside one that is small.

Letters are varied from story to story and digits are not. So a word of one made story is rare, and a number of a page
that was read stands in each story made of it: as common, in a ledger of any size, as `the` is in English.
"""

from __future__ import annotations

import time
from collections import Counter
from itertools import count, islice
from statistics import median
from typing import TYPE_CHECKING

from onrecord.ledger import Ledger, Sought
from onrecord.ledger import _index as index
from onrecord.ledger._terms import terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.model import Digest

# Alternatives of the search for what is common.
COMMON = 4
# Letters of a word that no other story has by chance.
RARE = 7


def indexed(ledger: Ledger) -> float:
    """Seconds that making the index of a filled ledger anew took, by the page."""
    began = time.perf_counter()
    with ledger._writing() as db:  # noqa: SLF001 -- as a migration does
        index.fill(db)
    return (time.perf_counter() - began) / max(len(ledger.captures()), 1)


def common(pages: Sequence[Digest]) -> str:
    """A query of numbers that stand in most stories, any of which will do."""
    found = Counter(word for page in pages for word in {t.word for t in terms(page.article.text) if t.word.isdigit()})
    return " OR ".join(word for word, _ in found.most_common(COMMON))


def rare(ledger: Ledger) -> Iterator[str]:
    """Queries of two words that stand together in one made story or in none; never the same one again."""
    with ledger._reading() as db:  # noqa: SLF001 -- any of its statements
        words = db.exec_driver_sql("SELECT quote FROM evidence ORDER BY id LIMIT 2000").scalars().all()
    for quote in words:
        long = list(dict.fromkeys(t.word for t in terms(quote) if len(t.word) >= RARE))
        if len(long) > 1:
            yield f"{long[0]} {long[1]}"


def searched(ledgers: Sequence[Ledger], pages: Sequence[Digest], rounds: int) -> list[dict[str, float]]:
    """For each ledger the median of the seconds that a search took, for rare words and for common ones, in turn."""
    took: list[dict[str, list[float]]] = [{"rare words": [], "common words": []} for _ in ledgers]
    queries = [list(islice(rare(ledger), rounds)) for ledger in ledgers]
    for at in islice(count(), rounds):
        for which in sorted(range(len(ledgers)), reverse=bool(at % 2)):
            own = queries[which]
            for kind, asked in (("rare words", own[at % len(own)]), ("common words", common(pages))):
                began = time.perf_counter()
                found = ledgers[which].search(Sought(asked))
                took[which][kind].append(time.perf_counter() - began)
                if not found.hits:
                    raise LookupError(f"nothing was found by {asked}, so that its time says nothing")
    return [{kind: median(seconds) for kind, seconds in found.items()} for found in took]
