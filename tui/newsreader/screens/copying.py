"""What can be copied of an article, and the words for it."""

from __future__ import annotations

from newsreader.analysis import Analysis
from newsreader.article import Article
from newsreader.screens.choose import Choice

__all__ = ["choices", "copied"]

KEY_QUOTES = 5
"""How many of the key quotes are copied at once."""


def choices(article: Article, analysis: Analysis | None, quote: int | None, name: str | None = None) -> list[Choice]:
    """What can be copied: always the same things in the same order, so that their numbers can be learned.

    `quote` is the index of the selected quote, and `name` the chosen name, if there is one.
    """
    return [
        Choice("summary", "Summary with title and link", analysis is not None and bool(analysis.summary)),
        Choice("quotes", "Key quotes", analysis is not None and bool(analysis.quotes)),
        Choice("quote", "The selected quote", quote is not None),
        Choice("markdown", "Whole article as Markdown"),
        Choice("link", "Link", bool(article.url)),
        Choice("name", f"The name {name}" if name else "The chosen name", name is not None),
    ]


def copied(what: str, article: Article, analysis: Analysis | None, quote: int | None) -> tuple[str, str] | None:
    """The text to copy and the notice that says so; None where it is not there (yet)."""
    from newsreader import export  # 30 ms that a start need not wait for

    if what == "markdown":
        return export.markdown(article, analysis), "Article copied as Markdown"
    if what == "link":
        return article.url, "Link copied"
    if analysis is None:
        return None
    if what == "summary" and analysis.summary:
        count = len(analysis.summary)
        noun = "sentence" if count == 1 else "sentences"
        return export.summary_text(article, analysis), f"Summary copied ({count} {noun})"
    if what == "quotes" and analysis.quotes:
        return export.quotes_text(article, analysis, KEY_QUOTES), "Key quotes copied"
    if what == "quote" and quote is not None:
        return export.quote_text(article, analysis, quote), "Quote copied"
    return None
