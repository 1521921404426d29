"""What lists are called, and what stands where one is empty."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from newsreader.library.views import ListCounts, View, ViewKind
from newsreader.ui.keys.keyed import keyed
from newsreader.ui.reader import list_titles
from newsreader.ui.reader.list_titles import EMPTY, counted, empty, from_memory, heading, to_memory
from newsreader.ui.reader.mention_cursor import CHOOSE_NAME
from newsreader.ui.widgets.hint import Hint
from newsreader.ui.widgets.source_rows import TODAY


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
    assert sentence in empty(view, {})
    assert from_memory(to_memory(view)) == view


def test_a_list_is_counted() -> None:
    counts = ListCounts(all=8, unread=6, starred=1)
    assert counted(View(), 8, counts) == "6 unread of 8 · 1 ★"
    assert counted(View(), 8, counts._replace(starred=0)) == "6 unread of 8"
    assert counted(View(tag="health"), 1, counts) == "1 article"
    assert counted(View(tag="health"), 2, counts) == "2 articles"


def test_the_sentences_name_the_readers_own_keys() -> None:
    assert empty(View(), {}) == "No articles yet. Press a to add some, or S for well-known feeds."
    assert empty(View(), {"add": "f5,w"}) == "No articles yet. Press F5 to add some, or S for well-known feeds."
    assert empty(View(tag="{add}"), {"view.all": "ctrl+a"}) == "Nothing in #{add}. Press Ctrl-A for all articles."


def test_every_action_that_a_sentence_names_has_a_key() -> None:
    sentences = 0
    for file in Path(list_titles.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search("{[a-z.]+}", node.value):
                sentences += 1
                assert "{" not in keyed(node.value, {}), f"{file.name}: {node.value}"
    assert sentences > 20
    for sentence in (CHOOSE_NAME, *EMPTY.values(), *(f"{{{id}}}" for id in Hint.ACTIONS)):
        assert "{" not in keyed(sentence, {})
