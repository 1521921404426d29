"""A prefilter skips lines and hides no match."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from newsreader.language.document.prefiltered_regex import find_matches
from newsreader.language.entities.date_entities import _DATE, _PREFILTER
from newsreader.language.entities.money_entities import _AMOUNT, _AMOUNT_PREFILTER, _WORDED, _WORDED_PREFILTER

PIECES = (
    "$ HK$ £ ₹ GH¢ Rs Rs. RM SR R KSh Dh Tk S/ USD EUR N 5 12 3,50,000 1.2 25-35 million m crore dollars won yen US "
    "Thai - . ( a few several hundred tens of two Monday , July Sept. 14 4th 1st and to – 2022 May CUP rupees x Jan"
).split()


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", " ", "\n"])), max_size=20))
def test_prefilters_hide_no_date_and_no_sum(pieces: list[tuple[str, str]]) -> None:
    text = "".join(map("".join, pieces))
    for pattern, prefilter in ((_DATE, _PREFILTER), (_AMOUNT, _AMOUNT_PREFILTER), (_WORDED, _WORDED_PREFILTER)):
        assert list(find_matches(pattern, prefilter, text)) == [match.span() for match in pattern.finditer(text)]


def test_lines_without_a_match_of_the_prefilter_are_skipped() -> None:
    assert list(find_matches(re.compile("a+"), re.compile("b"), "aa\nab a\n\na\nba")) == [(3, 4), (6, 7), (12, 13)]
