"""Run the whole analysis of a text in order: document, entities, coreference, quotes, summary."""

from __future__ import annotations

from newsreader.language.coreference import entity_linking
from newsreader.language.document import document as documents
from newsreader.language.entities import recognise
from newsreader.language.quotes import quotes
from newsreader.language.resources.models import MODEL
from newsreader.language.summary import summary
from newsreader.model.analysis import Analysis, Span
from newsreader.model.article import is_beginning

__all__ = ["analyse"]


def analyse(text: str, title: str = "", *, sentences: int = 3, method: str = "news") -> Analysis:
    """Find the sentences, entities, quotes and summary of an article, as spans in code points of `text`.

    Any string is valid (empty, one word, ten megabytes, not English). The same input gives the same result, in time
    close to linear in its length. `title` is not part of `text`; it only helps to find the topic. `sentences` is the
    length of the summary, 1 to 10. Raises ValueError for an unknown `method`.
    """
    # A title that was made from the first words would exclude their sentence from the summary as a repetition.
    document = documents.read(text, "" if is_beginning(title, text) else title)
    entities = entity_linking.resolve(document, recognise.find(document))
    found_quotes = quotes.find(document, entities)
    prose = tuple(Span(s.start, s.end) for s in document.sentences if s.kind is documents.SentenceKind.PROSE)
    analysis = Analysis(
        sentences=prose,
        entities=entities,
        quotes=found_quotes,
        method=method,
        model=MODEL,
        choices=summary.choose(document, method),
        language=document.language,
    )
    return analysis.at_length(sentences)
