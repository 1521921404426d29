"""The texts that can be copied from an article."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsreader.integration.clipboard import MOST_BYTES
from newsreader.model.analysis import Analysis
from newsreader.model.article import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from newsreader.ui.dialogs.menu_dialog import Choice

__all__ = ["Copied", "choices", "copied", "notice"]

KEY_QUOTES = 5
"""The number of key quotes that are copied at once."""


class Copied(NamedTuple):
    """A text to copy, its name for the notice ("Summary"), and a detail for the notice (" (3 sentences)")."""

    text: str
    what: str
    detail: str = ""


def notice(copied: Copied, where: str | None) -> str:
    """Return the notice for a copied text; `where` names a clipboard that cannot confirm the copy, else it is None."""
    if where is None:
        return f"{copied.what} copied{copied.detail}"
    size = len(copied.text.encode())
    if size > MOST_BYTES:
        most, size = MOST_BYTES // 1000, size // 1000
        return f"{copied.what} sent to {where}: {size} kB, but many terminals accept only {most} kB"
    return f"{copied.what} sent to {where}{copied.detail}"


_BUILT_IN = ("summary", "quotes", "quote", "markdown", "link", "name")


def choices(
    article: Article,
    analysis: Analysis | None,
    quote: int | None,
    name: str | None = None,
    templates: Mapping[str, str] | None = None,
) -> list[Choice]:
    """Return what can be copied: always in the same order, so that the numbers can be learned.

    `quote` is the index of the selected quote and `name` the chosen name, if there is one; `templates` are the user's
    own, by name.
    """
    from newsreader.ui.dialogs.menu_dialog import Choice

    own = [Choice(template, template) for template in templates or () if template not in _BUILT_IN]
    return [
        Choice("summary", "Summary with title and link", analysis is not None and bool(analysis.summary)),
        Choice("quotes", "Key quotes", analysis is not None and bool(analysis.quotes)),
        Choice("quote", "The selected quote", quote is not None),
        Choice("markdown", "Whole article as Markdown"),
        Choice("link", "Link", bool(article.url)),
        Choice("name", f"The name {name}" if name else "The chosen name", name is not None),
        *own,
    ]


def copied(
    what: str,
    article: Article,
    analysis: Analysis | None,
    quote: int | None,
    templates: Mapping[str, str] | None = None,
) -> Copied | None:
    """Return the text to copy, or None if it is missing (so far). A template with the name `what` replaces the text."""
    usual = _usual(what, article, analysis, quote)
    if not templates or what not in templates or (usual is None and what in _BUILT_IN):
        return usual
    from newsreader.config.templates import filled

    text = filled(templates[what], _fields(article, analysis, quote))
    return usual._replace(text=text) if usual is not None else Copied(text, f"{what}:")


def _fields(article: Article, analysis: Analysis | None, quote: int | None) -> dict[str, Callable[[], str]]:
    """Return the values of the fields of a template."""
    from newsreader import export
    from newsreader.export.as_text import day, one_line

    known = analysis or Analysis((), ())

    def said(number: int | None) -> str:
        groups = export.statements(known)
        return next((export.statement_line(article, known, group) for group in groups if number in group), "")

    return {
        "title": lambda: article.title,
        "byline": lambda: article.byline,
        "source": lambda: article.source,
        "date": lambda: day(article),
        "link": lambda: article.url,
        "summary": lambda: "\n".join(f"- {one_line(article.text, span)}" for span in known.summary),
        "quotes": lambda: "\n".join(
            export.statement_line(article, known, group) for group in export.best(known, KEY_QUOTES)
        ),
        "quote": lambda: said(quote),
        "names": lambda: ", ".join(dict.fromkeys(e.name for e in known.entities if e.label not in ("DATE", "MONEY"))),
        "text": lambda: article.text,
        "markdown": lambda: export.markdown(article, analysis),
    }


def _usual(what: str, article: Article, analysis: Analysis | None, quote: int | None) -> Copied | None:
    """Return the text for `what` without a template."""
    from newsreader import export

    if what == "markdown":
        return Copied(export.markdown(article, analysis), "Article", " as Markdown")
    if what == "link":
        return Copied(article.url, "Link")
    if analysis is None:
        return None
    if what == "summary" and analysis.summary:
        count = len(analysis.summary)
        noun = "sentence" if count == 1 else "sentences"
        return Copied(export.summary_text(article, analysis), "Summary", f" ({count} {noun})")
    if what == "quotes" and analysis.quotes:
        return Copied(export.quotes_text(article, analysis, KEY_QUOTES), "Key quotes")
    if what == "quote" and quote is not None:
        return Copied(export.quote_text(article, analysis, quote), "Quote")
    return None
