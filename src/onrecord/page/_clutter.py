"""What the extractor took for text and is none: the title again, links, credits, notes of the page on itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.page import _lexicon, _lines, _names, _title, _wire
from onrecord.page._assemble import Piece
from onrecord.page._bio import bio_name
from onrecord.page._siblings import Placed
from onrecord.page._tree import spaceless

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from onrecord.page._tree import Seen

# Running text: shorter paragraphs above the first such one are labels, kickers and breadcrumbs.
_RUNNING_CHARACTERS = 80
_LABEL_WORDS = 10
# "Read more: " and its like before a link; longer leads are sentences that end in a link.
_LEAD_LETTERS = 24
# A note on the author, a credit or a plea for money stands among the last of the pieces.
_TAIL_PIECES = 8
# Shorter texts of pictures ("Logo") stand in other lines by chance.
_ALT_LETTERS = 15
# "(dmk)", "/ab", "mit dpa": letters of an editor who signs.
_SIGNATURE_WORDS = 4
_SIGNED = re.compile(r"[(\[/–—-]\s?[\w./, -]{2,24}[)\]]?|[a-z]{2,4}(?:[/,]\s?[a-z]{2,4}){0,3}")
# A credit that is a line of its own has few words; with more it is a sentence on an agency.
_CREDIT_WORDS = 10


def cleared(seen: Seen, placed: Sequence[Placed], titles: Collection[str]) -> list[Placed]:
    """The pieces without clutter, captions as captions. `titles`: all that the page gives as headline, letters only."""
    first = next((at for at, (_, piece) in enumerate(placed) if _is_running(piece)), len(placed))
    kept = [
        Placed(item.start, _recaptioned(seen, item.piece))
        for at, item in enumerate(placed)
        if not _is_clutter(seen, item)
        and not (at <= first and (_title.repeats(item.piece.text, titles) or _is_label(item.piece)))
    ]
    return without_tail(kept)


def without_tail(placed: Sequence[Placed]) -> list[Placed]:
    """The pieces without what follows the text: signatures, notes on authors, pleas, and headings of nothing."""
    kept = list(placed)
    tail = kept[-_TAIL_PIECES:]
    kept[-_TAIL_PIECES:] = [item for item in tail if not _is_note(item.piece.text)]
    while kept and kept[-1].piece.kind == "heading":
        kept.pop()
    return kept[:-1] if kept and _is_signature(kept[-1].piece) else kept


def _is_running(piece: Piece) -> bool:
    return len(piece.text) >= _RUNNING_CHARACTERS and piece.kind not in {"heading", "caption"}


def _is_label(piece: Piece) -> bool:
    text = piece.text
    return piece.kind == "paragraph" and _lines.word_count(text) < _LABEL_WORDS and not _lines.is_terminal(text)


def _is_clutter(seen: Seen, item: Placed) -> bool:
    text = item.piece.text
    return _lines.is_notice(text) or _lines.is_furniture(text) or _is_credit(text) or _is_link(seen, item)


def _is_link(seen: Seen, item: Placed) -> bool:
    """Whether a line is a link as a whole, or a few words that lead one: a title of another page."""
    end = item.start + len(spaceless(item.piece.text))
    if not seen.text.startswith(spaceless(item.piece.text), item.start):
        return False
    leads = range(item.start, item.start + _LEAD_LETTERS)
    linked = next((at for at in leads if seen.links.get(at, 0) >= end), None)
    if linked is None:
        return False
    lead = seen.text[item.start : linked]
    return not lead or lead[-1] in ":|>–—→»"


def _is_credit(text: str) -> bool:
    """Whether a line is the credit of a picture and nothing else."""
    if len(text.split()) > _CREDIT_WORDS or _lines.is_terminal(text):
        return False
    forms = _lexicon.agency_forms()
    return any(part.strip(" .") in forms for part in re.split(r"\s?[/|,]\s?|\svia\s", text, flags=re.IGNORECASE))


def _recaptioned(seen: Seen, piece: Piece) -> Piece:
    """A paragraph that is the text of a picture, or ends with the credit of one, is its caption."""
    own = _title.letters(piece.text)
    pictured = len(own) >= _ALT_LETTERS and own in seen.alts
    if piece.kind == "paragraph" and (pictured or _lines.is_credited(piece.text)):
        return Piece("caption", piece.text)
    return piece


def _is_note(text: str) -> bool:
    # The closing credit of wire copy is evidence of whose words they are, and stays.
    return not _wire.is_closing(text) and (bool(bio_name(text)) or _lines.is_note(text))


def _is_signature(piece: Piece) -> bool:
    text = piece.text
    if piece.kind != "paragraph":
        return False
    short = _lines.word_count(text) <= _SIGNATURE_WORDS and not _lines.is_terminal(text)
    return short or bool(_SIGNED.fullmatch(text)) or _names.is_person(text)
