"""How long articles are kept, in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.model.retention_policy import RetentionPolicy
from newsreader.ui.dialogs.retention_text import format_retention, parse_retention, retention_error

counts = st.none() | st.integers(1, 36_500)


@pytest.mark.parametrize(
    ("words", "keep"),
    [
        ("30 days", RetentionPolicy(30)),
        ("1 week", RetentionPolicy(7)),
        ("2 Months", RetentionPolicy(60)),
        ("1 year, 200 articles", RetentionPolicy(365, 200)),
        ("200 articles and 1  day", RetentionPolicy(1, 200)),
        ("0 articles", RetentionPolicy(None, 0)),
        (" for  ever ", RetentionPolicy(0)),
        ("settings", RetentionPolicy()),
        ("By the settings", RetentionPolicy()),
    ],
)
def test_words_that_are_understood(words: str, keep: RetentionPolicy) -> None:
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
    assert parse_retention(format_retention(RetentionPolicy(days, most))) == RetentionPolicy(days, most)
    assert parse_retention(format_retention(RetentionPolicy(0, most))) in (
        RetentionPolicy(0, most),
        RetentionPolicy(None, most),
    )
