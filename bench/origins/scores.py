"""The metrics of origins: which finds are labels, by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Span

_AGENCIES = {"ap": "ap", "upi": "upi", "reuters": "reuters", "afp": "afp"}


class Find(NamedTuple):
    """A place, labelled or found; no span: it stands in the bylines or the head."""

    kind: str
    origin: str
    span: Span | None

    def same(self, other: Find, *, kinds: bool = True) -> bool:
        """Whether both are of one origin, at places that overlap, and, with `kinds`, of one kind."""
        if (kinds and self.kind != other.kind) or folded(self.origin) != folded(other.origin):
            return False
        if self.span is None or other.span is None:
            return self.span is other.span
        return self.span.start < other.span.end and other.span.start < self.span.end


def folded(origin: str) -> str:
    """In letters and digits, without "the"."""
    return "".join(filter(str.isalnum, origin.casefold().removeprefix("the ")))


def matched(gold: Sequence[Find], found: Sequence[Find], *, kinds: bool = True) -> list[Find]:
    """The labels that are found, each by another find."""
    left = list(found)
    hits = []
    for label in gold:
        hit = next((find for find in left if label.same(find, kinds=kinds)), None)
        if hit:
            left.remove(hit)
            hits.append(label)
    return hits


def figures(pairs: Sequence[tuple[Sequence[Find], Sequence[Find]]]) -> dict[str, dict[str, float]]:
    """`all`, `any kind` and each kind -> precision, recall, F1 and labels, counts over all pages."""
    kinds = sorted({find.kind for gold, found in pairs for find in (*gold, *found)})
    result = {
        "all": row(pairs),
        "any kind": row(pairs, kinds=False),
        "in the text": row([(in_text(gold), in_text(found)) for gold, found in pairs]),
    }
    for kind in kinds:
        result[kind] = row(
            [([f for f in gold if f.kind == kind], [f for f in found if f.kind == kind]) for gold, found in pairs]
        )
    return result


def in_text(finds: Sequence[Find]) -> list[Find]:
    """Those that stand in the text."""
    return [find for find in finds if find.span]


def row(pairs: Sequence[tuple[Sequence[Find], Sequence[Find]]], *, kinds: bool = True) -> dict[str, float]:
    """Precision, recall and F1 of finds; 0 where there is nothing."""
    hits = sum(len(matched(gold, found, kinds=kinds)) for gold, found in pairs)
    return shares(hits, sum(len(found) for _, found in pairs), sum(len(gold) for gold, _ in pairs))


def shares(hits: int, found: int, labels: int) -> dict[str, float]:
    """The four figures of three counts."""
    return {
        "P": hits / max(found, 1),
        "R": hits / max(labels, 1),
        "F1": 2 * hits / max(found + labels, 1),
        "labels": labels,
    }


def wire_figures(pairs: Sequence[tuple[str, str | None]]) -> dict[str, float]:
    """Of pairs of the column and the agency found; "None" and "NA" in the column say that there is none."""
    gold = [(_AGENCIES.get(column.lower()), folded(found) if found else None) for column, found in pairs]
    hits = sum(label is not None and label == found for label, found in gold)
    return shares(hits, sum(found is not None for _, found in gold), sum(label is not None for label, _ in gold))
