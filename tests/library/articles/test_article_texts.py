"""An article can have two texts, the feed's and the page's."""

from __future__ import annotations

import pytest

from newsreader.language.resources import models
from newsreader.library.results import Text, Texts
from newsreader.library.store import Library, LibraryError, View
from newsreader.model.analysis import Analysis, Entity
from newsreader.model.article import Article, Mark, MarkKind

TEASER = Article("The storm came in the …", "Storm", (Mark(4, 9, MarkKind.STRONG),), source="News")
PAGE = Article("The storm came in the night.\n\nIt left by noon.", "Storm | News", byline="Ann Lee")


@pytest.fixture
def number(library: Library) -> int:
    return library.add([TEASER])[0].id


def test_the_page_is_read_once_it_is_there_and_both_are_kept(library: Library, number: int) -> None:
    assert library.texts(number) == Texts("feed", Text(TEASER.text, TEASER.marks), None)
    with pytest.raises(LibraryError, match="not been fetched"):
        library.use_text(number, "page")
    library.store_page(number, PAGE)
    assert library.texts(number) == Texts("page", Text(TEASER.text, TEASER.marks), Text(PAGE.text))
    article = library.article(number)
    assert (article.text, article.title, article.byline) == (PAGE.text, "Storm", "Ann Lee")
    assert list(library.ids(View(query="noon"))) == [number]
    library.use_text(number, "feed")
    assert library.texts(number) == Texts("feed", Text(TEASER.text, TEASER.marks), Text(PAGE.text))
    assert library.article(number).marks == TEASER.marks
    assert list(library.ids(View(query="noon"))) == []
    library.use_text(number, "feed")
    library.store_page(number, Article("Again.", "Storm"))
    assert library.texts(number) == Texts("page", Text(TEASER.text, TEASER.marks), Text("Again."))
    assert library.repair() == []


def test_what_was_found_out_goes_with_the_text_and_the_state_stays(library: Library, number: int) -> None:
    analysis = Analysis(entities=(Entity(4, 9, "PERSON", "Ann Storm"),), method="news", model=models.MODEL)
    library.store_analysis(number, analysis)
    library.cache_analysis(number, analysis)
    library.set_read([number], True)
    library.set_position(number, 20)
    library.store_page(number, Article("Short.", "Storm"))
    assert library.analysis(number, "news") is None
    assert list(library.ids(View(query="person:storm"))) == []
    assert library.position(number) == 6
    assert library.counts().unread == 0
    assert library.pending("news", 5) == [number]


def test_an_analysis_of_a_text_that_was_exchanged_meanwhile_is_not_kept(library: Library, number: int) -> None:
    analysis = Analysis(method="news", model=models.MODEL)
    library.store_page(number, PAGE)
    library.store_analysis(number, analysis, text=TEASER.text)
    assert library.analysis(number, "news") is None
    library.store_analysis(number, analysis, text=PAGE.text)
    assert library.analysis(number, "news") is not None


def test_an_article_that_is_gone_is_said(library: Library) -> None:
    with pytest.raises(LibraryError, match="no longer"):
        library.texts(5)
    with pytest.raises(LibraryError, match="no longer"):
        library.store_page(5, PAGE)
