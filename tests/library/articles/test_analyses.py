"""Analyses are stored by method, for the present models only."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from newsreader.language.resources import models
from newsreader.library.store import Library
from newsreader.model.analysis import Analysis, Entity, Quote, Span
from newsreader.model.article import Article

ANALYSIS = Analysis(
    sentences=(Span(0, 9), Span(10, 30)),
    entities=(Entity(0, 5, "PERSON", "María Gómez"), Entity(12, 17, "LOC", "Spain")),
    quotes=(Quote(11, 20, "María Gómez", 0, 5, 0.75, None, "mayor"), Quote(22, 29, continues=0)),
    summary=(Span(10, 30),),
    method="news",
    model=models.MODEL,
    choices=((1,), (0, 1)),
    language="en",
)
LEAD = ANALYSIS._replace(method="lead", summary=(Span(0, 9),), choices=((0,), (0, 1)))


@pytest.fixture
def number(library: Library) -> int:
    return library.add([Article("Some text of thirty characters", "Title")])[0].id


def test_an_analysis_comes_back_equal_for_each_method(library: Library, number: int) -> None:
    assert library.analysis(number, "news") is None
    library.store_analysis(number, ANALYSIS)
    library.store_analysis(number, LEAD)
    assert library.analysis(number, "news") == ANALYSIS
    assert library.analysis(number, "lead") == LEAD
    assert library.analysis(number, "lsa") is None


def test_what_all_methods_share_is_stored_once(library: Library, number: int, path: Path) -> None:
    library.store_analysis(number, ANALYSIS)
    library.store_analysis(number, LEAD)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM finding").fetchone() == (1,)
        [longest] = connection.execute("SELECT max(length(data)) FROM summary").fetchone()
    assert longest < 60


def test_another_model_sets_old_analyses_aside(library: Library, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    library.store_analysis(number, ANALYSIS)
    library.store_analysis(number, LEAD)
    monkeypatch.setattr(models, "MODEL", "english-next")
    assert library.analysis(number, "news") is None
    library.store_analysis(number, ANALYSIS._replace(model="english-next"))
    assert library.analysis(number, "news") == ANALYSIS._replace(model="english-next")
    assert library.analysis(number, "lead") is None


def test_summaries_go_with_the_sentences_that_they_point_into(library: Library, number: int) -> None:
    library.store_analysis(number, ANALYSIS)
    library.store_analysis(number, LEAD._replace(sentences=(Span(0, 30),), summary=(Span(0, 30),), choices=((0,),)))
    assert library.analysis(number, "news") is None


def test_a_failure_is_known_until_an_analysis_or_another_model_comes(
    library: Library, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.mark_failed(number, models.MODEL, "It broke off.")
    assert library.analysis_failure(number) == "It broke off."
    monkeypatch.setattr(models, "MODEL", "english-next")
    assert library.analysis_failure(number) is None
    library.store_analysis(number, ANALYSIS._replace(model="english-next"))
    monkeypatch.undo()
    assert library.analysis_failure(number) is None


def test_analyses_of_articles_that_are_gone_are_dropped(library: Library) -> None:
    library.store_analysis(12345, ANALYSIS)
    library.mark_failed(12345, models.MODEL, "It broke off.")
    assert library.analysis(12345, "news") is None
    assert library.analysis_failure(12345) is None


def test_held_analyses_are_for_this_library_only_and_not_without_end(library: Library, path: Path) -> None:
    for number in range(300):
        library.cache_analysis(number, ANALYSIS)
    assert library.analysis(299, "news") == ANALYSIS
    assert library.analysis(0, "news") is None
    other = Library(path)
    assert other.analysis(299, "news") is None
    other.close()
