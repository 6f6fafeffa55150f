"""The status of a claim by the written rules: who counts, who is independent, who can confirm, who took back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import article, asserted, digest, recorded, said

from onrecord.assess._status import OPEN, rules, stand
from onrecord.model import NOBODY, Decision, OnRecordError, Recorded, Speaker, Status

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.model import Act, Factuality, SpeakerKind

SENT = "the shells were sent by rail in May"


class Told(NamedTuple):
    """One piece of evidence: who told it, how, where."""

    who: str | None = "Ann Lee"
    act: Act = "say"
    factuality: Factuality = "CT+"
    outlet: str = "A"
    day: int | None = 1
    kind: SpeakerKind = "person"
    office: str | None = None
    chain: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    words: str = SENT


NOBODYS = Told(NOBODY.name, kind="unknown")


def evidence(told: Told) -> Recorded:
    published = None if told.day is None else date(2025, 1, told.day)
    of = article(f"{told.who}: {told.words}.", f"{told}.html", outlet=told.outlet, published=published)
    if told.who is None:
        return recorded(digest(of, asserted(of, told.words, told.factuality)))[0]
    found = said(of, told.words, told.who, told.act, told.factuality)
    speaker = Speaker(told.who, told.kind, told.chain, told.candidates, told.office)
    return recorded(digest(of, replace(found, speaker=speaker)))[0]


def status(*told: Told) -> Status:
    return stand([evidence(one) for one in told])[0]


BO = Told("Bo Park", outlet="B")
MINISTRY = Told("the Defense Ministry of Sampleland", kind="body", outlet="B")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([Told()], "reported"),
        ([Told(factuality="PS+")], "unconfirmed"),
        ([Told(factuality="PS+"), BO], "reported"),
        ([Told(act="deny", factuality="CT-")], "denied"),
        ([Told(), BO._replace(act="deny", factuality="CT-")], "disputed"),
        # Even what is left open is affirmed, and a denial disputes it.
        ([Told(factuality="PS+"), BO._replace(act="deny", factuality="CT-")], "disputed"),
    ],
)
def test_affirmed_left_open_denied_or_both(told: list[Told], expected: str) -> None:
    assert status(*told) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([Told(), BO], "corroborated"),
        # One origin, however many speak in it.
        ([Told(), BO._replace(outlet="A")], "reported"),
        # One man under two names, or two who may be one.
        ([Told(), Told("Lee", outlet="B")], "reported"),
        ([Told(), Told("Mary Lee", outlet="B")], "reported"),
        ([Told(), Told("ann lee", outlet="B")], "reported"),
        # Two ministries are two, though their names end alike.
        ([MINISTRY, Told("the Defense Ministry of Elsewhere", kind="body", outlet="C")], "corroborated"),
        ([MINISTRY, Told("the Defense Ministry", kind="body", outlet="C")], "reported"),
        # One army's staff, or one state's ministry and minister, whatever each page calls it.
        (
            [
                Told("Sampleland’s Joint Chiefs of Staff", kind="body"),
                Told("Samplelandic military", kind="body", outlet="B"),
            ],
            "reported",
        ),
        ([MINISTRY, Told("Cy Moe", office="foreign minister of Sampleland", outlet="C")], "reported"),
        ([MINISTRY, Told("Cy Moe", office="foreign minister of Elsewhere", outlet="C")], "corroborated"),
        # Nobody knows whether the officials of two pages are the same.
        ([Told("officials", kind="group"), Told("security sources", kind="group", outlet="B")], "reported"),
        ([Told("the secretary"), BO], "reported"),
        ([Told(candidates=("Bo Park", "Ann Lee")), BO], "reported"),
        # One relays the other.
        ([Told(chain=("Bo Park",)), BO], "reported"),
        ([Told(), BO._replace(chain=("Ann Lee",))], "reported"),
        # What one leaves open bears out nothing.
        ([Told(), BO._replace(factuality="PR+")], "reported"),
        # Outlets that speak for themselves.
        ([Told(None), Told(None, outlet="B")], "corroborated"),
        ([Told(None), Told(None, day=3)], "reported"),
        ([Told(None), BO], "corroborated"),
        ([Told(None), BO._replace(outlet="A")], "reported"),
        # A third bridges two: the chain of three is one.
        ([Told(), Told("Lee", outlet="B"), Told("Cy Lee", outlet="C")], "reported"),
    ],
)
def test_two_are_independent_only_where_nothing_ties_them(told: list[Told], expected: str) -> None:
    assert status(*told) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (MINISTRY._replace(act="confirm"), "confirmed"),
        (MINISTRY._replace(act="admit"), "confirmed"),
        (MINISTRY, "reported"),
        (Told(act="confirm"), "reported"),
        (Told(act="confirm", office="spokeswoman for the railway"), "confirmed"),
        (Told(act="confirm", office="retired schoolteacher"), "reported"),
        (Told(act="confirm", office="police chief", factuality="PR+"), "unconfirmed"),
        (Told("officials", act="confirm", kind="group", office="officials"), "reported"),
        # The party concerned.
        (Told("Northrail", act="admit", kind="body", words="Northrail sent the shells by rail in May"), "confirmed"),
        (Told("Northrail", act="admit", kind="body"), "reported"),
    ],
)
def test_it_is_confirmed_by_one_who_can_know(told: Told, expected: str) -> None:
    assert status(told) == expected


DENIES = Told(act="deny", factuality="CT-", day=5, outlet="B")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([Told(), DENIES], "retracted"),
        ([Told(), DENIES, BO], "disputed"),
        ([Told(day=9), DENIES], "reported"),
        ([Told(day=5), DENIES], "disputed"),
        ([Told(day=None), DENIES], "disputed"),
        # Unnamed ones of two origins are not known to be the same.
        ([Told("officials", kind="group"), DENIES._replace(who="officials", kind="group")], "disputed"),
        ([Told("officials", kind="group"), DENIES._replace(who="officials", kind="group", outlet="A")], "retracted"),
    ],
)
def test_a_voice_counts_by_what_it_said_last(told: list[Told], expected: str) -> None:
    assert status(*told) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([Told(), BO], ("stated independently by Ann Lee, Bo Park", "2 origins (A, B), 2 pages")),
        (
            [MINISTRY._replace(act="confirm"), Told()],
            ("confirmed by the Defense Ministry of Sampleland", "2 origins (A, B), 2 pages"),
        ),
        (
            [Told(), DENIES],
            ("taken back by Ann Lee: 1 origin (B), 1 page", "affirmed before: 1 origin (A), 1 page"),
        ),
        ([Told(factuality="Uu")], ("left open by Ann Lee", "1 origin (A), 1 page")),
        ([Told(None)], ("stated by A in its own voice", "1 origin (A), 1 page")),
    ],
)
def test_the_reasons_say_who_and_on_how_many_origins(told: list[Told], expected: tuple[str, ...]) -> None:
    assert stand([evidence(one) for one in told])[1] == expected


voices = st.builds(
    Told,
    who=st.sampled_from(("Ann Lee", "Lee", "Bo Park", "officials", None)),
    act=st.sampled_from(("say", "deny", "confirm")),
    factuality=st.sampled_from(("CT+", "PS+", "CT-")),
    outlet=st.sampled_from("ABC"),
    day=st.sampled_from((1, 2, None)),
)


@given(st.lists(voices, min_size=1, max_size=6), st.randoms())
def test_the_order_of_the_evidence_changes_nothing(told: list[Told], chance: object) -> None:
    given_ = [evidence(one) for one in told]
    mixed = sorted(given_, key=lambda _: chance.random())  # type: ignore[attr-defined]  # a random.Random
    assert stand(mixed) == stand(given_)


@given(st.lists(voices, min_size=1, max_size=5))
def test_what_is_left_open_is_never_called_firm(told: list[Told]) -> None:
    opened = [one._replace(factuality="PS+") for one in told]
    assert status(*opened) not in {"reported", "corroborated", "confirmed"}


def test_a_thousand_voices_are_weighed_quickly() -> None:
    many = [evidence(Told(f"Name{n} Other{n}", outlet=f"O{n}")) for n in range(1000)]
    assert stand(many)[0] == "corroborated"


def test_every_status_has_a_rule_and_every_count_a_meaning() -> None:
    given_ = rules()
    assert {rule.status for rule in given_.rules} == set(get_args(Status))
    assert len({rule.when for rule in given_.rules}) == len(given_.rules)
    assert all(given_.counts.values())
    assert all(rule.when for rule in given_.rules)
    assert {"PS+", "PR+", "Uu", "CTu"} <= OPEN


VOUCHED = Decision(kind="confirm", who="eve", why="seen on a photograph")
BY_TEAM = "confirmed by eve of the team: seen on a photograph"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([Told()], "confirmed"),
        ([Told(factuality="PS+")], "confirmed"),
        ([MINISTRY._replace(act="confirm")], "confirmed"),
        ([Told(), BO._replace(act="deny", factuality="CT-")], "disputed"),
        ([Told(act="deny", factuality="CT-")], "denied"),
        ([Told(), Told(act="deny", factuality="CT-", day=2)], "retracted"),
        # Of whom nothing is known may be two, and is not the outlet.
        ([NOBODYS, NOBODYS._replace(act="deny", factuality="CT-", day=2)], "disputed"),
        ([Told(None, outlet="A"), NOBODYS._replace(act="deny", factuality="CT-", day=2, outlet="A")], "disputed"),
    ],
)
def test_who_vouches_of_the_team_confirms_what_nobody_speaks_against(told: list[Told], expected: Status) -> None:
    held = [evidence(one) for one in told]
    found, (first, *others) = stand(held, [VOUCHED])
    assert (found, first) == (expected, BY_TEAM)
    without, reasons = stand(held)
    assert others == (list(reasons) if without == found else [reasons[-1]])


def test_a_source_that_confirms_is_named_beside_the_team() -> None:
    held = [evidence(MINISTRY._replace(act="confirm"))]
    assert stand(held, [VOUCHED])[1][:2] == (BY_TEAM, f"confirmed by {MINISTRY.who}")
    assert not any("confirmed" in reason for reason in stand([evidence(Told())], [VOUCHED])[1][1:])


GOOD = '[counts]\nfirm = "x"\n[authority]\nwords = "police"\n'


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("rules = 3", "rules, counts and authority are needed"),
        ("= 3", "cannot be read"),
        (f'{GOOD}[[rules]]\nstatus = "sure"\nwhen = "x"\n', "rule 1: 'sure' is no count or status"),
        (f'{GOOD}[[rules]]\nstatus = "denied"\nwhen = "x"\nat_least = {{ odd = 1 }}\n', "rule 1: 'odd' is no count"),
        (f'{GOOD}[[rules]]\nstatus = "denied"\nwhen = "x"\nat_least = {{ firm = 1 }}\n', "the last rule must fit"),
        (f"rules = []\n{GOOD}", "the last rule must fit"),
    ],
)
def test_a_faulty_table_is_named_with_its_entry(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "status.toml"
    path.write_text(text)
    with pytest.raises(OnRecordError, match=fault) as error:
        rules(path)
    assert str(path) in str(error.value)
