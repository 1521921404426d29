"""How long articles are kept, in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.library.results import Keep
from newsreader.ui.dialogs.retention_text import format_retention, parse_retention, retention_error

counts = st.none() | st.integers(1, 36_500)


@pytest.mark.parametrize(
    ("words", "keep"),
    [
        ("30 days", Keep(30)),
        ("1 week", Keep(7)),
        ("2 Months", Keep(60)),
        ("1 year, 200 articles", Keep(365, 200)),
        ("200 articles and 1  day", Keep(1, 200)),
        ("0 articles", Keep(None, 0)),
        (" for  ever ", Keep(0)),
        ("settings", Keep()),
        ("By the settings", Keep()),
    ],
)
def test_words_that_are_understood(words: str, keep: Keep) -> None:
    assert parse_retention(words) == keep
    assert retention_error(words) == ""


@pytest.mark.parametrize(
    "words", ["", "a while", "30", "0 days", "1 day, 2 days", "200 years", "3 articles,", "-1 days"]
)
def test_words_that_are_not(words: str) -> None:
    assert parse_retention(words) is None
    assert retention_error(words).startswith("Invalid retention period. Examples: ")


@given(counts, counts)
def test_what_is_shown_can_be_typed(days: int | None, most: int | None) -> None:
    assert parse_retention(format_retention(Keep(days, most))) == Keep(days, most)
    assert parse_retention(format_retention(Keep(0, most))) in (Keep(0, most), Keep(None, most))
