"""The language: declared, by script, or by a vote of frequent words; open where these do not show it."""

from __future__ import annotations

import pytest

from onrecord.page._language import language

TEXTS = {
    "en": (
        "The council said on Monday that it would close the pier, and that the repairs were not to begin in the spring."
    ),
    "de": (
        "Der Rat hat am Montag mitgeteilt, dass die Brücke nicht "
        "vor dem Winter geöffnet wird und der Bau sich verzögert."
    ),
    "fr": (
        "Le conseil a déclaré que les travaux ne sont pas finis "
        "et que la halle est fermée pour une année dans le bourg."
    ),
    "es": (
        "El consejo dijo que las obras no han terminado y que "
        "la lonja está cerrada por un año para los vecinos del pueblo."
    ),
    "pt": (
        "O conselho disse que as obras não terminaram e que a "
        "ponte foi fechada para uma inspeção, mais uma vez, pelo município."
    ),
    "it": (
        "Il consiglio ha detto che i lavori non sono finiti e "
        "che la piazza è chiusa per una settimana anche agli abitanti."
    ),
    "nl": (
        "De raad zei dat het werk niet klaar is en dat een "
        "deel van de brug nog dicht blijft voor het verkeer, maar niet lang."
    ),
    "tr": (
        "Belediye meclisi bu köprü için bir karar aldı ve "
        "çalışma daha sonra başlayacak, çok uzun sürecek gibi görünüyor dedi."
    ),
    "ru": "Совет заявил в понедельник, что мост откроют весной, и что работы ещё не закончены.",
    "uk": "Рада заявила в понеділок, що міст відкриють навесні, і що роботи ще не закінчені.",
    "ja": "市長は月曜日に、新しい橋を来年の春に開通させると述べた。",
    "ko": "시장은 월요일에 새 다리를 내년 봄에 개통하겠다고 밝혔다.",
    "zh": "市长星期一说，新桥将于明年春天通车。",
    "ar": "قال المجلس يوم الاثنين إن الجسر سيفتح في الربيع",
    "el": "Το συμβούλιο είπε τη Δευτέρα ότι η γέφυρα θα ανοίξει την άνοιξη",
}


@pytest.mark.parametrize("code", TEXTS)
def test_language_of_the_words(code: str) -> None:
    assert language(TEXTS[code], None) == code


@pytest.mark.parametrize(
    ("declared", "code"), [("en-GB", "en"), ("DE", "de"), ("zh-Hant-TW", "zh"), ("pt_BR", "pt"), ("sme", "sme")]
)
def test_declared_language_counts_first(declared: str, code: str) -> None:
    assert language(TEXTS["fr"], declared) == code


@pytest.mark.parametrize("declared", ["", None, "english language", "x", "<b>"])
def test_what_is_no_language_tag_does_not_count(declared: str | None) -> None:
    assert language(TEXTS["fr"], declared) == "fr"


@pytest.mark.parametrize("text", ["", "Ostvik 12 14", "of la der", "!!!"])
def test_too_few_words_leave_it_open(text: str) -> None:
    assert language(text, None) is None
