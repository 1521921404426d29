"""A library of ten articles."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newsreader.language.resources import models
from newsreader.library.store import Library
from newsreader.model.analysis import Analysis, Entity
from newsreader.model.article import Article

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def ten_articles() -> list[Article]:
    """Return articles of today to nine days ago, from two sources in turn."""
    return [
        Article(f"Text {n}.", f"Title {n}", source="Wire" if n % 2 else "Daily", published=NOON - timedelta(days=n))
        for n in range(10)
    ]


@pytest.fixture
def full(library: Library, ten_articles: list[Article]) -> Library:
    """Return a library of the ten articles, those of three and eight days ago starred."""
    numbers = [added.id for added in library.add(ten_articles)]
    library.set_starred([numbers[3], numbers[8]], True)
    library.set_tag(numbers, "all", True)
    for number in numbers:
        analysis = Analysis(entities=(Entity(0, 4, "PERSON", "Ann Text"),), model=models.MODEL)
        library.store_analysis(number, analysis)
    library.mark_failed(numbers[9], "some-model", "It broke off.")
    return library
