"""The model card: what the line model was trained on, how good it is, where it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from scores import Scores

_TEXT = """# Line model of text dumps

Written by `train.py`. What it does: for each line of a page without tags, the probability that it is text, subheading
or summary of the page's article (`onrecord.page._linemodel.score_lines`). Lines at or above {keep} are kept.

## Data

{dumps} labelled dumps of {pages} news pages of {sites} sites in 25 languages (43% German, 33% English), each page by
three converters of HTML to text. Labels come from per-site parsers by overlap, so some are wrong. Nothing of the texts
is in the model but weights: of hashed words, of trees, of two small networks.

## Figures

{table}

{split} Page F1 is that of the article-extraction benchmark: 4-grams of words, precision and recall averaged over pages.
The model written is trained on all sites in the same way. It has {size} bytes.

| label | share kept (cross-validated) |
|---|---|
{labels}

## Known failures

- Live blogs: the gold has every post, and a post's heading, time and links look like teasers. Few pages, many lines.
- Boxes and teasers of several sentences within the text, machine-written summaries, and notes on authors or sources are
  kept.
- Captions without a credit are often kept: taken alone they are sentences.
- Subheadings of one or two words are lost where a box or a list stands beside them.
- Lists of results, and articles made of short lines (tables, recipes), are lost; so are lists of "label: sentence"
  items, which menus of some converters look like.
- Languages of one site only (Hindi, Arabic, Chinese, Icelandic, Lithuanian, Swahili, Vietnamese) were never both
  trained on and tested on: expect less there.
- Very short pages (three paragraphs and a small menu) are unlike any page of the data: their paragraphs score low. The
  room's rules decide on pages of up to 60 lines.
- Sites of one publisher share templates and were split as different sites: wholly new publishers may do a little worse.
"""


class Made(NamedTuple):
    """What the card tells of the data and the model."""

    dumps: int
    pages: int
    sites: int
    held_out_sites: int
    held_out_dumps: int
    size: int
    keep: float


def write_card(path: Path, made: Made, table: Mapping[str, Scores], labels: Mapping[str, float]) -> None:
    """Writes the card; `labels` gives for each label the share of its lines that were kept."""
    split = (
        f"Cross-validation is by site, the whole stack trained anew for each of five parts. {made.held_out_sites} sites"
        f" ({made.held_out_dumps} dumps), picked by the hash of their names, took part in neither training nor tuning."
    )
    rows = "\n".join(f"| {label} | {share:.3f} |" for label, share in labels.items())
    text = _TEXT.format(table=_table(table), labels=rows, split=split, **made._asdict())
    path.write_text(text, encoding="utf-8")


def _table(table: Mapping[str, Scores]) -> str:
    names = next(iter(table.values()))._fields
    lines = [f"| | {' | '.join(name.replace('_', ' ') for name in names)} |", "|---" * (len(names) + 1) + "|"]
    lines += [f"| {name} | {' | '.join(f'{value:.3f}' for value in scores)} |" for name, scores in table.items()]
    return "\n".join(lines)
