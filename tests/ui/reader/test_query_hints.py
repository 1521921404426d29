"""What helps with a search while it is typed."""

from __future__ import annotations

import pytest

from newsreader.library.search.query import parse
from newsreader.ui.reader.query_hints import ALL, FIELDS, hint
from newsroom import NOW


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "\n".join(ALL)),
        ("climate", ""),
        ("climate ta", FIELDS["tag"]),
        ("climate -tag:he", FIELDS["tag"]),
        ("since:", FIELDS["since"]),
        ("tag:health ", ""),
    ],
)
def test_the_word_at_the_end_is_helped_with(text: str, expected: str) -> None:
    assert hint(text) == expected


@pytest.mark.parametrize("field", FIELDS)
def test_every_example_can_be_searched_for(field: str) -> None:
    parse(FIELDS[field].split()[0].rstrip(",;"), NOW)
