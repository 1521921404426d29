"""Lines are computed as far as they are needed."""

from __future__ import annotations

from itertools import count

from newsreader.ui.widgets.article_view.line_breaking import lines
from newsreader.ui.widgets.article_view.line_layout import LineLayout

TEXT = "Some words of a sentence that goes on.\n\n" * 1_000


def test_only_the_lines_that_are_needed_are_computed() -> None:
    layout = LineLayout(TEXT, (), 20)
    assert (layout.lines, layout.height, layout.done) == ([], 0, False)
    assert layout.set_line(3)
    assert 3 < len(layout.lines) < 100
    assert not layout.done


def test_the_estimate_is_near_and_never_too_low() -> None:
    layout = LineLayout(TEXT, (), 20)
    layout.set_line(100)
    estimate, computed = layout.height, len(layout.lines)
    layout.set_rest()
    assert layout.done
    assert layout.height == len(list(lines(TEXT, (), 20)))
    assert computed < estimate
    assert abs(estimate - layout.height) < layout.height / 20


def test_a_line_is_found_by_an_offset() -> None:
    layout = LineLayout(TEXT, (), 20)
    offset = TEXT.index("Some", 5_000)
    line = layout.lines[layout.line_of(offset)]
    assert line.start <= offset < line.end
    assert LineLayout("", (), 20).line_of(7) == 0


def test_idle_work_stops_in_time() -> None:
    layout = LineLayout(TEXT, (), 20)
    ticks = count()
    layout.set_for(2.5, lambda: float(next(ticks)))
    assert 0 < len(layout.lines) < 1_000
    assert not LineLayout("One.", (), 20).set_line(5)
