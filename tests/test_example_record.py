"""What the record of the sample pages tells, read by the reader as it is: how the troops came to be stated as fact."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from making import clock, minute

from onrecord import pipeline
from onrecord.capture import Archive
from onrecord.ledger import Ledger
from onrecord.model import Capture, Digest
from onrecord.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from onrecord.model import Claim, Question

EXAMPLES = Path(__file__).parents[1] / "examples" / "dprk-russia"
AUTUMN = ("01-", "02-", "03-", "04-", "08-")
WINTER = ("05-", "06-", "07-")
BETWEEN = minute(50)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The pages of the autumn, and those of the winter some while later."""
    folder = tmp_path_factory.mktemp("record")
    made = Ledger.open(str(folder / "ledger.sqlite"))
    archive, tools = Archive(folder / "archive", tool="test", clock=clock()), pipeline.Tools(Reader.open())
    for at, names in ((0, AUTUMN), (100, WINTER)):
        for n, path in enumerate(sorted(p for p in EXAMPLES.iterdir() if p.name.startswith(names))):
            page = pipeline.digest(Capture(path.read_bytes(), path.name, None, None, minute(at)), tools)
            assert isinstance(page, Digest)
            pipeline.enter(page, archive, made, clock(at + n))
    yield made
    made.close()


def found(ledger: Ledger, words: str, as_of: datetime | None = None) -> list[Claim]:
    return [c for c in pipeline.claims(ledger, as_of) if any(words in r.evidence.words for r in c.evidence)]


def asked(ledger: Ledger, role: str, as_of: datetime) -> list[Question]:
    return [q for q in pipeline.estimates(ledger, as_of) if q.role == role]


def intervals(questions: list[Question]) -> set[tuple[float | None, float | None]]:
    return {e.interval for q in questions for e in q.estimates}


def test_troops_were_left_open_in_autumn_and_stated_as_fact_in_winter_and_by_whom(ledger: Ledger) -> None:
    (left_open,) = found(ledger, "personnel joining the war were still being looked into", BETWEEN)
    assert left_open.status == "unconfirmed"
    assert {r.evidence.speaker.name for r in left_open.evidence if r.evidence.speaker} == {"Kurt Campbell"}
    (stated,) = found(ledger, "deployed about 10,000 to 12,000 of its troops")
    assert stated.status == "reported"
    assert [r.evidence.citation.outlet for r in stated.evidence] == ["Peninsula Ledger (sample)"]
    assert (10_000, 12_000) in intervals(asked(ledger, "deployed", pipeline.END_OF_TIME))


def test_as_of_a_day_between_only_the_first_pages_are_shown(ledger: Ledger) -> None:
    assert found(ledger, "10,000 to 12,000", BETWEEN) == []
    assert asked(ledger, "killed", BETWEEN) == []
    assert (10_000, 12_000) not in intervals(asked(ledger, "deployed", BETWEEN))
    assert {c.evidence[0].at for c in pipeline.claims(ledger, BETWEEN)} <= {minute(n) for n in range(10)}


def test_rival_figures_stand_side_by_side_and_a_sum_is_marked_as_one(ledger: Ledger) -> None:
    assert {(300, 300), (100, 100)} <= intervals(asked(ledger, "killed", pipeline.END_OF_TIME))
    assert {(2_700, 2_700), (1_000, 1_000)} <= intervals(asked(ledger, "wounded", pipeline.END_OF_TIME))
    given = [e for q in asked(ledger, "casualties", pipeline.END_OF_TIME) for e in q.estimates]
    sums = {e.interval: e.derived for e in given}
    assert sums[3_000, 3_000]
    assert not sums[4_000, 4_000]


def test_a_reprint_adds_pages_and_no_origin(ledger: Ledger) -> None:
    (confirmed,) = found(ledger, "provided Russia with artillery and missiles for the war in Ukraine")
    assert confirmed.status == "confirmed"
    assert {"Sample Wire"} == {r.evidence.origin for r in confirmed.evidence if r.evidence.citation.path < "03-"}
    assert len(confirmed.origins) < len(confirmed.pages)
