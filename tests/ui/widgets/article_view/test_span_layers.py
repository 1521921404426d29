"""Spans in layers, asked about line by line, and the runs that they cut a line into."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from newsreader.ui.widgets.article_view.span_layers import Layer, Run, flatten

SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from("abc")), max_size=12)


@given(SPANS, st.integers(0, 40), st.integers(0, 40))
def test_a_layer_tells_each_character_one_value(spans: list[tuple[int, int, str]], start: int, end: int) -> None:
    layer = Layer(spans)
    found = list(layer.over(start, end))
    covered = [at for low, high, _ in found for at in range(low, high)]
    assert covered == sorted(set(covered))
    assert set(covered) == {at for low, high, _ in spans for at in range(low, high) if start <= at < end}
    for low, high, value in found:
        assert all(layer.at(at) == value for at in range(low, high))
        assert any(span[2] == value and span[0] <= low < span[1] for span in spans)


def test_where_spans_overlap_the_first_and_longer_one_wins() -> None:
    layer = Layer([(5, 9, "late"), (0, 3, "short"), (0, 6, "long"), (7, 7, "empty")])
    assert list(layer.over(0, 20)) == [(0, 6, "long"), (6, 9, "late")]
    assert (layer.at(5), layer.at(8), layer.at(9)) == ("long", "late", None)


@given(SPANS, st.integers(0, 40), st.integers(1, 20))
def test_runs_cover_a_line_without_gaps(spans: list[tuple[int, int, str]], start: int, size: int) -> None:
    end = start + size
    cut = [(max(low, start), min(high, end), name) for low, high, name in spans if low < end and high > start]
    runs = flatten(start, end, [span for span in cut if span[0] < span[1]])
    assert runs[0].start == start and runs[-1].end == end
    assert all(one.end == other.start for one, other in pairwise(runs))
    for run in runs:
        for at in range(run.start, run.end):
            assert run.names == tuple(name for low, high, name in cut if low <= at < high)


def test_the_lowest_layer_comes_first() -> None:
    assert flatten(0, 4, [(0, 4, "quote"), (1, 3, "person")]) == [
        Run(0, 1, ("quote",)),
        Run(1, 3, ("quote", "person")),
        Run(3, 4, ("quote",)),
    ]
