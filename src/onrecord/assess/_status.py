"""How a claim stands, by the rules in `status.toml`: what they count in its evidence, the first that fits, and why.

Nothing else enters: no guess at truth, and no grade of a source.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast, get_args

from onrecord.model import NOBODY, VOUCHED, OnRecordError, Status
from onrecord.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from onrecord.model import Decision, Recorded, Speaker, SpeakerKind

FILE = Path(__file__).with_name("status.toml")
OPEN = frozenset({"PR+", "PS+", "PR-", "PS-", "CTu", "Uu"})
"""FactBank values by which a source leaves it open whether its words are so."""
_CONFIRMS = frozenset({"confirm", "admit"})
_NAMED = frozenset({"person", "body", "document"})
# Two that are independent are enough; a comparison of all the voices of a standing notice would be quadratic.
_COMPARED = 60
# Letters: "Russia" and "Russian" begin alike, few names of different countries do.
_BEGINNING = 5


class Rule(NamedTuple):
    """A status, when it is given in plain words, and the bounds on what is counted, by the name of the count."""

    status: Status
    when: str
    at_least: dict[str, int]
    at_most: dict[str, int]

    def fits(self, counts: Mapping[str, int]) -> bool:
        """Whether every count is within its bounds."""
        return all(counts[c] >= n for c, n in self.at_least.items()) and all(
            counts[c] <= n for c, n in self.at_most.items()
        )


class Rules(NamedTuple):
    """The rules in their order, what each count means, and the words of offices."""

    rules: tuple[Rule, ...]
    counts: dict[str, str]
    authority: frozenset[str]


@dataclass(frozen=True, slots=True)
class Voice:
    """One who speaks to a claim, with all that it says of it, and whether that counts for or against the claim."""

    name: str
    kind: SpeakerKind
    """`unknown` of all that no proper name tells; `outlet` of one that speaks for itself."""
    for_it: tuple[Recorded, ...]
    """What affirms the claim; none where it changed its mind since."""
    against: tuple[Recorded, ...]
    """What denies it, or disputes it in other words; none where it changed its mind since."""
    withdrew: tuple[Recorded, ...] = ()
    """What it said before it changed its mind."""

    @property
    def firm(self) -> tuple[Recorded, ...]:
        """What affirms it with certainty."""
        return tuple(r for r in self.for_it if r.evidence.factuality not in OPEN)


def stand(
    evidence: Sequence[Recorded], vouched: Iterable[Decision] = (), contrary: Sequence[Recorded] = ()
) -> tuple[Status, tuple[str, ...]]:
    """The status by the first rule that fits, and the reasons: who, on how many origins and pages.

    `vouched` are decisions of persons of the team to vouch for the claim; they stand first among the reasons.
    `contrary` is evidence of other claims that disputes this one in other words.
    """
    voices = _voices(evidence, contrary)
    found: dict[str, Sequence[Voice]] = {
        "affirming": [v for v in voices if v.for_it],
        "denying": [v for v in voices if v.against],
        "withdrawn": [v for v in voices if v.withdrew and v.against],
        "firm": [v for v in voices if v.firm],
        "confirming": [v for v in voices if _confirming(v)],
        "independent": _independent([v for v in voices if v.firm and v.kind != "unknown"]),
    }
    team = tuple(VOUCHED.format(who=each.who, why=each.why) for each in vouched)
    counts = {name: len(those) for name, those in found.items()} | {"vouched": len(team)}
    rule = next(rule for rule in rules().rules if rule.fits(counts))
    return rule.status, (*team, *_reasons(rule.status, found, contrary))


def standing(evidence: Sequence[Recorded], contrary: Sequence[Recorded]) -> tuple[Recorded, ...]:
    """Those of `contrary` that their speakers have not taken back, in the same order."""
    if not contrary:
        return ()
    against = {r.evidence.id for voice in _voices(evidence, contrary) for r in voice.against}
    return tuple(r for r in contrary if r.evidence.id in against)


def _voices(evidence: Iterable[Recorded], contrary: Iterable[Recorded]) -> tuple[Voice, ...]:
    groups: dict[tuple[str, str], tuple[list[Recorded], list[Recorded]]] = {}
    for r in evidence:
        groups.setdefault(_identity(r), ([], []))[r.evidence.act == "deny"].append(r)
    for r in contrary:
        groups.setdefault(_identity(r), ([], []))[True].append(r)
    return tuple(_voice(*map(tuple, both)) for _, both in sorted(groups.items()))


def _identity(r: Recorded) -> tuple[str, str]:
    """Equal for what one voice says: an unnamed one is known within its origin only."""
    speaker, cited = r.evidence.speaker, r.evidence.citation
    if speaker is None:
        return ("", fold(cited.outlet or cited.article))
    if speaker == NOBODY:
        # Two of whom nothing is known are never taken for one who changed sides.
        return (NOBODY.name, r.evidence.id)
    return (fold(speaker.name), "" if _is_named(speaker) else r.evidence.origin)


def _is_named(speaker: Speaker) -> bool:
    """Whether a proper name says who speaks: "Kurt Campbell", not "the secretary" or "officials"."""
    rest = speaker.name.removeprefix("The ").removeprefix("A ")
    return speaker.kind in _NAMED and not speaker.candidates and any(sign.isupper() for sign in rest)


def _voice(for_it: tuple[Recorded, ...], against: tuple[Recorded, ...]) -> Voice:
    first = min((*for_it, *against), key=lambda r: r.place)
    speaker = first.evidence.speaker
    kind: SpeakerKind = "outlet" if speaker is None else speaker.kind if _is_named(speaker) else "unknown"
    of, last_for, last_against = name_of(first), _last(for_it), _last(against)
    if last_for is None or last_against is None or last_for == last_against:
        return Voice(of, kind, for_it, against)
    if last_for > last_against:
        return Voice(of, kind, for_it, (), against)
    return Voice(of, kind, (), against, for_it)


def _last(evidence: Iterable[Recorded]) -> date | None:
    return max((r.evidence.citation.published for r in evidence if r.evidence.citation.published), default=None)


def name_of(r: Recorded) -> str:
    """Who says it, as shown."""
    if r.evidence.speaker:
        return r.evidence.speaker.name
    return f"{r.evidence.citation.outlet or 'an unnamed outlet'} in its own voice"


def _confirming(voice: Voice) -> tuple[Recorded, ...]:
    """What it confirms or admits of its own knowledge; the words of others that it passes on are theirs."""
    if voice.kind not in _NAMED:
        return ()
    return tuple(r for r in voice.firm if r.evidence.act in _CONFIRMS and _can_know(r))


def _can_know(r: Recorded) -> bool:
    """By office, or since the words are about the speaker."""
    speaker = cast("Speaker", r.evidence.speaker)
    told_of = {*fold(speaker.name).split(), *fold(speaker.office or "").split()}
    own_name = set(fold(speaker.name).split()[-1:])
    return bool(told_of & rules().authority) or bool(own_name & set(fold(r.evidence.words).split()))


def _independent(voices: Sequence[Voice]) -> list[Voice]:
    """One of each set of voices that share an origin, may be one under two names, or relay each other."""
    signs = [_signs(voice) for voice in voices[:_COMPARED]]
    joined = list(range(len(signs)))
    for a, b in combinations(range(len(signs)), 2):
        if joined[a] != joined[b] and _may_be_one(signs[a], signs[b]):
            joined = [joined[a] if at == joined[b] else at for at in joined]
    return [voices[at] for at in sorted(set(joined))]


class _Signs(NamedTuple):
    """By what a voice is compared with others; taken once, since each is compared with all."""

    kind: SpeakerKind
    origins: frozenset[str]
    name: str
    distinctive: frozenset[str]
    """The beginnings of the words by which one body is told from another: "korea" of Korea and Korean."""
    relayed: frozenset[str]
    """Those through whom its words come."""


def _signs(voice: Voice) -> _Signs:
    speakers = [r.evidence.speaker for r in voice.firm if r.evidence.speaker]
    told = {word for s in speakers for word in fold(f"{s.name} {s.office or ''}").split()}
    return _Signs(
        kind=voice.kind,
        origins=frozenset(r.evidence.origin for r in voice.firm),
        name=fold(voice.name),
        distinctive=frozenset(word[:_BEGINNING] for word in told - rules().authority if len(word) >= _BEGINNING),
        relayed=frozenset(fold(link) for s in speakers for link in s.chain),
    )


def _may_be_one(a: _Signs, b: _Signs) -> bool:
    return bool(a.origins & b.origins) or _share_name(a, b) or b.name in a.relayed or a.name in b.relayed


def _share_name(a: _Signs, b: _Signs) -> bool:
    """Whether they may be one, or speak for one: "the Joint Chiefs" and "the South Korean military"."""
    if "outlet" in (a.kind, b.kind):
        return False
    if a.kind == b.kind == "person":
        mine, yours = a.name.split(), b.name.split()
        return mine[-1:] == yours[-1:] or set(mine) <= set(yours) or set(yours) <= set(mine)
    return not a.distinctive or not b.distinctive or bool(a.distinctive & b.distinctive)


def _reasons(status: Status, found: Mapping[str, Sequence[Voice]], contrary: Sequence[Recorded]) -> tuple[str, ...]:
    against = [r for v in found["denying"] for r in v.against]
    affirming = [r for v in found["affirming"] for r in v.for_it]
    if status == "retracted":
        before = [r for v in found["withdrawn"] for r in v.withdrew]
        return (f"taken back by {names(against)}: {carried(against)}", f"affirmed before: {carried(before)}")
    if status == "denied":
        return (f"denied by {names(against)}; nobody in the record affirms it in these words", carried(against))
    if status == "disputed":
        ids = {r.evidence.id for r in contrary}
        own, others = ([r for r in against if (r.evidence.id in ids) is other] for other in (False, True))
        told = (("affirmed", affirming), ("denied", own), ("contradicted in other words", others))
        return tuple(f"{how} by {names(those)}: {carried(those)}" for how, those in told if those)
    confirming = [r for v in found["confirming"] for r in _confirming(v)]
    by_status = {
        "confirmed": ("confirmed", confirming),
        "corroborated": ("stated independently", [r for v in found["independent"] for r in v.firm]),
        "reported": ("stated", [r for v in found["firm"] for r in v.firm]),
        "unconfirmed": ("left open", affirming),
    }
    how, those = by_status[status]
    # By a person of the team alone nobody in the record has confirmed it.
    return (*([f"{how} by {names(those)}"] if those else []), carried(affirming))


def names(evidence: Iterable[Recorded]) -> str:
    """Who says it, each once, in order of name."""
    return ", ".join(sorted({name_of(r) for r in evidence}))


def carried(evidence: Iterable[Recorded]) -> str:
    """On how many origins, which, and on how many pages."""
    held = tuple(evidence)
    origins = sorted({r.evidence.origin for r in held})
    pages = len({r.evidence.citation.article for r in held})
    return f"{counted(len(origins), 'origin')} ({', '.join(origins)}), {counted(pages, 'page')}"


def counted(n: int, noun: str) -> str:
    """`1 page`, `2 pages`."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


@functools.cache
def rules(path: Path = FILE) -> Rules:
    """The rules of a file; raises OnRecordError naming the file and the entry at fault."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
        counts: dict[str, str] = given["counts"]
        read = tuple(_rule(entry, counts, f"{path}: rule {n}") for n, entry in enumerate(given["rules"], 1))
        authority = frozenset(given["authority"]["words"].split())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OnRecordError(f"{path} cannot be read: {error}; install onrecord anew") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise OnRecordError(f"{path}: rules, counts and authority are needed ({error})") from error
    if not read or read[-1].at_least or read[-1].at_most:
        raise OnRecordError(f"{path}: the last rule must fit every claim")
    return Rules(read, counts, authority)


def _rule(entry: dict[str, Any], counts: Mapping[str, str], where: str) -> Rule:
    bounds: tuple[dict[str, int], ...] = (entry.get("at_least", {}), entry.get("at_most", {}))
    unknown = sorted({name for bound in bounds for name in bound} - counts.keys())
    if unknown or entry["status"] not in get_args(Status):
        raise OnRecordError(f"{where}: {(unknown or [entry['status']])[0]!r} is no count or status")
    return Rule(entry["status"], entry["when"], *bounds)
