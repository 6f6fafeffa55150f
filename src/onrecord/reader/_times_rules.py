"""The shapes of time expressions, as patterns over the letters of words, and what each shape means.

Shapes and values follow the TimeML annotation guidelines 1.2.1 (Saurí et al. 2006) and TIDES 2005 (Ferro et al.).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.reader import _times_dates as dates
from onrecord.reader import _times_lengths as lengths
from onrecord.reader import _times_periods as periods

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.reader._times_shape import Meaning, Shape

# Six words make the longest number of years or days that news has; more would cost a page of figures its square.
_NUM = r"A?Xo?|A?hA?|A?[NDY](?:[-/]?[ND]){0,5}(?:&Ah)?|A"
_RULES: tuple[tuple[str, str, Callable[[Shape], Meaning | None]], ...] = (
    # First letters, pattern, meaning.
    ("WM", r"(?:W:?,?)?(?P<m>M):?(?P<d>[DO])(?:,?(?P<y>Y)|,?o?(?P<w>[LnHT])(?P<u>U))?", dates.date),
    ("W", r"W:?\((?P<m>M):?(?P<d>[DO])(?:,?(?P<y>Y))?\)", dates.date),
    ("WTDO", r"(?:W:?,?)?T?(?P<d>[DO])o?(?P<m>M):?(?:,?(?P<y>Y)|,?o?(?P<w>[LnHT])(?P<u>U))?", dates.date),
    ("LnHpvkfM", r"(?P<w>[LnHpvkf])?(?P<m>M):?", dates.month),
    ("M", r"(?P<m>M):?(?:[,o]?(?P<y>Y)|,?o?(?P<w>[LnHvfsT])(?P<u>U))", dates.month),
    ("LnHpvkfW", r"(?P<w>[LnHpvkf])?(?P<d>W)(?P<p>P)?", dates.weekday),
    ("W", r"(?P<d>W),?o?(?P<w>[LnH])(?P<u>U)", dates.weekday),
    ("TLHnkvfsct", r"(?P<t>T?)(?P<w>[LHnkvfsct])J?-?(?P<u>U)", periods.relative),
    ("TLHnvfst", r"T?(?P<w>[LHnvfst])(?P<p>P)", dates.part),
    ("T", r"TJ?(?P<u>U)[ab]?", periods.definite),
    ("T", r"TJ?(?P<u>U)", periods.definite),
    ("AXhNDY", rf"(?P<n>{_NUM})-?u?-?(?P<u>[UV])(?P<tail>&Ah)?(?:(?P<way>[gij]|Fw|[ba])|-?[Zl])?", lengths.counted),
    ("AXhNDY", rf"(?P<n>{_NUM})-?u?-?(?P<u>[UV])", lengths.counted),
    ("V", r"(?P<u>V)(?P<way>g)?", lengths.bare_plural),
    ("TLpnkfvOHr", rf"T?(?:[LpnkfvO]|Hp)u?(?P<n>{_NUM})u?-?(?P<u>V)", lengths.spanned),
    ("TLpnkHr", r"T?(?:H?p|[rkLn])(?P<u>V)", lengths.spanned),
    ("Tp", r"T?p(?P<u>U)", lengths.spanned),
    ("r", r"r", periods.recent),
    ("JTUY", r"T?J?U?(?P<y>Y)(?:-(?P<until>[DNY]))?", periods.year),
    ("JTUY", r"T?J?U?(?P<y>Y)", periods.year),
    ("G", r"(?P<g>G)", periods.decade),
    ("O", r"(?P<o>O)-?(?P<u>U)", periods.century),
    (
        "O1",
        r"(?:(?P<o>O)-?J?(?P<u>[Uh])|(?P<q>1))(?:[,o]?(?:T?J?U?(?P<y>Y)|T?(?P<w>[LHnvcT])J?(?P<v>U)))?",
        periods.fraction,
    ),
    ("LnHY", r"(?:(?P<w2>[LnH])(?P<v2>U)|(?P<y>Y))'?(?:(?P<o>O)-?(?P<u>[Uh])|(?P<q>1))", periods.fraction),
    ("LnHpvkfS", r"(?P<w>[LnHpvkf])?(?P<s>S)(?:o?(?P<y>Y)|o(?P<w2>[LnH])(?P<u>U))?", periods.season),
    ("CDNYK", r"(?P<c>[CDNYK])(?P<h>m)?(?P<z>z)?", dates.clock),
    ("I", r"(?P<c>I)", dates.numeric),
    ("q", rf"q(?P<o>O)?(?P<n>{_NUM})?u?-?(?P<u>[UVPR])", lengths.every),
    ("A", r"A(?P<u>U)", lengths.times_a),
)  # fmt: skip
RULES: dict[str, list[tuple[re.Pattern[str], Callable[[Shape], Meaning | None]]]] = {}
for _first, _pattern, _means in _RULES:
    for _letter in _first:
        RULES.setdefault(_letter, []).append((re.compile(_pattern), _means))
