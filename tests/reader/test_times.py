"""Time expressions: texts, the day on which they came out, and each expression as `words|type|value|modifier`."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timing import seconds

from onrecord.model import Span, TimeExpression
from onrecord.reader._times import dated, times

TEXTS: list[tuple[str, str, list[str]]] = [
    ("The island sent 12,000 troops last October.", "2024-11-20", ["last October|DATE|2024-10"]),
    ("The island sent 12,000 troops last October.", "2024-10-20", ["last October|DATE|2023-10"]),
    ("The siege has gone on since 2022.", "2024-11-20", ["2022|DATE|2022|SINCE"]),
    ("Losses may total 4,000.", "2024-11-20", []),
    ("The crowd joined the March on Washington.", "2024-11-20", []),
    ("June Carter sang to April Ryan and Theresa May.", "2024-11-20", []),
    ("On Friday the outlet counted 40 ships.", "2024-11-20", ["Friday|DATE|2024-11-15"]),
    ("On Wednesday the outlet counted 40 ships.", "2024-11-20", ["Wednesday|DATE|2024-11-20"]),
    ("They lost 1,000 men in the past week alone.", "2024-11-20", ["the past week|DURATION|P1W"]),
    ("The 10-day march was over.", "2024-11-20", ["10-day|DURATION|P10D"]),
    ("The mayor fled on Tuesday night.", "2024-11-20", ["Tuesday night|TIME|2024-11-19TNI"]),
    ("Early 2022 was calm.", "2024-11-20", ["Early 2022|DATE|2022|START"]),
    ("Rain fell in mid-May.", "2024-11-20", ["mid-May|DATE|2024-05|MID"]),
    ("It was built in late 1998.", "2024-11-20", ["late 1998|DATE|1998|END"]),
    ("He governed until March.", "2024-11-20", ["March|DATE|2024-03|UNTIL"]),
    ("He played there in 2012-13.", "2024-11-20", ["2012-13|DATE|2012/2013"]),
    ("Prices rose in the 1990s.", "2024-11-20", ["the 1990s|DATE|199"]),
    ("Prices rose in the '80s.", "2024-11-20", ["the '80s|DATE|198"]),
    ("The nineties were kind to the port.", "2024-11-20", ["The nineties|DATE|199"]),
    ("The fort is of the early 19th century.", "2024-11-20", ["the early 19th century|DATE|18|START"]),
    ("Sales grew in fiscal 2015.", "2024-11-20", ["fiscal 2015|DATE|2015"]),
    ("Sales grew in Q3 2016.", "2024-11-20", ["Q3 2016|DATE|2016-Q3"]),
    ("Sales grew in the third quarter of 2016.", "2024-11-20", ["the third quarter of 2016|DATE|2016-Q3"]),
    ("Third-quarter sales grew.", "2016-11-20", ["Third-quarter|DATE|2016-Q3"]),
    ("Sales grew in the third quarter of last year.", "2016-11-20", ["the third quarter of last year|DATE|2015-Q3"]),
    ("Last year's third quarter was poor.", "2016-11-20", ["Last year's third quarter|DATE|2015-Q3"]),
    ("The line will close in the fourth quarter.", "2006-08-19", ["the fourth quarter|DATE|2006-Q4"]),
    ("The line closed in the fourth quarter.", "2006-02-19", ["the fourth quarter|DATE|2005-Q4"]),
    ("The first half of 2009 was poor.", "2016-11-20", ["The first half of 2009|DATE|2009-H1"]),
    ("The first half ended without a goal.", "2016-11-20", []),
    ("The winter of 2015 was hard.", "2016-11-20", ["The winter of 2015|DATE|2015-WI"]),
    ("Last winter was hard.", "2016-11-20", ["Last winter|DATE|2015-WI"]),
    ("Last winter was hard.", "2016-01-20", ["Last winter|DATE|2014-WI"]),
    ("They left this fall.", "2016-11-20", ["this fall|DATE|2016-FA"]),
    ("After the fall of the city they left.", "2016-11-20", []),
    ("Summer Olympics tickets sold out.", "2016-11-20", []),
    ("Guards change every day.", "2024-11-20", ["every day|SET|P1D"]),
    ("The paper appears weekly.", "2024-11-20", ["weekly|SET|P1W"]),
    ("Members meet annually.", "2024-11-20", ["annually|SET|P1Y"]),
    ("Boats sail twice a week.", "2024-11-20", ["a week|SET|P1W"]),
    ("They vote every two years.", "2024-11-20", ["every two years|SET|P2Y"]),
    ("The bridge was shut for three days.", "2024-11-20", ["three days|DURATION|P3D"]),
    ("He fished for two decades.", "2024-11-20", ["two decades|DURATION|P20Y"]),
    ("They waited for hours.", "2024-11-20", ["hours|DURATION|PTXH"]),
    ("It took a few weeks.", "2024-11-20", ["a few weeks|DURATION|PXW"]),
    ("It took half an hour.", "2024-11-20", ["half an hour|DURATION|PT30M"]),
    ("It took two and a half years.", "2024-11-20", ["two and a half years|DURATION|P2.5Y"]),
    ("It took 2 1/2 years.", "2024-11-20", ["2 1/2 years|DURATION|P2.5Y"]),
    ("It took a year and a half.", "2024-11-20", ["a year and a half|DURATION|P1.5Y"]),
    ("It took more than two months.", "2024-11-20", ["more than two months|DURATION|P2M|MORE_THAN"]),
    ("Nobody sails there now.", "2024-11-20", ["now|DATE|PRESENT_REF"]),
    ("She currently leads the guild.", "2024-11-20", ["currently|DATE|PRESENT_REF"]),
    ("A ferry was recently sold.", "2024-11-20", ["recently|DATE|PAST_REF"]),
    ("Nobody knows the future.", "2024-11-20", ["the future|DATE|FUTURE_REF"]),
    ("A result is due soon.", "2024-11-20", ["soon|DATE|FUTURE_REF"]),
    ("The soon-to-open pier is long.", "2024-11-20", []),
    (
        "They met on June 5. The same day, a ship sank.",
        "2024-11-20",
        ["June 5|DATE|2024-06-05", "The same day|DATE|2024-06-05"],
    ),
    (
        "They met on June 5. Two weeks later, a ship sank.",
        "2024-11-20",
        ["June 5|DATE|2024-06-05", "Two weeks later|DATE|2024-W25"],
    ),
    (
        "They met on June 5. A day earlier, a ship sank.",
        "2024-11-20",
        ["June 5|DATE|2024-06-05", "A day earlier|DATE|2024-06-04"],
    ),
    (
        "They met in 2003. The following year they parted.",
        "2024-11-20",
        ["2003|DATE|2003", "The following year|DATE|2004"],
    ),
    ("They met in 2003. That year a ship sank.", "2024-11-20", ["2003|DATE|2003", "That year|DATE|2003"]),
    (
        "They met on June 5. The previous night a ship sank.",
        "2024-11-20",
        ["June 5|DATE|2024-06-05", "The previous night|TIME|2024-06-04TNI"],
    ),
    ("Two days after the vote he left.", "2024-11-20", ["Two days|DURATION|P2D"]),
    ("He had left two days before.", "2024-11-20", ["two days before|DATE|2024-11-18"]),
    ("The shelling went on overnight.", "2024-11-20", ["overnight|TIME|2024-11-20TNI"]),
    ("He left yesterday morning.", "2024-11-20", ["yesterday morning|TIME|2024-11-19TMO"]),
    ("He leaves tomorrow.", "2024-11-20", ["tomorrow|DATE|2024-11-21"]),
    ("A ship sank last night.", "2024-11-20", ["last night|TIME|2024-11-19TNI"]),
    ("A ship sank on the night of March 3.", "2024-11-20", ["night of March 3|TIME|2024-03-03TNI"]),
    ("Rates rose last year.", "2024-11-20", ["last year|DATE|2023"]),
    ("Rates rose this week.", "2024-11-20", ["this week|DATE|2024-W47"]),
    ("Rates will rise next month.", "2024-11-20", ["next month|DATE|2024-12"]),
    ("Rates rose at the end of last year.", "2024-11-20", ["the end of last year|DATE|2023|END"]),
    ("Rates rose earlier this month.", "2024-11-20", ["earlier this month|DATE|2024-11|START"]),
    ("Rates will rise later this year.", "2024-11-20", ["later this year|DATE|2024|END"]),
    ("Rates rose three months ago.", "2024-11-20", ["three months ago|DATE|2024-08"]),
    ("Rates rose a week ago.", "2024-11-20", ["a week ago|DATE|2024-W46"]),
    ("Rates rose ten days ago.", "2024-11-20", ["ten days ago|DATE|2024-11-10"]),
    ("Rates rose a decade ago.", "2024-11-20", ["a decade ago|DATE|201"]),
    ("Rates rose years ago.", "2024-11-20", ["years ago|DATE|PAST_REF"]),
    ("Rates rose in recent years.", "2024-11-20", ["recent years|DURATION|PXY"]),
    ("Rates will rise in the coming weeks.", "2024-11-20", ["the coming weeks|DURATION|PXW"]),
    ("Rates will rise over the next six months.", "2024-11-20", ["the next six months|DURATION|P6M"]),
    ("Rates rose for the past two years.", "2024-11-20", ["the past two years|DURATION|P2Y"]),
    ("They met on Tuesday of last week.", "2024-11-20", ["Tuesday of last week|DATE|2024-11-12"]),
    ("They will meet in October of next year.", "2024-11-20", ["October of next year|DATE|2025-10"]),
    ("They met on Oct. 16 last year.", "2024-11-20", ["Oct. 16 last year|DATE|2023-10-16"]),
    ("They will meet on Friday, officials said.", "2024-11-20", ["Friday|DATE|2024-11-22"]),
    ("They told reporters Thursday that all was well.", "2024-11-20", ["Thursday|DATE|2024-11-14"]),
    ("It will be released on Friday.", "2024-11-20", ["Friday|DATE|2024-11-22"]),
    ("They are meeting Monday.", "2024-11-20", ["Monday|DATE|2024-11-25"]),
    ("They agreed to meet on Monday.", "2024-11-20", ["Monday|DATE|2024-11-25"]),
    ("They failed to meet on Monday.", "2024-11-20", ["Monday|DATE|2024-11-18"]),
    ("He will return in March.", "2024-11-20", ["March|DATE|2025-03"]),
    ("He returned in March.", "2024-11-20", ["March|DATE|2024-03"]),
    ("He said in March that it would end in May.", "2024-11-20", ["March|DATE|2024-03", "May|DATE|2025-05"]),
    ("It ended on next to nothing next Wednesday.", "2024-11-20", ["next Wednesday|DATE|2024-11-27"]),
    ("It ended last Wednesday.", "2024-11-20", ["last Wednesday|DATE|2024-11-13"]),
    ("It ended on April 28, 2003.", "2024-11-20", ["April 28, 2003|DATE|2003-04-28"]),
    ("It ended on 28 April 2003.", "2024-11-20", ["28 April 2003|DATE|2003-04-28"]),
    ("It ended on the 15th of May.", "2024-11-20", ["the 15th of May|DATE|2024-05-15"]),
    ("It ended on March 3rd.", "2024-11-20", ["March 3rd|DATE|2024-03-03"]),
    ("It ended on Sunday, Oct. 20, 2013.", "2024-11-20", ["Sunday, Oct. 20, 2013|DATE|2013-10-20"]),
    ("It ended on Friday (Oct 18).", "2024-11-20", ["Friday (Oct 18)|DATE|2024-10-18"]),
    ("It ended on Feb. 29.", "2023-02-10", ["Feb. 29|DATE|2020-02-29"]),
    ("It ended on Feb. 30.", "2023-02-10", ["Feb.|DATE|2023-02"]),
    ("It ended on 2013-03-22.", "2024-11-20", ["2013-03-22|DATE|2013-03-22"]),
    ("It ended on 7/8/07.", "2024-11-20", ["7/8/07|DATE|2007-07-08"]),
    ("It ended on 22/03/2013.", "2024-11-20", ["22/03/2013|DATE|2013-03-22"]),
    ("It ended on 22.03.2013.", "2024-11-20", ["22.03.2013|DATE|2013-03-22"]),
    ("Rates fell by 2.36 and 118.40 points.", "2024-11-20", []),
    ("At 16:08 UTC the index stood still.", "2024-11-20", ["16:08 UTC|TIME|2024-11-20T16:08Z"]),
    ("He called at 6:40 p.m.", "2024-11-20", ["6:40 p.m.|TIME|2024-11-20T18:40"]),
    (
        "He called at 9 a.m. EST on Monday.",
        "2024-11-20",
        ["9 a.m. EST|TIME|2024-11-18T09:00", "Monday|DATE|2024-11-18"],
    ),
    ("He called at 10:35 a.m. Friday.", "2024-11-20", ["10:35 a.m. Friday|TIME|2024-11-15T10:35"]),
    ("He called on Friday, 8 p.m., from home.", "2024-11-20", ["Friday, 8 p.m.|TIME|2024-11-15T20:00"]),
    ("He called at 1430 GMT.", "2024-11-20", ["1430 GMT|TIME|2024-11-20T14:30Z"]),
    ("He called at noon.", "2024-11-20", ["noon|TIME|2024-11-20T12:00"]),
    ("He called at five o'clock.", "2024-11-20", ["five o'clock|TIME|2024-11-20T05:00"]),
    ("It counted 2000 troops and 1950 miles.", "2024-11-20", []),
    ("The council passed Resolution 1701 on Flight 2005.", "2024-11-20", []),
    ("The 2008 elections were fair.", "2024-11-20", ["The 2008|DATE|2008"]),
    ("In 1787 the fort fell.", "2024-11-20", ["1787|DATE|1787"]),
    ("It fell after 1,500 shots.", "2024-11-20", []),
    ("The ship sank on Christmas Day.", "2024-11-20", ["Christmas Day|DATE|2023-12-25"]),
    ("The ship will sail at Easter.", "2024-11-20", ["Easter|DATE|2025-04-20"]),
    ("They met at Easter 2013.", "2024-11-20", ["Easter 2013|DATE|2013-03-31"]),
    ("They met last Thanksgiving.", "2024-11-20", ["last Thanksgiving|DATE|2023-11-23"]),
    ("They met on Good Friday.", "2024-11-20", ["Good Friday|DATE|2024-03-29"]),
    ("The Sept. 11 attacks changed it.", "2024-11-20", ["Sept. 11|DATE|2001-09-11"]),
    ("The 9/11 attacks changed it.", "2024-11-20", ["9/11|DATE|2001-09-11"]),
    ("The coup was on Sept. 11, 1973.", "2024-11-20", ["Sept. 11, 1973|DATE|1973-09-11"]),
    ("The weekend was calm.", "2024-11-20", ["The weekend|DATE|2024-W46-WE"]),
    ("They play this weekend.", "2024-11-20", ["this weekend|DATE|2024-W47-WE"]),
    ("A 25-year-old man swam.", "2024-11-20", ["A 25-year-old|DURATION|P25Y"]),
    ("The twelve-year low held.", "2024-11-20", ["twelve-year|DURATION|P12Y"]),
    ("Shares hit a 30-second dip.", "2024-11-20", ["a 30-second|DURATION|PT30S"]),
    ("The second day was worse.", "2024-11-20", []),
    ("USA Today printed it today.", "2024-11-20", ["today|DATE|2024-11-20"]),
    ("Sheffield Wednesday won, and Bloody Sunday was recalled.", "2024-11-20", []),
    ("Information came from Julian and Jane in the car.", "2024-11-20", []),
    ("Sun and Sat are words, and so is Mon.", "2024-11-20", []),
    ("On Mon., Mar. 3 it ended.", "2024-11-20", ["Mon., Mar. 3|DATE|2024-03-03"]),
    ("The last Friday of it was long.", "2024-11-20", ["Friday|DATE|2024-11-15"]),
    ("On Mondays the shop is shut.", "2024-11-20", ["Mondays|SET|XXXX-WXX-1"]),
    ("SEOUL, Oct. 16 (AP) - A ship sank.", "2024-11-20", ["Oct. 16|DATE|2024-10-16"]),
    ("He is 30 years old.", "2024-11-20", ["30 years old|DURATION|P30Y"]),
    ("It was 20 to 30 minutes long.", "2024-11-20", ["30 minutes long|DURATION|PT30M"]),
    ("By the end of 2015 it was gone.", "2024-11-20", ["the end of 2015|DATE|2015|END"]),
    ("It was gone by Friday.", "2024-11-20", ["Friday|DATE|2024-11-15|ON_OR_BEFORE"]),
    ("It was gone before Friday.", "2024-11-20", ["Friday|DATE|2024-11-15|BEFORE"]),
    ("May I ask why it may rain?", "2024-11-20", []),
    ("It fell 100M2 at 32° and 123°.", "2024-11-20", []),
    ("It ended in the quarter.", "2024-11-20", ["the quarter|DATE|2024-Q4"]),
    ("It rose from 1999 to 2003.", "2024-11-20", ["1999|DATE|1999", "2003|DATE|2003"]),
    ("Half a century later it stood.", "2024-11-20", ["Half a century later|DURATION|P50Y"]),
    (
        "The hearing is set for 10 a.m. on May 5.",
        "2024-04-20",
        ["10 a.m.|TIME|2024-05-05T10:00", "May 5|DATE|2024-05-05"],
    ),
    ("They met every Monday in 1999.", "2024-11-20", ["every Monday|SET|XXXX-WXX-1", "1999|DATE|1999"]),
    ("The last Friday of this month is free.", "2024-11-20", ["Friday|DATE|2024-11-15", "this month|DATE|2024-11"]),
    ("It was the coldest day of the year.", "2024-11-20", []),
    ("It shut at the start of the day.", "2024-11-20", ["the start of the day|DATE|2024-11-20|START"]),
    ("They arrived a day after the flood.", "2024-11-20", ["a day|DURATION|P1D"]),
    ("He was the Man of the Year.", "2024-11-20", []),
    ("The day-to-day work went on for a month-long spell.", "2024-11-20", ["a month-long|DURATION|P1M"]),
    ("It ended on Mon 13th May 2019.", "2024-11-20", ["Mon 13th May 2019|DATE|2019-05-13"]),
    ("It ended on the first of March 2020.", "2024-11-20", ["the first of March 2020|DATE|2020-03-01"]),
    ("They work 24 hours a day.", "2024-11-20", ["24 hours|DURATION|PT24H"]),
    ("He left in the summer of last year.", "2024-11-20", ["the summer of last year|DATE|2023-SU"]),
    ("It will open in spring 2026.", "2024-11-20", ["spring 2026|DATE|2026-SP"]),
    ("It rained in mid-2012.", "2024-11-20", ["mid-2012|DATE|2012|MID"]),
    ("He was there from May to July 2011.", "2024-11-20", ["May|DATE|2011-05", "July 2011|DATE|2011-07"]),
    ("He was there between 1990 and 1995.", "2024-11-20", ["1990|DATE|1990", "1995|DATE|1995"]),
    ("They left in the middle of May.", "2024-11-20", ["the middle of May|DATE|2024-05|MID"]),
    ("They left at the beginning of this year.", "2024-11-20", ["the beginning of this year|DATE|2024|START"]),
    ("It rained each morning.", "2024-11-20", ["each morning|SET|XXXX-XX-XXTMO"]),
    ("It rained every other day.", "2024-11-20", []),
    ("It rained three times a month.", "2024-11-20", ["a month|SET|P1M"]),
    ("It rained in the previous month.", "2024-11-20", ["the previous month|DATE|2024-10"]),
    ("He swam for at least 10 days.", "2024-11-20", ["at least 10 days|DURATION|P10D|EQUAL_OR_MORE"]),
    ("He swam for nearly a decade.", "2024-11-20", ["nearly a decade|DURATION|P10Y|APPROX"]),
    ("He swam for up to three hours.", "2024-11-20", ["up to three hours|DURATION|PT3H|EQUAL_OR_LESS"]),
    ("He swam about two years ago.", "2024-11-20", ["about two years ago|DATE|2022|APPROX"]),
    ("He swam a couple of weeks ago.", "2024-11-20", ["a couple of weeks ago|DATE|2024-W45"]),
    ("He swam several months ago.", "2024-11-20", ["several months ago|DATE|PAST_REF"]),
    ("He will swim two weeks from now.", "2024-11-20", ["two weeks from now|DATE|2024-W49"]),
    ("He swam at 00:30 GMT.", "2024-11-20", ["00:30 GMT|TIME|2024-11-20T00:30Z"]),
    ("He swam at 25:30.", "2024-11-20", []),
    ("He swam at 13 p.m.", "2024-11-20", []),
    ("The score was 3-2 and the ratio 16:9.", "2024-11-20", []),
    ("The year 2000 was calm.", "2024-11-20", ["The year 2000|DATE|2000"]),
    ("The tests of fiscal year 2012 failed.", "2024-11-20", ["fiscal year 2012|DATE|2012"]),
    ("Second-quarter losses grew.", "2016-07-20", ["Second-quarter|DATE|2016-Q2"]),
    ("First-half losses grew.", "2016-07-20", ["First-half|DATE|2016-H1"]),
    ("Q2 losses grew.", "2016-07-20", ["Q2|DATE|2016-Q2"]),
    ("Losses grew in the same quarter.", "2016-07-20", ["the same quarter|DATE|2016-Q3"]),
    ("It fell in this quarter.", "2016-07-20", ["this quarter|DATE|2016-Q3"]),
    ("The 1970s and 1980s were hard.", "2024-11-20", ["The 1970s|DATE|197", "1980s|DATE|198"]),
    ("It was a 21st-century ship.", "2024-11-20", ["21st-century|DATE|20"]),
    ("It fell in the '20s.", "2024-11-20", ["the '20s|DATE|192"]),
    ("Boeing 737s and 747s flew.", "2024-11-20", []),
    ("Yesterday's storm and today's calm.", "2024-11-20", ["Yesterday|DATE|2024-11-19", "today|DATE|2024-11-20"]),
    ("The week-long fair ended.", "2024-11-20", ["week-long|DURATION|P1W"]),
    ("It went on day after day.", "2024-11-20", []),
    ("The deal is due by year-end.", "2024-11-20", []),
    ("On July 4 they marched.", "2024-11-20", ["July 4|DATE|2024-07-04"]),
    ("They marched on New Year's Eve.", "2024-11-20", ["New Year's Eve|DATE|2023-12-31"]),
    ("They will march on Labor Day.", "2024-11-20", ["Labor Day|DATE|2025-09-01"]),
    ("She was born on 3 Jan. 1980.", "2024-11-20", ["3 Jan. 1980|DATE|1980-01-03"]),
    ("The storm of 12 December killed none.", "2024-11-20", ["12 December|DATE|2023-12-12"]),
    ("The meeting is at noon on Friday.", "2024-11-20", ["noon|TIME|2024-11-15T12:00", "Friday|DATE|2024-11-15"]),
    ("The meeting was at midnight.", "2024-11-20", ["midnight|TIME|2024-11-20T24:00"]),
    ("The end is near at this moment.", "2024-11-20", []),
    ("At present nobody knows.", "2024-11-20", ["At present|DATE|PRESENT_REF"]),
    ("It was long ago.", "2024-11-20", ["long ago|DATE|PAST_REF"]),
    ("The recent storm did it.", "2024-11-20", ["recent|DATE|PAST_REF"]),
    ("The most recent storm did it.", "2024-11-20", []),
    ("After much of the summer trying to mend it, they left.", "2024-11-20", ["the summer|DATE|2024-SU"]),
]


def read(text: str, published: date | None) -> tuple[TimeExpression, ...]:
    """The expressions of a text in which each line is a block."""
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks += [Span(at, at + len(line))] if line.strip() else []
        at += len(line) + 1
    return times(text, blocks, published)


def shown(text: str, published: date | None) -> list[str]:
    return [
        "|".join([text[slice(*t.span)], t.type, t.value or "null", *([t.mod] if t.mod else [])])
        for t in read(text, published)
    ]


@pytest.mark.parametrize(("text", "published", "expected"), TEXTS)
def test_expressions_have_their_span_type_value_and_modifier(text: str, published: str, expected: list[str]) -> None:
    assert shown(text, date.fromisoformat(published)) == expected


@pytest.mark.parametrize(
    ("text", "relative"),
    [
        ("It rained last October.", "last October"),
        ("It rained on Friday.", "latest Friday"),
        ("It will rain on Friday.", "coming Friday"),
        ("It rained last month.", "-1 month"),
        ("It will rain in October of next year.", "+1 year -10"),
        ("It rained on Tuesday of last week.", "-1 week Tuesday"),
        ("It rained on Tuesday night.", "latest Tuesday TNI"),
        ("It rained at 16:08 UTC.", "0 day T16:08Z"),
        ("It rained in the third quarter.", "nearest Q3"),
        ("It rained at Easter.", "latest Easter"),
    ],
)
def test_without_a_date_an_expression_says_what_it_is_reckoned_from(text: str, relative: str) -> None:
    (found,) = read(text, None)
    assert (found.value, found.relative, found.anchor) == (None, relative, None)


def test_what_is_absolute_needs_no_date_nor_does_what_hangs_on_it() -> None:
    text = "They met on May 3, 2011. Two days later they parted, and the next year they met again."
    assert [t.value for t in read(text, None)] == ["2011-05-03", "2011-05-05", "2012"]


def test_an_anchor_is_the_expression_spoken_of_last_that_is_fine_enough() -> None:
    text = "They met on June 5, in 2003. The same day they left. Two weeks later, in June, a day earlier, it fell."
    anchors = {text[slice(*t.span)]: t.anchor and text[slice(*t.anchor)] for t in read(text, date(2024, 11, 20))}
    assert anchors["The same day"] == "June 5"
    assert anchors["Two weeks later"] == "The same day"
    assert anchors["a day earlier"] == "The same day"
    assert anchors["June 5"] is None


def test_an_expression_far_back_is_forgotten() -> None:
    text = "They met on June 5. " + "Nothing was heard of it. " * 100 + "The same day it rained."
    assert read(text, date(2024, 11, 20))[-1].value == "2024-11-20"


def test_a_time_of_day_takes_the_day_that_its_sentence_names_on_either_side() -> None:
    text = "He called at 9 a.m. on Monday. On Tuesday he called at 10 a.m."
    values = [t.value for t in read(text, date(2024, 11, 20)) if t.type == "TIME"]
    assert values == ["2024-11-18T09:00", "2024-11-19T10:00"]


WRAPPED = """the harbour of the west was shut to all of the larger ships last
October, when works on its old piers and the nets were begun."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the harbour was shut last\nyear and is open now", ["last\nyear|DATE|2023", "now|DATE|PRESENT_REF"]),
        (WRAPPED.replace("\n", "\n\n"), ["October|DATE|2024-10"]),
        (WRAPPED, ["last\nOctober|DATE|2024-10"]),
        ("Harbour shut in March\n10 men rescued from it", ["March|DATE|2024-03"]),
        ("Harbour shut last\n\nOctober came.", ["October|DATE|2024-10"]),
    ],
)  # fmt: skip
def test_lines_of_a_wrapped_paragraph_are_read_together_and_others_are_not(text: str, expected: list[str]) -> None:
    assert shown(text, date(2024, 11, 20)) == expected


def test_a_line_that_is_nothing_but_a_date_below_the_headline_is_no_expression() -> None:
    assert shown("Harbour shut\nMarch 3, 2024\nIt was shut on Friday.", date(2024, 3, 3)) == ["Friday|DATE|2024-03-01"]
    assert len(shown("One.\nTwo.\nThree.\nFour.\nMarch 3, 2024\nIt was shut.", None)) == 1


PIECES = [
    "last October", "on Friday", "will", "two weeks later", "the same day", "at 10 a.m.", "Tuesday night", "since 2022",
    "the previous year", "said", ".", ",", "Christmas", "in the third quarter", "early", "mid-May", "a year earlier",
    "the end of last year", "every day", "for three days", "now", "16:08 UTC", "on June 5", "2012-13", "that evening",
    "\n", "Feb. 29", "winter", "the weekend", "a decade ago", "19th century",
]  # fmt: skip
DAYS = st.dates() | st.dates(date(1990, 1, 1), date(2040, 1, 1))


@given(st.lists(st.sampled_from(PIECES), max_size=20), DAYS, DAYS)
def test_a_date_that_becomes_known_gives_what_reading_with_it_gives(parts: list[str], day: date, other: date) -> None:
    text = " ".join(parts)
    known = read(text, day)
    assert dated(read(text, None), day) == known
    assert dated(dated(known, other), day) == known
    assert dated(known, None) == read(text, None)


@given(st.text() | st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=20).map(" ".join), DAYS | st.none())
def test_nothing_raises_and_expressions_stand_in_order_apart_in_the_text(text: str, day: date | None) -> None:
    found = read(text, day)
    edges = [edge for t in found for edge in t.span]
    assert edges == sorted(edges)
    assert all(0 <= t.span.start < t.span.end <= len(text) and text[slice(*t.span)].strip() for t in found)
    assert all(t.value or t.relative for t in found)
    assert {t.anchor for t in found} - {None} <= {t.span for t in found}


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_a_bare_weekday_is_one_of_the_last_seven_days_or_of_the_next(day: date) -> None:
    (past,), (ahead,) = read("It fell on Friday.", day), read("It will fall on Friday.", day)
    assert 0 <= (day - date.fromisoformat(past.value or "")).days < 7
    assert 0 <= (date.fromisoformat(ahead.value or "") - day).days < 7


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_a_bare_month_has_begun_by_the_day_and_the_last_one_was_over(day: date) -> None:
    (bare,), (last,) = read("It fell in March.", day), read("It fell last March.", day)
    this = f"{day:%Y-%m}"
    assert (bare.value or "") <= this
    assert (last.value or "") < this
    assert day.year - int((last.value or "")[:4]) in (0, 1)


@pytest.mark.parametrize(
    "piece", ["1 ", "two ", "10:30 ", "Friday, ", "1/", "the same day ", "a year later ", "( ", "\n", "1,", "x"]
)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    def taken(size: int) -> float:
        text = (piece * size)[:size]
        return seconds(lambda: times(text, [Span(0, size)], date(2024, 11, 20)))

    assert taken(40_000) < 12 * taken(4_000) + 0.5


@pytest.mark.parametrize("filler", ["word ", "x"])
def test_a_block_without_end_is_read_in_parts_and_to_its_end(filler: str) -> None:
    text = filler * 10_000 + " on Oct. 3, 2024"
    (found,) = times(text, [Span(0, len(text))], None)
    assert (text[slice(*found.span)], found.value) == ("Oct. 3, 2024", "2024-10-03")


@pytest.mark.parametrize(
    "text", ["initial May", "May initial", "the initial of May 2024", "May ²", "２nd May", "first May"]
)
def test_a_word_that_is_no_number_is_no_day(text: str) -> None:
    assert all(t.value is None or t.value[-3:] != "-00" for t in times(text, [Span(0, len(text))], date(2024, 6, 1)))
