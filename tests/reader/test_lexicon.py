"""The lexicon: what is in it, and what is said where it is not what it should be."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from onrecord.model import OnRecordError
from onrecord.reader._lexicon import lexicon

LEXICON = Path(__file__).parents[2] / "src" / "onrecord" / "reader"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the package's lexicon, to be broken."""
    for path in LEXICON.glob("*.toml"):
        shutil.copy(path, tmp_path)
    return tmp_path


def test_the_lexicon_is_broad() -> None:
    verbs = lexicon().verbs
    lemmas = {sense.lemma for forms in verbs.values() for form in forms for sense in form.senses}
    assert len(lemmas) >= 150
    assert {"say", "point out", "call for", "make clear"} <= lemmas


@pytest.mark.parametrize(
    ("form", "shape"),
    [
        ("said", "past"),
        ("says", "s"),
        ("denies", "s"),
        ("denied", "past"),
        ("stresses", "s"),
        ("urging", "ing"),
        ("admitted", "pp"),
        ("wrote", "past"),
        ("written", "pp"),
        ("vows", "s"),
        ("claim", "base"),
    ],
)
def test_forms_are_spelled_by_rule_or_listed(form: str, shape: str) -> None:
    assert shape in lexicon().verbs[form][0].shapes


def test_a_lexicon_of_ones_own_is_read(folder: Path) -> None:
    path = folder / "lexicon.toml"
    text = path.read_text(encoding="utf-8").replace('"quip"', '"quip", "harrumph"')
    path.write_text(text, encoding="utf-8")
    assert "harrumphed" in lexicon(folder).verbs


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ('act = "say"', 'act = "sing"', "'sing' is no speech act"),
        ('factuality = "PR+"', 'factuality = "PR"', "'PR' is no factuality"),
        ('takes = ["clause", "quote"]', 'takes = ["verse"]', "`takes` must name some of"),
        ("[[group]]", "[[group]", "cannot be read"),
        ("\n[irregular]\n", "\n[irregulars]\n", "the entry `irregular` is missing"),
    ],
)
def test_a_broken_entry_is_named_with_its_file(folder: Path, before: str, after: str, named: str) -> None:
    path = folder / "lexicon.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    with pytest.raises(OnRecordError) as failure:
        lexicon(folder)
    assert str(path) in str(failure.value)
    assert named in str(failure.value)


def test_a_missing_lexicon_is_named(tmp_path: Path) -> None:
    with pytest.raises(OnRecordError, match=r"lexicon\.toml cannot be read"):
        lexicon(tmp_path)
