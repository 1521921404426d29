"""Export articles: text to copy, and Markdown, HTML, JSON and EPUB to keep.

All functions are pure and take a clean `Article` with its analysis. `statements` groups the quotes of one statement:
copies and exports always take whole statements.

The module of a format is loaded on first use: all of them take about 15 ms, and the reader starts without them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from newsreader.model.quote_groups import best, joined, speaker_of, statements

if TYPE_CHECKING:
    from newsreader.export.as_epub import epub
    from newsreader.export.as_html import html
    from newsreader.export.as_json import article_data, dumps, to_json
    from newsreader.export.as_markdown import markdown
    from newsreader.export.as_text import link_text, quote_text, quotes_text, statement_line, summary_text

__all__ = [
    "article_data",
    "best",
    "dumps",
    "epub",
    "html",
    "joined",
    "link_text",
    "markdown",
    "quote_text",
    "quotes_text",
    "speaker_of",
    "statement_line",
    "statements",
    "summary_text",
    "to_json",
]

_MODULES = {
    "as_epub": ("epub",),
    "as_html": ("html",),
    "as_json": ("article_data", "dumps", "to_json"),
    "as_markdown": ("markdown",),
    "as_text": ("link_text", "quote_text", "quotes_text", "statement_line", "summary_text"),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}

if not TYPE_CHECKING:  # type checkers still know all names

    def __getattr__(name: str) -> Any:
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
        globals()[name] = value
        return value
