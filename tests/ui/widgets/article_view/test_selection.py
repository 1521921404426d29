"""Selections keep their words, whatever the lines are."""

from __future__ import annotations

import pytest
from textual.geometry import Offset
from textual.selection import Selection

from newsreader.model.article import Article
from newsreader.ui.widgets.article_view.page_layout import Page
from newsreader.ui.widgets.article_view.selection import around, margin_offset, place_offset, places, select

TEXT = "The port's old-fashioned pier.\nClosed."


def page(room: int = 40) -> Page:
    return Page(Article(TEXT, "Title"), "Title", "Quay", room)


@pytest.mark.parametrize("room", [10, 20, 80])
def test_a_selection_comes_back_as_the_same_places(room: int) -> None:
    made = page(room)
    for start, end in ((0, 5), (14, 20), (0, made.text_place + len(TEXT))):
        assert places(select(start, end), made, 0) == (start, end)


def test_an_open_end_reaches_to_the_end() -> None:
    made = page()
    assert places(Selection(None, None), made, 0) == (0, made.text_place + len(TEXT))


def test_the_margin_before_a_line_is_its_start() -> None:
    made = page()
    selection = Selection(
        Offset(*margin_offset(made.text_place)), Offset(*place_offset(made.text_place + 3, made.text_place))
    )
    assert places(selection, made, 0) == (made.text_place, made.text_place + 3)


def test_a_character_is_selected_whole() -> None:
    made = Page(Article("cafe\u0301 x", "Title"), "Title", "", 40)
    assert places(select(made.text_place, made.text_place + 4), made, 0)[1] == made.text_place + 5


@pytest.mark.parametrize(
    ("at", "clicks", "words"),
    [
        (5, 2, "port's"),
        (12, 2, "old-fashioned"),
        (3, 2, None),
        (5, 3, "The port's old-fashioned pier."),
        (35, 3, "Closed."),
    ],
)
def test_two_clicks_take_a_word_and_three_a_paragraph(at: int, clicks: int, words: str | None) -> None:
    found = around(TEXT, at, clicks)
    assert (None if found is None else TEXT[slice(*found)]) == words
