"""Sentences that readers of numbers get wrong, each with its quantities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.reader._quantities import quantities
from onrecord.text import sentences

if TYPE_CHECKING:
    from onrecord.model import Quantity

# A row is a sentence and, parted by semicolons, its quantities: words, interval, bound; then fields by their names.
# `-` stands for an open side; `=` for the bound "exactly"; one number for both sides.
ROWS = """
# Numerals and figures
Two hundred twenty two million boats sank. > Two hundred twenty two million 222000000 =
They saw one million eighty two thousand votes. > one million eighty two thousand 1082000 =
It has one million one hundred eighty two thousand books. > one million one hundred eighty two thousand 1182000 =
He paid for thirty-four hundred and fifty tiles. > thirty-four hundred and fifty 3450 =
They found two million one thousand coins. > two million one thousand 2001000 =
They found nine billion nine thousand coins. > nine billion nine thousand 9000009000 =
The hall has five thousand, six hundred seats. > five thousand, six hundred 5600 =
It makes one and a half thousand pumps. > one and a half thousand 1500 =
It makes two and a half million pumps. > two and a half million 2500000 =
It makes a million and a half pumps. > a million and a half 1500000 =
It makes two point five million pumps. > two point five million 2500000 =
It needs half a million pumps. > half a million 500000 =
It needs half a dozen pumps. > half a dozen 6 =
It needs two dozen pumps. > two dozen 24 =
It needs a half-dozen pumps. > a half-dozen 6 =
They hold a hundred and five pumps. > a hundred and five 105 =
They hold twenty one pumps. > twenty one 21 =
They own 12,34,567 acres. > 12,34,567 acres 1234567 = unit=acre
They own 1.234.567 pumps. > 1.234.567 1234567 =
They sold 816 000 pumps. > 816 000 816000 =
They sold 2 1/2 tons. > 2 1/2 tons 2.5 = unit=ton
They sold 3½ tons. > 3½ tons 3.5 = unit=ton
They sold 5k pumps. > 5k 5000 =
They sold 1.2 million pumps. > 1.2 million 1200000 =
They sold 1.5bn pumps. > 1.5bn 1500000000 =
The plan costs 3.5 crore rupees. > 3.5 crore rupees 35000000 = unit=INR
The city has 40 lakh voters. > 40 lakh 4000000 =
The index fell to -36. > -36 -36 =
It grew .5 percent. > 5 percent 0.5 = unit=%
Twenty-six soldiers came. > Twenty-six 26 = counted=soldiers kind=count
They hold zero tanks. > zero 0 =
They spent two hundred and three hundred dollars. > two hundred 200 =; three hundred dollars 300 = unit=USD
It hired five and six men. > five 5 =; six 6 =
The 2,000 men left. > 2,000 2000 =
# Ranges
It deployed 10,000 to 12,000 troops. > 10,000 to 12,000 10000..12000 between
It deployed 10-12,000 troops. > 10-12,000 10000..12000 between
It deployed between five and six men. > between five and six 5..6 between
It deployed between 5 and 6 men. > between 5 and 6 5..6 between
It cost 1.5 to $2 billion. > 1.5 to $2 billion 1500000000..2000000000 between unit=USD
It cost between $200 million and $250 million. > between $200 million and $250 million 200000000..250000000 between
It cost $5-10. > $5-10 5..10 between unit=USD
It makes 12.8–13.0 tons. > 12.8–13.0 tons 12.8..13 between unit=ton
It pays 4-5%. > 4-5% 4..5 between unit=%
It pays 4% to 5%. > 4% to 5% 4..5 between unit=%
They sent two or three boats. > two or three 2..3 between
They saw 20 – 21 boats. > 20 – 21 20..21 between
Prices run from $5 to $10. > from $5 to $10 5..10 between
Some 3 to 5 million shells came. > Some 3 to 5 million 3000000..5000000 about
Approximately 10,000 to 12,000 troops last October. > Approximately 10,000 to 12,000 10000..12000 about
Rates rose from 3 to 5 percent. > 3 3 = unit=% scope=earlier; 5 percent 5 = unit=%
Rates fell from 20 to 15 percent. > 20 20 = scope=earlier; 15 percent 15 =
Shares rose 4 percent to 5 euros. > 4 percent 4 = change=up; 5 euros 5 = unit=EUR
The counts were 20 and 19. > 20 20 =; 19 19 =
# Bounds
At least 12 men came. > At least 12 12..- at least
No fewer than 12 men came. > No fewer than 12 12..- at least
More than 12 men came. > More than 12 12..- more than
Upwards of 12 men came. > Upwards of 12 12..- more than
The herd exceeds 3,000 animals. > exceeds 3,000 3000..- more than
The bond tops $500,000. > tops $500,000 500000..- more than
It has a crew exceeding 150. > exceeding 150 150..- more than
As many as 12 men came. > As many as 12 -..12 up to
No more than 12 men came. > No more than 12 -..12 up to
Not more than 12 men came. > Not more than 12 -..12 up to
Up to 700 men came. > Up to 700 -..700 up to
Fewer than 12 men came. > Fewer than 12 -..12 fewer than
Just under 12 tons came. > Just under 12 tons -..12 fewer than
Just over 900 men came. > Just over 900 900..- more than
Nearly 12 tons came. > Nearly 12 tons 12 about
~12 men came. > ~12 12 about
At least about 20 men came. > At least about 20 20..- at least
100 men or more came. > 100 100..- at least
200 or so men came. > 200 or so 200 about
It seats 100 or over. > 100 or over 100..- at least
It held 50+ men. > 50+ 50..- at least
It held 30 or less. > 30 or less -..30 up to
It held larger than 3 and smaller than 5 rooms. > larger than 3 3..- more than; smaller than 5 -..5 fewer than
An estimated 30,000 cattle died. > An estimated 30,000 30000 about
More than half of voters came. > More than half 0.5..- more than kind=share counted=voters
# Vague words
Dozens of soldiers came. > Dozens -..- about wording=dozens counted=soldiers
Hundreds of thousands of shells came. > Hundreds of thousands -..- about wording=hundreds_of_thousands
The dead number in the low thousands. > low thousands -..- about wording=low_thousands
Several hundred men came. > Several hundred -..- about wording=several_hundred
A few thousand men came. > A few thousand -..- about wording=a_few_thousand
A couple hundred men came. > A couple hundred -..- about wording=a_couple_hundred
Tens of millions of dollars went. > Tens of millions of dollars -..- about wording=tens_of_millions unit=USD
More than a dozen men came. > More than a dozen 12..- more than
Several people were injured. > Several -..- about wording=several role=wounded
Several people came. >
# Money, percent, units
It made $61bn. > $61bn 61000000000 = unit=USD kind=money
It made $1943 million. > $1943 million 1943000000 = unit=USD
It made US$5 billion. > US$5 billion 5000000000 = unit=USD
It made £3m. > £3m 3000000 = unit=GBP
It made 3 million pounds. > 3 million pounds 3000000 = unit=GBP
It used 5 pounds of flour. > 5 pounds 5 = unit=pound counted=flour
It costs 26 cents per share. > 26 cents 26 = unit=cent kind=money per=share
It costs a $5-million fee. > $5-million 5000000 = unit=USD
It gained half a percent. > half a percent 0.5 = unit=% change=up
It gained 39 points. > 39 points 39 = unit=point change=up
It holds 160GB. > 160GB 160 = unit=GB kind=measure
It weighs 15kg. > 15kg 15 = unit=kg
It has a 6.1-inch screen. > 6.1-inch 6.1 = unit=inch
It does 100 km/h. > 100 km/h 100 = unit=km/h
It is -5°C. > -5°C -5 = unit=°C
It covers 120 square miles. > 120 square miles 120 = unit=sq_mile
It ran 1k miles. > 1k miles 1000 = unit=mile
It fires 9-metre rockets. > 9-metre 9 = unit=m
It took 30 percent of troops. > 30 percent 30 = unit=% counted=troops
It fell 0.5 percentage points. > 0.5 percentage points 0.5 = unit=percentage_point change=down
It got 1.9% lower. > 1.9% 1.9 = change=down
It spent $5 million on boats. > $5 million 5000000 = role=spent
# Shares
One in five shops is shut. > One in five 0.2 = kind=share counted=shops
4 out of 5 shops are shut. > 4 out of 5 0.8 = kind=share
A third of soldiers left. > A third 0.333333333333 = kind=share counted=soldiers
Two-thirds of voters came. > Two-thirds 0.666666666667 = kind=share
Three quarters of voters came. > Three quarters 0.75 = kind=share
About half of the jobs went. > About half 0.5 about kind=share counted=jobs
Two in 2016 were new. > Two 2 =
A third man came. >
# Ages, scores, ranks are what they are
Ana Ruiz, 61, came. > 61 61 = kind=age unit=year
A man aged 40 came. > 40 40 = kind=age
A 25-year-old sailor came. > 25-year-old 25 = kind=age
Pupils ages 5 to 9 came. > 5 to 9 5..9 between kind=age
Three girls, ages 24, 20 and 19, came. > Three 3 =; 24 24 = kind=age; 20 20 = kind=age; 19 19 = kind=age
All were under the age of 21. > 21 21 = kind=age
Girl, 3, sings. > 3 3 = kind=age
Lions won 3-1. > 3-1 1..3 = kind=score
The court split in a 5-4 ruling. > 5-4 4..5 = kind=score
It is No. 2 in the world. > No. 2 2 = kind=rank
It was ranked 5 last year. > ranked 5 5 = kind=rank
# What is no quantity
It happened in 2012-13. >
Exports fell in 2012–13 and 2013–14. >
It broke Resolution 2334. >
The Group of Seven met on 19 November. >
An F-16 flew by an A330. >
It happened on October 16 and 17, 2024. >
It happened on 16 and 17 October. >
It happened on Sept. 12, 13 and 14. >
It happened at 5 p.m. at 10:30 on 7/8/07. >
It came in 2015 and by 2019. >
The 2016 elections were held. >
Call 615-742-7463 or 555-0142 or +44 20 7946 0958. >
He lives at 126 Main Street in the 1500 block of Oak Ave. >
The FTSE 100 and the S&P 500 rose. >
His iPhone 4 antenna broke. >
He flew Flight 447 on Boeing 737 jets. >
It was 9/11, open 24/7, in 16:9. >
He was jailed for two years and three days. >
They talked for three straight days. >
The 1980s and the '90s were loud. >
See Image 3 of 10. >
Windows 11 runs on it. >
The .22 rifle lay there. >
The 38th parallel is a line. >
It was released on 2024-10-16. >
See https://a.example/12/34 or 5@a.example. >
In 2014 people left. >
He said one of the roads is shut. >
No figure was given. >
# Negation
There were no casualties. > no 0 = role=casualties counted=casualties
No one was hurt. > No one 0 = role=wounded
Nobody was killed. > Nobody 0 = role=killed
No arrests were made. > No 0 = role=arrested
No soldiers were killed. > No 0 = role=killed counted=soldiers
No fewer than 20 were killed. > No fewer than 20 20..- at least role=killed
None of their injuries was grave. >
# Roles
About 300 have perished, with an additional 2,700 wounded. > About 300 300 about role=killed; 2,700 2700 = role=wounded
Casualties could total 4,000. > 4,000 4000 = role=casualties counted=casualties
At least 600 were killed among 4,700. > At least 600 600..- at least role=killed scope=part of=4,700; 4,700 4700 =
They lost 1,000 men in the past week alone. > 1,000 1000 = role=lost scope=period
Three were killed and five wounded. > Three 3 = role=killed; five 5 = role=wounded
Five others were hurt. > Five 5 = role=wounded
The blast left 3 dead and 5 injured. > 3 3 = role=killed; 5 5 = role=wounded
The blast killed 12, wounding five. > 12 12 = role=killed; five 5 = role=wounded
A gunman killed two people before killing himself. > two 2 = role=killed; himself 1 = role=killed wording=himself
He killed his wife and two children. > two 2 = role=killed
The death toll rose to 41, up from 30. > 41 41 = role=killed scope=total; 30 30 = scope=earlier
Five men, including two cooks, were killed. > Five 5 = role=killed; two 2 = role=killed of=Five
Ten people, three of them children, were injured. > Ten 10 = role=wounded; three 3 = role=wounded scope=part of=Ten
Four men and a woman were shot. > Four 4 = role=shot; a woman 1 = role=shot wording=a
A man was shot and killed. > A man 1 = role=killed wording=a
A man came. >
Another officer was wounded. > Another officer 1 = role=wounded wording=another
Two men shot a guard. > Two 2 =; a guard 1 = role=shot
Two men shot at officers. > Two 2 =
Four shot, one fatally, on Main Street. > Four 4 = role=shot; one 1 = role=killed
The fight sent four people to the hospital. > four 4 = role=wounded
All four victims suffered injuries. > four 4 = role=wounded
Two people were found dead. > Two 2 = role=killed
Three fishermen went missing. > Three 3 = role=missing
4,000 soldiers were killed or wounded. > 4,000 4000 = role=casualties
Two men were shot and later died. > Two 2 = role=killed
Police arrested 12 men. > 12 12 = role=arrested
The storm displaced 5,000 families. > 5,000 5000 = role=displaced
The army fired two ballistic missiles. > two 2 = role=fired counted=ballistic_missiles head=missile
It supplied 8,000 containers. > 8,000 8000 = role=supplied
It captured two soldiers. > two 2 = role=captured
The deaths of 12 miners shocked many. > 12 12 = role=killed
The flood claimed 12 lives. > 12 12 = role=killed
Twelve schools were closed. > Twelve 12 = role=closed
The mother of 4 was killed. > 4 4 =
He was shot by two men. > two 2 =
# Whose, where, how often, how far
Some 300 North Korean soldiers died in Kursk. > Some 300 300 about whose=North_Korean where=Kursk
Russia's 40,000 troops left. > 40,000 40000 = whose=Russia
In Sumy, 12 people were hurt. > 12 12 = where=Sumy role=wounded
It loses 1,200 men a day. > 1,200 1200 = per=day role=lost
It has killed 40 so far. > 40 40 = scope=total role=killed
A total of 40 boats came. > 40 40 = scope=total
Three of the 12 men left. > Three 3 = scope=part of=12; 12 12 =
Of the 12 men, nine left. > 12 12 =; nine 9 = scope=part of=12
It cut 10,000 jobs in France, 3,700 in Germany. > 10,000 10000 = counted=jobs role=cut; 3,700 3700 = counted=jobs
It cut costs by 30%. > 30% 30 = change=down
Profit jumped 23% to $4.1 billion. > 23% 23 = change=up; $4.1 billion 4100000000 =
"""

_BOUNDS = ("exactly", "about", "at least", "more than", "up to", "fewer than", "between", "=")


def rows() -> list[tuple[str, list[str]]]:
    """Each sentence and its quantities as the table writes them."""
    lines = [line for line in ROWS.strip().splitlines() if not line.startswith("#")]
    parted = [line.partition(" >") for line in lines]
    return [(text, [one.strip() for one in told.split(";") if one.strip()]) for text, _, told in parted]


def found_in(text: str) -> list[Quantity]:
    return [quantity for sentence in sentences(text) for quantity in quantities(text, sentence)]


def interval(found: Quantity) -> str:
    low, high = ("-" if value is None else f"{value:.12g}" for value in (found.low, found.high))
    return low if low == high and low != "-" else f"{low}..{high}"


def shown(text: str, found: Quantity, told: str) -> str:
    """The quantity in the table's words, with the fields that the table tells of it."""
    bound = "=" if found.bound == "exactly" else found.bound
    fields = [part.split("=", 1)[0] for part in told.split() if part.count("=") == 1 and part != "="]
    values = {name: getattr(found, name) for name in fields if name != "of"}
    if "of" in fields:
        values["of"] = text[slice(*found.part_of)] if found.part_of else None
    listed = [f"{name}={str(values[name]).replace(' ', '_')}" for name in fields]
    return " ".join((text[slice(*found.span)], interval(found), bound, *listed))


@pytest.mark.parametrize(("text", "expected"), rows(), ids=[text for text, _ in rows()])
def test_a_hard_sentence_has_the_quantities_of_the_table(text: str, expected: list[str]) -> None:
    found = found_in(text)
    told = [*expected, *[""] * (len(found) - len(expected))]
    assert [shown(text, one, row) for one, row in zip(found, told, strict=False)] == expected


def test_the_table_is_as_long_as_it_says() -> None:
    """A hundred and fifty hard sentences at least, none twice."""
    texts = [text for text, _ in rows()]
    assert len(texts) >= 150
    assert len(set(texts)) == len(texts)
