"""How many of `labels.jsonl` are resolved rightly where source, cue and content are the gold's: resolving, not finding.

python training/speakers/measure.py [--show]
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from bench.speakers.scores import Answer, Judged, figures, words_of
from cases import labelled

from onrecord.reader._attributions import attributions
from onrecord.reader._lexicon import lexicon


def judged() -> list[Judged]:
    """Each label with what the reader makes of the gold's attribution."""
    labels, known = labelled()
    answers = {}
    for article in known.values():
        for found, made in zip(
            article.found, attributions(article.text, article.found, article.cast, lexicon()), strict=True
        ):
            answers[article.id, found.source, found.content] = made.speaker
    rows = []
    for label in labels:
        place = (label.article, tuple(map(tuple, label.source)), tuple(map(tuple, label.content)))
        speaker = answers[place]  # type: ignore[index] -- a span is a tuple
        answer = Answer(speaker.name, speaker.kind, speaker.chain) if speaker else None
        rows.append(Judged(label, found=True, answer=answer, words=words_of(label.source, known[label.article].text)))
    return rows


def main() -> None:
    """Prints the shares by stratum."""
    rows = judged()
    for group, row in figures(rows).items():
        print(f"{group:16s} {int(row['labels']):4d} right {row['right']:.3f} unresolved {row['unresolved']:.3f}")
    if "--show" in sys.argv:
        for each in rows:
            if each.verdict != "right":
                print(
                    each.verdict,
                    each.label.stratum,
                    each.label.article,
                    repr(each.words),
                    each.label.names,
                    each.answer,
                )


if __name__ == "__main__":
    main()
