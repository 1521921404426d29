"""Analyses as JSON and at other lengths."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.model.analysis import Analysis, Entity, Quote, Span

NUMBER = st.integers(min_value=0, max_value=10_000)
ANALYSES = st.builds(
    Analysis,
    sentences=st.lists(st.builds(Span, NUMBER, NUMBER), max_size=4).map(tuple),
    entities=st.lists(st.builds(Entity, NUMBER, NUMBER, st.sampled_from(["PERSON", "ORG"]), st.text()), max_size=3).map(
        tuple
    ),
    quotes=st.lists(
        st.builds(
            Quote,
            start=NUMBER,
            end=NUMBER,
            speaker=st.none() | st.text(),
            speaker_start=st.none() | NUMBER,
            speaker_end=st.none() | NUMBER,
            weight=st.floats(0, 1),
            continues=st.none() | NUMBER,
            role=st.none() | st.text(),
        ),
        max_size=3,
    ).map(tuple),
    summary=st.lists(st.builds(Span, NUMBER, NUMBER), max_size=3).map(tuple),
    method=st.sampled_from(["news", "lead"]),
    model=st.text(max_size=5),
    choices=st.lists(st.lists(NUMBER, max_size=3).map(tuple), max_size=3).map(tuple),
    language=st.sampled_from(["", "en", "de"]),
)


@given(ANALYSES)
def test_json_gives_the_same_analysis_back(analysis: Analysis) -> None:
    data = analysis.to_json()
    assert "\n" not in data
    assert Analysis.from_json(data) == analysis


@pytest.mark.parametrize("data", ["", "[]", "{}", '{"sentences": 3}', "null", '{"sentences": [[1]]}'])
def test_other_json_is_refused(data: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        Analysis.from_json(data)


def test_an_analysis_can_be_read_by_others() -> None:
    raw = json.loads(Analysis(sentences=(Span(0, 5),), choices=((0,),)).to_json())
    assert raw["sentences"] == [[0, 5]] and raw["choices"] == [[0]]


def test_another_length_is_looked_up() -> None:
    spans = (Span(0, 3), Span(4, 9), Span(10, 12))
    analysis = Analysis(sentences=spans, choices=((1,), (0, 1), (0, 1, 2)))
    assert analysis.at_length(1).summary == (spans[1],)
    assert analysis.at_length(2).summary == spans[:2]
    assert analysis.at_length(10).summary == spans
    assert analysis.at_length(0).summary == analysis.at_length(1).summary


def test_without_choices_nothing_changes() -> None:
    assert Analysis().at_length(5) == Analysis()
