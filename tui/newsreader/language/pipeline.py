"""The whole of the language side in order: document, mentions, names, quotes, summary."""

from __future__ import annotations

from newsreader.language.coreference import entity_linking as _names
from newsreader.language.document import document as _sentences
from newsreader.language.entities import recognise as _entities
from newsreader.language.quotes import quotes as _quotes
from newsreader.language.resources.models import MODEL
from newsreader.language.summary import summary as _summary
from newsreader.model.analysis import Analysis, Span
from newsreader.model.article import is_beginning

__all__ = ["analyse"]


def analyse(text: str, title: str = "", *, sentences: int = 3, method: str = "news") -> Analysis:
    """Find the sentences, names, quotes and summary of an article.

    Takes any string (empty, one word, ten megabytes, no English) and does not raise for what it says; the same
    text gives the same result, in time close to linear in its length. `title` is not part of `text` and only
    helps. `sentences` is the length of the summary, 1 to 10. Raises ValueError for an unknown `method`.
    """
    # A title that was made from the first words is none: their sentence would be left out as a repetition of it.
    document = _sentences.read(text, "" if is_beginning(title, text) else title)
    found = _names.resolve(document, _entities.find(document))
    quotes = _quotes.find(document, found)
    choices = _summary.choose(document, found, quotes, method)
    prose = tuple(Span(s.start, s.end) for s in document.sentences if s.kind is _sentences.SentenceKind.PROSE)
    analysis = Analysis(
        sentences=prose,
        entities=found,
        quotes=quotes,
        method=method,
        model=MODEL,
        choices=choices,
        language=document.language,
    )
    return analysis.at_length(sentences)
