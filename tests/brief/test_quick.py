"""Each bullet of the Quick Look follows its rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from onrecord.brief._quick import quick_look

if TYPE_CHECKING:
    from brief.conftest import Maker, Page

    from onrecord.model import Act, Claim, Dossier, Speaker, Status


def saying(
    make: Maker,
    words: str,
    speaker: Speaker | None = None,
    act: Act = "say",
    days: tuple[int, ...] = (1,),
    status: Status = "reported",
) -> tuple[list[Page], Claim]:
    """A claim carried by one page for each day, every page an origin."""
    pages = [
        make.page(f"{words[:30]} {n}", f"It was put so: {words}.", date(2025, 1, day), f"Outlet {n}")
        for n, day in enumerate(days)
    ]
    evidence = [page.evidence(words, speaker, act) for page in pages]
    return pages, make.claim(f"id {words}", *evidence, status=status)


def gathered(make: Maker, *found: tuple[list[Page], Claim]) -> Dossier:
    return make.dossier([(None, claim) for _, claim in found], [page for pages, _ in found for page in pages])


def bullets(dossier: Dossier) -> dict[str, str]:
    return {line.label: line.text for line in quick_look(dossier)}


def test_the_harbour_in_seven_bullets(harbour: Dossier) -> None:
    assert [(line.label, line.text) for line in quick_look(harbour)] == [
        (
            "Most carried",
            (
                "Coastal Security Agency said: “about 300 marines were killed in the strait” "
                "(paraphrased; reported; 1 origin, 2 pages)"
            ),
        ),
        (
            "Rival figures (new)",
            "killed — marines: about 450 (Coastal Security Agency) | 1,000, since May (western officials) | 1 more",
        ),
        (
            "Revised (new)",
            "killed — marines, Coastal Security Agency: about 300 (2025-01-13), later about 450 (2025-01-20)",
        ),
        ("Denied", "Ilse Brandt denied: “Not one of our marines has set foot on that island”"),
        (
            "Unconfirmed (new)",
            "An unnamed outlet, in its own words: “It may be that the garrison has been withdrawn” (possible)",
        ),
        (
            "Confirms",
            (
                "Tomas Ruiz confirmed: “that the convoy left the northern port on Friday, and that a second one of "
                "eleven ships”… (paraphrased; confirmed)"
            ),
        ),
        (
            "New since 2025-01-20",
            (
                "Tomas Ruiz warned: “that the straits could be closed to every merchant ship by spring” "
                "(paraphrased; reported)"
            ),
        ),
    ]


def test_without_since_the_latest_is_told_and_nothing_is_new(harbour: Dossier) -> None:
    labels = [line.label for line in quick_look(replace(harbour, since=None))]
    assert labels == ["Most carried", "Rival figures", "Revised", "Denied", "Unconfirmed", "Confirms", "Latest"]


def test_an_eighth_bullet_is_never_shown(make: Maker, harbour: Dossier) -> None:
    pages, warned = saying(make, "teachers may walk out of every school", make.speaker("Di"), "warn")
    articles = (*harbour.articles, *(page.article for page in pages))
    assert len(quick_look(replace(harbour, claims=(*harbour.claims, (None, warned)), articles=articles))) == 7


def test_an_empty_dossier_gives_an_empty_look(make: Maker) -> None:
    assert quick_look(make.dossier()) == ()


@pytest.mark.parametrize("many", range(5))
def test_up_to_three_claims_are_filled_in_and_no_more(make: Maker, many: int) -> None:
    topics = ["winter wheat prices", "a bridge across the river", "schools without any teachers", "the old lighthouse"]
    found = [saying(make, f"they talked about {topic} again", days=(1,)) for topic in topics[:many]]
    look = quick_look(gathered(make, *found))
    assert len(look) == min(many, 3)
    assert {line.label for line in look} <= {"Latest", "On record"}


def test_most_carried_counts_origins_and_needs_two_pages(make: Maker) -> None:
    one = saying(make, "the bridge will open in spring", make.speaker("Ada"))
    three = saying(make, "wheat is dearer than it was", make.speaker("Bo"), days=(1, 2, 3))
    two = saying(make, "teachers are leaving the valley", make.speaker("Cy"), days=(1, 2))
    assert bullets(gathered(make, one, two, three))["Most carried"].startswith("Bo said: “wheat")
    assert "Most carried" not in bullets(gathered(make, one))


def test_a_named_speaker_is_preferred_to_the_outlets_voice(make: Maker) -> None:
    own = saying(make, "wheat is dearer than it was", days=(1, 2, 3))
    named = saying(make, "teachers are leaving the valley", make.speaker("Cy"), days=(1, 2))
    assert bullets(gathered(make, own, named))["Most carried"].startswith("Cy said")


def test_words_of_substance_are_preferred(make: Maker) -> None:
    short = saying(make, "he will", make.speaker("Bo"), days=(1, 2, 3))
    full = saying(make, "teachers are leaving the valley", make.speaker("Cy"), days=(1, 2))
    assert bullets(gathered(make, short, full))["Most carried"].startswith("Cy said")


@pytest.mark.parametrize(
    ("act", "status", "label", "text"),
    [
        ("deny", "reported", "Denied", "Ada denied: “the bridge will open in spring” (paraphrased; reported)"),
        ("deny", "denied", "Denied", "Ada denied: “the bridge will open in spring” (paraphrased)"),
        ("say", "disputed", "Denied", "Ada said: “the bridge will open in spring” (paraphrased; disputed)"),
        ("say", "unconfirmed", "Unconfirmed", "Ada said: “the bridge will open in spring” (paraphrased)"),
        (
            "confirm",
            "confirmed",
            "Confirms",
            "Ada confirmed: “the bridge will open in spring” (paraphrased; confirmed)",
        ),
        ("admit", "reported", "Confirms", "Ada admitted: “the bridge will open in spring” (paraphrased; reported)"),
        ("say", "reported", "Latest", "Ada said: “the bridge will open in spring” (paraphrased; reported)"),
    ],
)
def test_a_claim_stands_under_the_label_that_it_earns(
    make: Maker, act: Act, status: Status, label: str, text: str
) -> None:
    found = saying(make, "the bridge will open in spring", make.speaker("Ada"), act, status=status)
    assert bullets(gathered(make, found)) == {label: text}


def test_a_warning_is_told_when_something_else_is_latest(make: Maker) -> None:
    warned = saying(make, "the dam could break by spring", make.speaker("Ada"), "warn")
    later = saying(make, "teachers are leaving the valley", make.speaker("Cy"), days=(5,))
    assert set(bullets(gathered(make, warned, later))) == {"Latest", "Warns"}


def test_the_latest_is_of_the_newest_day_only(make: Maker) -> None:
    old = saying(make, "wheat is dearer than it was", make.speaker("Bo"), days=(1, 2))
    new = saying(make, "he will", None, days=(9,))
    assert bullets(gathered(make, old, new))["Latest"].startswith("Outlet 0, in its own words: “he will”")


def test_undated_pages_are_never_the_latest(make: Maker) -> None:
    page = make.page("p", "It was put so: he left.")
    dossier = make.dossier([(None, make.claim("c", page.evidence("he left")))], [page])
    assert list(bullets(dossier)) == ["On record"]


def test_new_is_what_was_recorded_since_however_old_its_page(make: Maker) -> None:
    pages, claim = saying(make, "the bridge will open in spring", make.speaker("Ada"))
    claim = make.claim(claim.id, *(r.evidence for r in claim.evidence), at=make.now - timedelta(hours=1))
    dossier = make.dossier([(None, claim)], pages, since=make.now - timedelta(days=1))
    assert list(bullets(dossier)) == ["New since 2025-01-20"]


@pytest.mark.parametrize(
    ("other", "status", "alike"),
    [
        ("that the bridge will open in spring", "reported", True),
        ("The bridge will open in Spring", "reported", True),
        ("the bridge will open in spring", "denied", False),
        ("the bridge will open in spring 2031", "reported", False),
        ("the dam will break in autumn", "reported", False),
    ],
)
def test_nearly_the_same_words_are_not_said_twice(make: Maker, other: str, status: Status, *, alike: bool) -> None:
    first = saying(make, "the bridge will open in spring", make.speaker("Ada"), days=(1, 2))
    second = saying(make, other, make.speaker("Bo"), status=status)
    assert len(quick_look(gathered(make, first, (second[0], replace(second[1], id="other"))))) == (1 if alike else 2)


def test_a_claim_told_by_the_figures_gives_way_to_another(make: Maker) -> None:
    page = make.page("p", "Ada said that 300 soldiers were killed. Ada said that the road is shut.", date(2025, 1, 2))
    rival = make.page("r", "Bo said that 900 soldiers were killed.", date(2025, 1, 1))
    ada, bo = make.speaker("Ada"), make.speaker("Bo")
    claims = [
        (None, make.claim("a", page.evidence("that 300 soldiers were killed", ada))),
        (None, make.claim("b", page.evidence("that the road is shut", ada))),
    ]
    figures = [page.figure("300", make.quantity(300), ada), rival.figure("900", make.quantity(900), bo)]
    look = bullets(make.dossier(claims, [page, rival], figures))
    assert look["Rival figures"] == "killed — soldiers: 300 (Ada) | 900 (Bo)"
    assert "the road is shut" in look["Latest"]


def test_figures_that_play_no_role_are_no_rivals(make: Maker) -> None:
    page = make.page("p", "It took 3 ships or 9 ships.")
    figures = [
        page.figure("3", make.quantity(3, words={"role": None}), make.speaker("Ada")),
        page.figure("9", make.quantity(9, words={"role": None}), make.speaker("Bo")),
    ]
    assert quick_look(make.dossier((), [page], figures)) == ()


@pytest.mark.parametrize("name", ["NIS", "An office " * 12, "Z" * 300])
@pytest.mark.parametrize("words", ["they left", "they left the harbour by night " * 9, "w" * 400])
def test_a_bullet_is_one_line_and_quotes_what_fits(make: Maker, name: str, words: str) -> None:
    found = saying(make, words.strip(), make.speaker(name.strip(), "body", "a relay " * 20), "announce", (1, 2, 3))
    (line,) = quick_look(gathered(make, found))
    assert len(line.text) <= 140
    assert line.citations[0].quote == words.strip()
    opening = line.text.index("“") + 1
    quote = line.text[opening : line.text.index("”")]
    assert quote
    assert words.startswith(quote)
    assert ("”…" in line.text) is (quote != words.strip())


def test_two_hundred_claims_give_seven_bullets(make: Maker) -> None:
    acts: tuple[Act, ...] = ("say", "deny", "confirm", "warn")
    found = [
        saying(make, f"item {n} of the list is number {n * 7}", make.speaker(f"S{n}"), acts[n % 4], (1 + n % 9,))
        for n in range(200)
    ]
    look = quick_look(gathered(make, *found))
    assert 3 <= len(look) <= 7
    assert len({line.citations[0] for line in look}) == len(look)
