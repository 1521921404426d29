"""What lists are called, and what stands where one is empty."""

from __future__ import annotations

import pytest

from newsreader.library.view import Counts, View, ViewKind
from newsreader.screens.lists import TODAY, counted, empty, from_memory, heading, to_memory


@pytest.mark.parametrize(
    ("view", "name", "sentence"),
    [
        (View(), "All", "No articles"),
        (View(ViewKind.STARRED), "Starred", "star"),
        (TODAY, "Today", "Press R"),
        (View(source="Coast Wire"), "Coast Wire", "Nothing in Coast Wire."),
        (View(tag="health"), "#health", "Nothing in #health."),
        (View(ViewKind.UNREAD, tag="health"), "#health · Unread", "Nothing in #health · Unread."),
        (View(query="bridge"), "bridge", "Nothing found. Esc ends"),
        (View(query='flood -said:"ada brook"'), 'flood -said:"ada brook"', "analyse --all"),
        (View(query="(org:nato OR place:kyiv)"), "(org:nato OR place:kyiv)", "analyse --all"),
        (View(query="unsaid: words"), "unsaid: words", "Nothing found. Esc ends"),
    ],
)
def test_a_list_has_a_name_and_says_why_it_is_empty(view: View, name: str, sentence: str) -> None:
    assert heading(view) == name
    assert sentence in empty(view)
    assert from_memory(to_memory(view)) == view


def test_a_list_is_counted() -> None:
    counts = Counts(all=8, unread=6, starred=1)
    assert counted(View(), 8, counts) == "6 unread of 8 · 1 ★"
    assert counted(View(), 8, counts._replace(starred=0)) == "6 unread of 8"
    assert counted(View(tag="health"), 1, counts) == "1 article"
    assert counted(View(tag="health"), 2, counts) == "2 articles"
