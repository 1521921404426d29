"""The header of an article: its headline and its details."""

from __future__ import annotations

from datetime import timedelta

from newsreader.model.article import Article
from newsreader.ui.widgets.article_view.article_header import details, headline
from newsroom import NOW

NO_BREAK = "\N{NO-BREAK SPACE}"


def test_the_headline_is_the_title_or_else_the_source() -> None:
    assert headline(Article("Words.", "Port closed", source="Quay")) == "Port closed"
    assert headline(Article("Words.", "", source="Quay")) == "Quay"
    assert headline(Article("Words.", "")) == "Untitled"


def test_a_headline_is_not_shown_twice() -> None:
    assert headline(Article("Port closed after the storm.", "Port closed after…")) == ""


def test_details_are_those_that_are_known() -> None:
    assert details(Article("", "Title"), NOW) == ""
    article = Article("word " * 460, "Title", source="Quay", byline="Ann Lee", published=NOW - timedelta(hours=3))
    assert details(article, NOW).startswith("Ann Lee · Quay · ")
    assert details(article, NOW).endswith(f" (3h{NO_BREAK}ago) · 2{NO_BREAK}min")
    old = Article("", "Title", published=NOW - timedelta(days=30))
    assert "ago" not in details(old, NOW)
