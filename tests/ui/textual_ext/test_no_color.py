"""NO_COLOR takes all colours and nothing else."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from newsreader.ui.textual_ext.no_color import NoColorFilter
from newsreader.ui.textual_ext.printable_filter import PrintableFilter

BLACK = Color(0, 0, 0)


def test_colours_go_and_styles_and_meta_data_stay() -> None:
    style = Style(color="red", bgcolor="blue", bold=True, meta={"option": 3})
    [plain, bare] = NoColorFilter().apply([Segment("words"), Segment("words", style)], BLACK)
    assert plain == Segment("words")
    assert bare.style is not None
    assert (bare.style.color, bare.style.bgcolor, bare.style.bold) == (None, None, True)
    assert bare.style.meta == {"option": 3}


def test_control_characters_are_not_drawn() -> None:
    good = [Segment("Ünï 漢"), Segment("")]
    assert PrintableFilter().apply(good, BLACK) is good
    assert [segment.text for segment in PrintableFilter().apply([Segment("a\x1b]0;b\x07"), Segment("c")], BLACK)] == [
        "a]0;b",
        "c",
    ]
