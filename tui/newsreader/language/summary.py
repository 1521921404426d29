"""Which sentences carry the story."""

from __future__ import annotations

from collections.abc import Sequence

from newsreader.analysis import METHODS, Entity, Quote
from newsreader.language import centrality, graph, models
from newsreader.language.languages import NAMES
from newsreader.language.sentences import Document, Sentence, SentenceKind

__all__ = ["LONGEST", "METHODS", "choose"]

LONGEST = 10
"""The most sentences that a summary has."""

SAME = 0.6
"""Two sentences say the same when they share this much of the content terms of the shorter one."""


def choose(
    document: Document,
    entities: Sequence[Entity],  # noqa: ARG001  (names are counted by their capitals: see `worth`)
    quotes: Sequence[Quote],  # noqa: ARG001
    method: str = "news",
) -> tuple[tuple[int, ...], ...]:
    """The summaries of 1 to `LONGEST` sentences: item n - 1 holds the indexes of the n chosen ones, ascending.

    The indexes count the prose sentences of `document` only; a longer summary holds the shorter ones. "news" in
    English is `news.rank`; in the other languages of `languages.NAMES` it weighs centrality and place. Texts in any
    other language are summarised by their first sentences. Raises ValueError for a method not in `METHODS`.
    """
    if method not in METHODS:
        raise ValueError(f"no such summary method: {method}")
    prose = [s for s in document.sentences if s.kind is SentenceKind.PROSE]
    if len(prose) <= 1 or method == "lead" or document.language not in NAMES:
        return _nested(_first(document, prose))
    if method != "news":
        return _nested(graph.rank(document, method, LONGEST))
    if document.language == "en":
        from newsreader.language import news

        return tuple(news.rank(document, models.load_json("summary.json"), LONGEST))
    return _nested(_by_place(document))


def _first(document: Document, prose: Sequence[Sentence]) -> list[int]:
    """The first sentences, word-for-word repetitions left out unless there is nothing else."""
    seen: set[str] = set()
    ranking: list[int] = []
    repeated: list[int] = []
    for index, sentence in enumerate(prose):
        words = " ".join(w for w in document.words[sentence.first : sentence.last] if w[0].isalnum()).casefold()
        (repeated if words in seen else ranking).append(index)
        seen.add(words)
        if len(ranking) == LONGEST:
            break
    return [*ranking, *repeated][:LONGEST]


def _nested(ranking: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """The summaries that a ranking, best first, makes."""
    return tuple(tuple(sorted(ranking[:n])) for n in range(1, len(ranking) + 1))


def _by_place(document: Document) -> list[int]:
    """The best sentences, best first, by centrality and place: news puts what matters first in every language."""
    terms, stops = graph.read(document)
    central = centrality.central(terms, stops)
    top = max(central) or 1.0
    content = [frozenset(sentence) - stops for sentence in terms]
    # A sentence of a few words says little by itself, however central.
    worth = [min(len(content[i]), 8) / 8 * (0.5 * central[i] / top + 1 / (1 + i) ** 0.5) for i in range(len(terms))]
    order = sorted(range(len(terms)), key=lambda i: (-worth[i], i))
    ranking: list[int] = []
    repeated: list[int] = []
    for i in order:
        if len(ranking) == LONGEST:
            break
        shared = (len(content[i] & content[j]) / max(3, min(len(content[i]), len(content[j]))) for j in ranking)
        (repeated if max(shared, default=0.0) >= SAME else ranking).append(i)
    return (ranking + repeated)[:LONGEST]
