"""When a speaker is named rightly: the labels, what two names have in common, and the counts."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

Spans = list[list[int]]
Verdict = Literal["right", "unresolved", "wrong"]

_ARTICLES = frozenset({"a", "an", "the"})
# Words for what a person is that stand before the name and are no part of it. All up to the last of them goes:
# `Trump campaign spokesman Jason Miller` is Jason Miller.
_TITLE_WORDS = (
    "mr mrs ms miss dr prof professor sir rev sen senator rep representative del delegate congressman congresswoman "
    "gov governor mayor president chancellor premier minister secretary chairman chairwoman chair chief "
    "commissioner director manager general gen lt col colonel capt captain sgt officer justice judge attorney "
    "lawyer spokesman spokeswoman spokesperson adviser advisor aide ambassador leader nominee candidate democrat "
    "republican host activist economist pollster speaker"
)
_TITLES = frozenset(_TITLE_WORDS.split())
_FIRST_PART = re.compile(r"[^,(\[]+")
_OF_SOMEBODY = re.compile(r"['’]s?(?!\w)")


class Answer(NamedTuple):
    """Whom somebody takes a source for. `kind` is null where that is not said."""

    name: str
    kind: str | None = None
    chain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """One attribution of the gold and the speaker of its source, as a person read the article."""

    article: str
    source: Spans
    content: Spans
    words: str
    """The first 12 digits of the SHA-256 of the source's words, its spans joined by a space."""
    stratum: str
    kinds: tuple[str, ...]
    names: tuple[str, ...]
    as_worded: bool = False
    """The source's words are a right answer too: nothing fuller is in the article, or the article leaves it open."""
    chains: tuple[tuple[str, ...], ...] = ()
    """The ways from the page to the speaker, who is the last."""
    candidates: tuple[str, ...] = ()
    ambiguous: bool = False


def read_labels(path: Path) -> list[Label]:
    """The labels of a JSON Lines file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        row.update({name: tuple(row[name]) for name in ("kinds", "names", "candidates") if name in row})
        row["chains"] = tuple(tuple(chain) for chain in row.get("chains", ()))
    return [Label(**row) for row in rows]


def words_of(spans: Iterable[Sequence[int]], text: str) -> str:
    """The words at some spans, joined by spaces."""
    return " ".join(text[start:end] for start, end in spans)


def fits(label: Label, text: str) -> bool:
    """Whether the label was made for this text: its source has the words that it had."""
    digest = hashlib.sha256(words_of(label.source, text).encode()).hexdigest()
    return digest[: len(label.words)] == label.words


def folded(name: str) -> str:
    """A name without case, articles, punctuation and the possessive; signs that look alike (NFKC) are one."""
    plain = _OF_SOMEBODY.sub("", unicodedata.normalize("NFKC", name).casefold()).replace(".", "")
    return " ".join(word for word in re.findall(r"\w+", plain) if word not in _ARTICLES)


def without_title(name: str) -> str:
    """A person's name folded, without what stands before it (office, title) or after it (a comma, a parenthesis)."""
    first = _FIRST_PART.match(unicodedata.normalize("NFKC", name).strip())
    words = folded(first[0] if first else name).split()
    last = max((n for n, word in enumerate(words[:-1]) if word in _TITLES), default=-1)
    return " ".join(words[last + 1 :])


def same(one: str, other: str, *, person: bool) -> bool:
    """Whether two names are one; of a person's, titles and offices do not count."""
    return folded(one) == folded(other) or (person and without_title(one) == without_title(other) != "")


def came_this_way(label: Label, answer: Answer) -> bool:
    """Whether the answer's chain and speaker are a way that the label gives."""
    way = (*answer.chain, answer.name)
    return any(
        len(way) == len(chain) and all(same(a, b, person=True) for a, b in zip(way, chain, strict=True))
        for chain in label.chains
    )


def judged(label: Label, answer: Answer | None, words: str) -> Verdict:
    """Whether the answer is right, leaves the source as it is worded, or names another."""
    if answer is None:
        return "unresolved"
    person = "person" in label.kinds
    accepted = (*label.names, words) if label.as_worded else label.names
    if any(same(answer.name, name, person=person) for name in accepted) or came_this_way(label, answer):
        return "right"
    left_open = answer.kind == "unknown"
    if left_open and "unknown" in label.kinds:
        return "right"
    return "unresolved" if left_open or same(answer.name, words, person=person) else "wrong"


class Judged(NamedTuple):
    """A label, whether its attribution was found, and what was made of its source."""

    label: Label
    found: bool
    answer: Answer | None
    words: str

    @property
    def verdict(self) -> Verdict:
        """That on the answer."""
        return judged(self.label, self.answer, self.words)


def share(hits: Iterable[bool]) -> float:
    """How many of them are true, of 1; not a number where there are none."""
    kept = list(hits)
    return sum(kept) / len(kept) if kept else float("nan")


def figures(rows: Sequence[Judged]) -> dict[str, dict[str, float]]:
    """Group (`all` or a stratum) -> metric -> share; `right` and its kin are of the attributions found."""
    result = {"all": _shares(rows)}
    found = [row for row in rows if row.found]
    result["all"]["kind"] = share(row.answer is not None and row.answer.kind in row.label.kinds for row in found)
    result["all"]["chain"] = share(
        row.answer is not None and came_this_way(row.label, row.answer) for row in found if row.label.chains
    )
    for stratum in dict.fromkeys(row.label.stratum for row in rows):
        result[stratum] = _shares([row for row in rows if row.label.stratum == stratum])
    return result


def _shares(rows: Sequence[Judged]) -> dict[str, float]:
    found = [row for row in rows if row.found]
    clear = [row for row in found if not row.label.ambiguous]
    return {
        "labels": len(rows),
        "found": share(row.found for row in rows),
        "right": share(row.verdict == "right" for row in clear),
        "unresolved": share(row.verdict == "unresolved" for row in clear),
        "right, ambiguous too": share(row.verdict == "right" for row in found),
        "found and right": share(row.found and row.verdict == "right" for row in rows),
    }
