"""Colours with enough contrast."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color

from newsreader.ui.textual_ext.contrast import ENOUGH, contrast, ensure_contrast

COLORS = st.tuples(*[st.integers(0, 255)] * 3).map(lambda parts: Color(*parts))
BLACK, WHITE = Color(0, 0, 0), Color(255, 255, 255)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast(WHITE, WHITE) == 1
    assert contrast(Color(119, 119, 119), WHITE) == pytest.approx(4.48, abs=0.01)  # the well-known #777 that just fails


@given(COLORS, COLORS)
def test_any_colour_can_be_read_on_any_ground(color: Color, ground: Color) -> None:
    assert contrast(ensure_contrast(color, ground), ground) >= ENOUGH


@given(COLORS, COLORS)
def test_a_colour_that_can_be_read_is_left_alone(color: Color, ground: Color) -> None:
    if contrast(color, ground) >= ENOUGH:
        assert ensure_contrast(color, ground) == color


def test_the_terminals_own_colours_are_left_alone() -> None:
    own = Color.parse("ansi_blue")
    assert ensure_contrast(own, BLACK) == own
