"""Articles out of the program: text to copy, and Markdown, HTML, JSON and EPUB to keep.

All functions are pure and take a clean `Article` and what is known of it. `statements` groups the quotes of one
statement; what is copied or exported always goes by statement, never by fragment.
"""

from newsreader.export.as_epub import epub
from newsreader.export.as_html import html
from newsreader.export.as_json import article_data, to_json
from newsreader.export.as_markdown import markdown
from newsreader.export.as_text import link_text, quote_text, quotes_text, said, summary_text
from newsreader.export.statements import best, joined, statements

__all__ = [
    "article_data",
    "best",
    "epub",
    "html",
    "joined",
    "link_text",
    "markdown",
    "quote_text",
    "quotes_text",
    "said",
    "statements",
    "summary_text",
    "to_json",
]
