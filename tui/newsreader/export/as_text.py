"""Write plain text to copy: the summary, one quote, the key quotes, the link; each with its source."""

from __future__ import annotations

from collections.abc import Sequence

from newsreader.model.analysis import Analysis, Span
from newsreader.model.article import Article
from newsreader.model.quote_groups import best, joined, speaker_of, statements

__all__ = ["day", "link_text", "one_line", "quote_text", "quotes_text", "statement_line", "summary_text"]

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def day(article: Article) -> str:
    """Return the date of `article`, such as "3 November 2026" (UTC, in English); "" without one."""
    if article.published is None:
        return ""
    return f"{article.published.day} {_MONTHS[article.published.month - 1]} {article.published.year}"


def one_line(text: str, span: Span) -> str:
    """Return the words of `span` on one line."""
    return " ".join(text[span.start : span.end].split())


def _origin(article: Article, *, with_link: bool) -> str:
    return ", ".join(part for part in (article.source, day(article), article.url if with_link else "") if part)


def _framed(article: Article, body: str) -> str:
    parts = (article.title, body, "\n".join(p for p in (_origin(article, with_link=False), article.url) if p))
    return "\n\n".join(part for part in parts if part)


def summary_text(article: Article, analysis: Analysis) -> str:
    """Return the summary as "- sentence" lines, with title, source, date and link. No newline at the end."""
    return _framed(article, "\n".join(f"- {one_line(article.text, span)}" for span in analysis.summary))


def statement_line(article: Article, analysis: Analysis, group: Sequence[int]) -> str:
    """Return one statement (see `statements`) on one line: “Quote” — Speaker, role. Unknown parts are left out."""
    words = joined(article.text, [analysis.quotes[i] for i in group])
    who = ", ".join(part for part in speaker_of(analysis, group) if part)
    return f"“{words}”" + (f" — {who}" if who else "")


def quote_text(article: Article, analysis: Analysis, index: int) -> str:
    """Return one line: “Quote” — Speaker, role (source, date, link). Unknown parts are left out.

    `index` is any quote of the statement: a statement that its attribution splits is returned whole. Raise IndexError
    if the quote does not exist.
    """
    if not 0 <= index < len(analysis.quotes):
        raise IndexError(index)
    group = next(group for group in statements(analysis) if index in group)
    origin = _origin(article, with_link=True)
    return statement_line(article, analysis, group) + (f" ({origin})" if origin else "")


def quotes_text(article: Article, analysis: Analysis, most: int) -> str:
    """Return at most `most` statements, most important first, one a line, with title, source, date and link."""
    return _framed(article, "\n".join(statement_line(article, analysis, group) for group in best(analysis, most)))


def link_text(article: Article) -> str:
    """Return the title and, on the next line, the link, as far as the article has them."""
    return "\n".join(part for part in (article.title, article.url) if part)
