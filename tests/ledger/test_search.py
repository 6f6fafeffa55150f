"""What is on record is found by its words, the same in both databases, and every place that is found is a citation."""

from __future__ import annotations

import itertools
import threading
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import article, asserted, clock, digest, minute, said
from tampering import alter, ask, empty

from onrecord import pipeline
from onrecord.assess import gather, weigh
from onrecord.ledger import Ledger, Sought, Standing, _index, _search
from onrecord.model import Hits, QueryError, Reading

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from onrecord.model import Digest

LEFT = "the grey ferries left the harbour before dawn"
LAMPS = "10,000 lamps were sent to the U.S. base at Port Élan"
SHORT = "no oil is left in the long-range tanks"


def ferries() -> Digest:
    of = article(
        f"Ann Lee said that {LEFT}.\nThe harbour office keeps no list of ferries. Its clerk, Ivo Brandt, was away.",
        "a.html",
        outlet="Courier",
        headline="Ferries gone",
        published=date(2025, 1, 1),
    )
    return digest(of, said(of, LEFT, "Ann Lee"))


def denial() -> Digest:
    of = article(f"Bo Park denied that {LEFT}.", "b.html", outlet="Post", published=date(2025, 1, 2))
    return digest(of, said(of, LEFT, "Bo Park", "deny", "CT-"))


def lamps() -> Digest:
    of = article(f"Zoë Müller said {LAMPS}.\n{SHORT}.", "c.html", outlet="Courier", published=date(2025, 1, 3))
    return digest(of, said(of, LAMPS, "Zoë Müller"), asserted(of, f"{SHORT}."))


@pytest.fixture
def shelf(ledger: Ledger) -> Ledger:
    """Three pages, a minute apart."""
    for n, page in enumerate((ferries(), denial(), lamps())):
        ledger.enter(page, weigh, clock(n))
    return ledger


def quotes(found: Hits) -> list[str]:
    return [hit.citation.quote for hit in found.hits]


def who(found: Hits) -> list[str | None]:
    return [hit.evidence.speaker.name if hit.evidence and hit.evidence.speaker else None for hit in found.hits]


CLERK = "Its clerk, Ivo Brandt, was away."


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("ferries dawn", [LEFT, LEFT]),
        ("FERRIES Dawn", [LEFT, LEFT]),
        ("ferries lamps", []),
        ('"left the harbour"', [LEFT, LEFT]),
        ('"harbour left"', []),
        ("“left the harbour”", [LEFT, LEFT]),
        ("ferr* dawn", [LEFT, LEFT]),
        ('"before daw*"', [LEFT, LEFT]),
        ("ferr dawn", []),
        ("ferries -grey", ["The harbour office keeps no list of ferries."]),
        ('harbour -"left the harbour"', ["The harbour office keeps no list of ferries."]),
        ("clerk", [CLERK]),
        ("office clerk", [f"The harbour office keeps no list of ferries. {CLERK}"]),
        ("lamps OR clerk", [LAMPS, CLERK]),
        ("lamps ferries OR clerk away", [f"The harbour office keeps no list of ferries. {CLERK}"]),
        ("10000 lamps", [LAMPS]),
        ("10,000", [LAMPS]),
        ("US base", [LAMPS]),
        ("u.s. base", [LAMPS]),
        ("elan", [LAMPS]),
        ("zoe lamps", [LAMPS]),
        ("müller", [LAMPS]),
        ("long range", [f"{SHORT}."]),
        ("long-range", [f"{SHORT}."]),
        ("range-long", []),
        ("nothing-of-the-kind", []),
        ("Ann", [LEFT]),
        ("lee -ann", []),
    ],
)
def test_words_phrases_beginnings_exclusions_and_alternatives_find_what_holds_them(
    shelf: Ledger, asked: str, expected: list[str]
) -> None:
    assert sorted(quotes(shelf.search(Sought(asked)))) == sorted(expected)


@pytest.mark.parametrize("asked", ["ferries", "harbour OR lamps", "ann", "left", "the"])
def test_every_place_found_is_a_citation_with_the_words_in_it(shelf: Ledger, asked: str) -> None:
    found = shelf.search(Sought(asked))
    assert found.total == len(found.hits) > 0
    for hit in found.hits:
        cited = hit.citation
        text = shelf.article(cited.article).text
        assert cited.quote == text[slice(*cited.span)]
        assert all(cited.span.start <= a < b <= cited.span.end for a, b in hit.marks)
        words = {text[a:b].casefold() for a, b in hit.marks}
        spoken = hit.evidence and hit.evidence.speaker and asked in hit.evidence.speaker.name.casefold()
        assert words <= set(asked.casefold().split(" or "))
        assert words or spoken


def test_a_place_tells_its_page_its_speaker_and_its_claim(shelf: Ledger) -> None:
    (hit,) = shelf.search(Sought("ferries dawn", speaker="ann")).hits
    (claim,) = (c for c in shelf.claims() if LEFT in c.text)
    assert (hit.claim, hit.status, hit.headline, hit.recorded) == (claim.id, claim.status, "Ferries gone", minute(0))
    assert hit.evidence in [r.evidence for r in claim.evidence]
    cited = hit.citation
    assert (cited.path, cited.outlet, cited.published) == ("a.html", "Courier", date(2025, 1, 1))
    text = shelf.article(cited.article).text
    assert [text[a:b] for a, b in hit.marks] == ["ferries", "dawn"]


def test_a_part_of_a_text_that_nobody_states_hangs_on_no_claim(shelf: Ledger) -> None:
    (hit,) = shelf.search(Sought("clerk")).hits
    assert (hit.evidence, hit.claim, hit.status) == (None, None, None)
    assert (hit.headline, hit.recorded) == ("Ferries gone", minute(0))


def test_the_paragraph_of_a_statement_that_is_found_is_not_found_beside_it(shelf: Ledger) -> None:
    assert all(hit.evidence for hit in shelf.search(Sought("ferries dawn")).hits)
    # Words of which only the paragraph holds all are found there.
    (hit,) = shelf.search(Sought("denied ferries")).hits
    assert hit.evidence is None
    assert hit.citation.quote == f"Bo Park denied that {LEFT}."


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [("Ann Lee", ["Ann Lee"]), ("lee", ["Ann Lee"]), ("PARK", ["Bo Park"]), ("lee ann", []), ("brandt", [])],
)
def test_a_speaker_is_found_by_words_of_the_name_in_their_order(
    shelf: Ledger, speaker: str, expected: list[str]
) -> None:
    assert who(shelf.search(Sought("ferries", speaker=speaker))) == expected


def test_only_claims_of_the_status_asked_for_are_found(shelf: Ledger) -> None:
    (claim,) = (c for c in shelf.claims() if LEFT in c.text)
    assert claim.status == "disputed"
    assert quotes(shelf.search(Sought("ferries", status="disputed"))) == [LEFT, LEFT]
    assert shelf.search(Sought("ferries", status="confirmed")).hits == ()
    assert quotes(shelf.search(Sought("ferries OR lamps", status="reported"))) == [LAMPS]
    # A part of a text has no status.
    assert shelf.search(Sought("clerk", status="reported")).hits == ()


def test_as_of_and_since_bound_what_was_recorded(shelf: Ledger) -> None:
    assert who(shelf.search(Sought("ferries dawn", as_of=minute(0)))) == ["Ann Lee"]
    assert who(shelf.search(Sought("ferries dawn", since=minute(1)))) == ["Bo Park"]
    assert shelf.search(Sought("ferries", as_of=minute(-1))).hits == ()
    assert shelf.search(Sought("ferries", since=minute(9))).hits == ()
    assert shelf.search(Sought("ferries", since=minute(1), as_of=minute(0))).hits == ()


def test_as_of_a_moment_a_claim_stands_as_it_stood_then(shelf: Ledger) -> None:
    (then,) = pipeline.search(shelf, Sought("ferries dawn", as_of=minute(0))).hits
    assert then.status == "reported"
    assert {hit.status for hit in pipeline.search(shelf, Sought("ferries dawn", as_of=minute(1))).hits} == {"disputed"}
    assert pipeline.search(shelf, Sought("ferries", status="disputed", as_of=minute(0))).hits == ()
    assert pipeline.search(shelf, Sought("ferries", status="reported", as_of=minute(0))).total == 1
    assert pipeline.search(shelf, Sought("ferries dawn")) == shelf.search(Sought("ferries dawn"))


def test_what_is_asked_of_claims_can_be_handed_in(shelf: Ledger) -> None:
    (hit,) = shelf.search(Sought("lamps")).hits
    assert hit.evidence
    given_in = {hit.evidence.id: Standing("c", "retracted")}
    (again,) = shelf.search(Sought("lamps"), given_in).hits
    assert (again.claim, again.status) == ("c", "retracted")
    assert shelf.search(Sought("lamps", status="reported"), given_in).hits == ()


def test_a_later_reading_takes_the_place_of_the_one_before_it(shelf: Ledger) -> None:
    of = ferries().article
    reading = Reading(of.id, "later", attributions=(said(of, "grey ferries left", "Ann Lee"),))
    shelf.reread(reading, gather(of, reading), weigh, clock(5))
    assert quotes(shelf.search(Sought("ferries", speaker="ann"))) == ["grey ferries left"]
    assert quotes(shelf.search(Sought("ferries", speaker="ann", as_of=minute(4)))) == [LEFT]
    # The text is the same as before, and found once.
    assert quotes(shelf.search(Sought("clerk"))) == [CLERK]


def test_pages_of_places_follow_one_another_and_leave_none_out(ledger: Ledger) -> None:
    for n in range(7):
        of = article(f"Ann Lee said that convoy {n} was loaded by night.", f"{n}.html")
        ledger.enter(digest(of, said(of, f"convoy {n} was loaded by night", "Ann Lee")), weigh, clock(n))
    whole = ledger.search(Sought("convoy", limit=100))
    parts = [ledger.search(Sought("convoy", limit=3, page=page)) for page in (1, 2, 3, 4)]
    assert [len(part.hits) for part in parts] == [3, 3, 1, 0]
    assert tuple(itertools.chain.from_iterable(part.hits for part in parts)) == whole.hits
    assert {part.total for part in parts} == {7}
    # Of equal rank the newest come first.
    assert quotes(whole) == [f"convoy {n} was loaded by night" for n in range(6, -1, -1)]


def test_what_fits_better_comes_first(ledger: Ledger) -> None:
    lines = (
        "harbour ropes and harbour chains",
        "the harbour was closed for a week because of ice, and nobody knew what to do about the fish",
        "the tide took two boats",
    )
    for n, line in enumerate(lines):
        of = article(f"Ann Lee said that {line}.", f"{n}.html")
        ledger.enter(digest(of, said(of, line, "Ann Lee")), weigh, clock(n))
    assert quotes(ledger.search(Sought("harbour"))) == [lines[0], lines[1]]
    # What few hold counts for more than what many hold.
    assert quotes(ledger.search(Sought("tide OR harbour")))[0] == lines[2]


def many(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve pages, all of a convoy, the oldest two of a bridge; of each search six are ranked."""
    monkeypatch.setattr(_search, "CANDIDATES", 6)
    for n in range(12):
        words = f"convoy {n} passed the {'bridge' if n < 2 else 'mill'}"
        of = article(f"Ann Lee: {words}.", f"{n}.html")
        ledger.enter(digest(of, said(of, words, "Ann Lee")), weigh, clock(n))


def test_only_the_newest_matches_are_ranked_and_that_is_told(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    many(ledger, monkeypatch)
    found = ledger.search(Sought("convoy"))
    # Each page gives a statement and the paragraph around it.
    assert (quotes(found), found.cut) == ([f"convoy {n} passed the mill" for n in (11, 10, 9)], True)
    assert ledger.search(Sought("bridge")).cut is False


def test_what_lies_beyond_the_newest_is_reached_by_a_moment_or_another_word(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(ledger, monkeypatch)
    assert quotes(ledger.search(Sought("convoy", as_of=minute(1)))) == [f"convoy {n} passed the bridge" for n in (1, 0)]
    assert len(ledger.search(Sought("convoy bridge")).hits) == 2
    # A common word takes no candidate from a rare one beside it.
    found = ledger.search(Sought("convoy OR bridge"))
    assert [quote.split()[-1] for quote in quotes(found)].count("bridge") == 1
    assert found.cut is True


HOSTILE = [
    '"" OR words:x',
    "speaker: ann",
    "NEAR(ferries dawn, 5)",
    "ferries NEAR dawn",
    "{words speaker} : ferries",
    "^ferries",
    "ferries AND dawn",
    "ferries NOT dawn",
    "'; DROP TABLE passages; --",
    "ferries\x00dawn",
    "\x00",
    "a" * 10_000,
    "ferries " + '"' * 3,
    "(((ferries",
    "ferries')) | !'x",
    "ferries:*A <-> dawn",
    "\\",
    "%_",
    "\ud800 ferries",
    "*",
    "-",
    '-"',
    "- OR -",
    "ferries " * 40,
    "fer* " * 31,
    "\u202eferries",
    "٣ ½ ﷺ ⑴",
    ":" * 500,
    "OR " * 500,
]


@pytest.mark.parametrize("asked", HOSTILE, ids=range(len(HOSTILE)))
def test_what_a_database_would_read_as_its_own_language_is_words_or_a_fault_of_one_line(
    shelf: Ledger, asked: str
) -> None:
    for sought in (Sought(asked), Sought("ferries", speaker=asked)):
        found, complaint = tried(shelf, sought)
        assert found.total <= 3
        assert len(complaint) < 120
        assert "\n" not in complaint
    assert shelf.search(Sought("ferries dawn")).total == 2


def tried(ledger: Ledger, sought: Sought) -> tuple[Hits, str]:
    """What is found, or what is said of the query."""
    try:
        return ledger.search(sought), ""
    except QueryError as fault:
        return Hits((), 0, cut=False), str(fault)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(asked=st.text(alphabet=st.sampled_from("ferisdawnO R\"*-():^{}+'\\.,!&|<>\x00é½"), max_size=30))
def test_no_query_is_more_than_a_database_can_take(shelf: Ledger, asked: str) -> None:
    found, complaint = tried(shelf, Sought(asked))
    assert found.total <= 5
    assert "\n" not in complaint


WRITTEN = st.text(
    alphabet=st.one_of(
        st.sampled_from("aAbBéÉß.,'’- \n10½²İ北朝ー카ﬁ\u0301\u0327_"), st.characters(exclude_categories=["Cs", "Cc"])
    ),
    min_size=1,
    max_size=40,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(text=WRITTEN)
def test_every_word_of_a_text_finds_it_and_so_do_all_together(ledger: Ledger, text: str) -> None:
    line = " ".join(f"begin {text} end".split())
    empty(ledger)
    of = article(line, "x.html")
    ledger.enter(digest(of, asserted(of, line)), weigh, clock())
    for word in ("begin", f'"{line.replace(chr(34), " ")}"', *line.split()[1:]):
        if not any(sign.isalnum() for sign in word) or set(word) & set('"*“”„«»'):
            continue
        found, complaint = tried(ledger, Sought(word.lstrip("-")))
        assert complaint or quotes(found) == [line]


def test_words_that_are_not_side_by_side_in_one_statement_are_no_phrase_of_two(ledger: Ledger) -> None:
    of = article("Ann Lee: ferries sank.\nDawn came.", "x.html")
    ledger.enter(digest(of, said(of, "ferries sank", "Ann Lee"), asserted(of, "Dawn came.")), weigh, clock())
    for asked in ('"sank dawn"', '"sank ann"', '"sank ann lee"', '"lee dawn"'):
        assert ledger.search(Sought(asked)).hits == ()


def test_a_paragraph_without_an_end_is_found_by_its_last_words(ledger: Ledger) -> None:
    of = article("Ann Lee spoke. " + "so it went on and on. " * 1_000 + "Then the mill burnt.", "x.html")
    ledger.enter(digest(of), weigh, clock())
    (hit,) = ledger.search(Sought("mill burnt")).hits
    assert hit.citation.quote == "Then the mill burnt."
    assert "so it went on" in ledger.search(Sought('"went on and on"')).hits[0].citation.quote


@pytest.mark.parametrize("way", ["rebuild", "compact", "fill"])
def test_what_is_found_is_the_same_after_upkeep(shelf: Ledger, way: str) -> None:
    asked = [Sought(words) for words in ("ferries", "lamps OR clerk", '"left the harbour"', "harb*")]
    before = [shelf.search(each) for each in asked]
    rows = ask(shelf, "SELECT id, evidence FROM passages ORDER BY id")
    if way == "rebuild":
        shelf.rebuild(weigh)
    elif way == "compact":
        shelf.compact()
    else:
        with shelf._writing() as db:  # noqa: SLF001 - as a migration does
            _index.fill(db)
    assert [shelf.search(each) for each in asked] == before
    assert ask(shelf, "SELECT id, evidence FROM passages ORDER BY id") == rows
    shelf.enter(page_of("the ferries came back at noon"), weigh, clock(9))
    assert quotes(shelf.search(Sought("noon"))) == ["the ferries came back at noon"]


def page_of(words: str) -> Digest:
    of = article(f"Ann Lee said that {words}.", f"{words}.html")
    return digest(of, said(of, words, "Ann Lee"))


def test_a_page_that_is_not_recorded_is_not_found(shelf: Ledger) -> None:
    def broken(*_: object, **__: object) -> object:
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError, match="killed"):
        shelf.enter(page_of("the ferries came back at noon"), broken, clock(9))  # type: ignore[arg-type]  # never gives
    assert shelf.search(Sought("noon")).hits == ()
    shelf.enter(page_of("the ferries came back at noon"), weigh, clock(9))
    assert shelf.search(Sought("noon")).total == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8)
@given(order=st.permutations([ferries(), denial(), lamps()]), cuts=st.sets(st.integers(1, 2)))
def test_the_order_in_which_pages_arrive_changes_nothing_of_what_is_found(
    shelf: Ledger, other: Ledger, order: list[Digest], cuts: set[int]
) -> None:
    empty(other)
    bounds = [0, *sorted(cuts), len(order)]
    for a, b in itertools.pairwise(bounds):
        other.enter_all(order[a:b], weigh, clock())
    for asked in ("ferries", "lamps OR clerk", "harb*", "the"):
        assert places(other.search(Sought(asked))) == places(shelf.search(Sought(asked)))


def places(found: Hits) -> set[tuple[object, ...]]:
    """All of what is found but when it was recorded and in what order."""
    return {(hit.citation, hit.marks, hit.headline, hit.evidence, hit.claim, hit.status) for hit in found.hits}


def test_two_that_write_at_once_and_one_that_searches_do_not_disturb_each_other(fresh: Callable[[], str]) -> None:
    address = fresh()
    writers = [Ledger.open(address) for _ in range(2)]
    reader = Ledger.open(address)
    threads = [
        threading.Thread(target=lambda n=n: [writers[n].enter(numbered(n, m), weigh, clock(m)) for m in range(8)])
        for n in range(2)
    ]
    for thread in threads:
        thread.start()
    seen = []
    while any(thread.is_alive() for thread in threads):
        seen.append(reader.search(Sought("convoy", limit=100)).total)
    assert seen == sorted(seen)
    assert sorted(quotes(reader.search(Sought("convoy", limit=100)))) == sorted(
        f"convoy {n} {m} left" for n in range(2) for m in range(8)
    )
    for ledger in (*writers, reader):
        ledger.close()


def numbered(n: int, m: int) -> Digest:
    of = article(f"Ann Lee: convoy {n} {m} left.", f"{n}-{m}.html")
    return digest(of, said(of, f"convoy {n} {m} left", "Ann Lee"))


def test_a_page_seen_twice_is_found_once(shelf: Ledger) -> None:
    before = shelf.search(Sought("ferries"))
    assert shelf.enter(ferries(), weigh, clock(9)) is None
    assert shelf.search(Sought("ferries")) == before


def test_a_backup_is_searched_as_the_ledger_is_and_so_is_what_is_restored(
    shelf: Ledger, other: Ledger, tmp_path: Path
) -> None:
    shelf.backup(tmp_path / "copy.sqlite")
    copy = Ledger.open(str(tmp_path / "copy.sqlite"))
    other.restore(tmp_path / "copy.sqlite")
    for asked in ("ferries", '"left the harbour"', "lamps OR clerk", "zoe", "the"):
        expected = shelf.search(Sought(asked))
        assert copy.search(Sought(asked)) == expected
        assert other.search(Sought(asked)) == expected
    copy.close()
    other.enter(page_of("the ferries came back at noon"), weigh, clock(9))
    assert other.search(Sought("noon")).total == 1


def test_verify_tells_of_statements_that_cannot_be_found(shelf: Ledger) -> None:
    assert list(shelf.faults()) == []
    alter(shelf, "DELETE FROM passages WHERE evidence IS NOT NULL")
    (fault,) = shelf.faults()
    assert fault == "the index of words lacks 4 statements; onrecord rebuild makes it anew"
    shelf.rebuild(weigh)
    assert list(shelf.faults()) == []


def test_a_ledger_from_before_there_was_a_search_can_be_searched(fresh: Callable[[], str]) -> None:
    address = fresh()
    old = Ledger.open(address)
    old.enter(ferries(), weigh, clock())
    before = old.search(Sought("ferries"))
    tables = ["passages"] if "://" in address else ["passages", "passage_words"]
    tables.append("decided_pages")
    since = (*(f"DROP TABLE {name}" for name in tables), "ALTER TABLE claims DROP COLUMN contrary")
    alter(old, *since, "UPDATE alembic_version SET version_num = '0006'")
    old.close()
    opened = Ledger.open(address)
    assert opened.search(Sought("ferries")) == before
    assert before.total == 2
    opened.close()


def test_an_empty_ledger_finds_nothing(ledger: Ledger) -> None:
    assert ledger.search(Sought("ferries")) == ((), 0, False)
