"""Read the news in the terminal, with the names, the summary and the key quotes of each article.

Other programs import from here: `analyse`, the article and the spans of an analysis.
"""

from newsreader.model.analysis import Analysis, Entity, Quote, Span
from newsreader.model.article import Article, Mark

__all__ = ["Analysis", "Article", "Entity", "Mark", "Quote", "Span", "__version__", "analyse"]

__version__ = "0.1.0"


def analyse(text: str, title: str = "", *, sentences: int = 3, method: str = "news") -> Analysis:
    """Return everything that the program can tell about one article.

    See `newsreader.language.pipeline.analyse`, which this loads on first use: it brings NLTK, about half a second.
    """
    from newsreader.language.pipeline import analyse as run

    return run(text, title, sentences=sentences, method=method)
