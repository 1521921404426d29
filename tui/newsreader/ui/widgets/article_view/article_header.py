"""The header of an article: its headline, and one line with byline, source and date."""

from __future__ import annotations

from datetime import datetime

from newsreader.model.article import Article, is_beginning
from newsreader.ui.widgets.relative_time import age, moment, reading_time

__all__ = ["details", "headline"]


def headline(article: Article) -> str:
    """Return the title, or else the source or "Untitled". Return "" if the text itself begins with the title."""
    return "" if is_beginning(article.title, article.text) else article.title or article.source or "Untitled"


def details(article: Article, now: datetime) -> str:
    """Return byline, source, place, date with age, and reading time, as far as they are known: "A · B · 4 min"."""
    parts = [article.byline, article.source, article.place]
    if article.published is not None:
        stated, since = moment(article.published, now), age(article.published, now)
        recent = since == "now" or since[-1] in "mhd"
        parts.append(f"{stated} ({_ago(since)})" if recent else stated)
    if length := reading_time(article.text):
        parts.append(length.replace(" ", "\N{NO-BREAK SPACE}"))
    return " · ".join(part for part in parts if part)


def _ago(since: str) -> str:
    return "just now" if since == "now" else f"{since}\N{NO-BREAK SPACE}ago"
