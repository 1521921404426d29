"""Choose the sentences of a summary: the entry point of this folder, and the methods that need no model."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from newsreader.language.document.document import Document, Sentence, SentenceKind
from newsreader.language.resources import models
from newsreader.language.summary import centrality, standalone_multilingual, sumy_methods
from newsreader.language.summary.stop_words import SUMY_NAMES
from newsreader.model.analysis import METHODS

__all__ = ["MAX_SENTENCES", "METHODS", "choose"]

MAX_SENTENCES = 10
"""The most sentences of a summary."""

RANKED = 2 * MAX_SENTENCES
"""The number of sentences that the graph methods rank: some repeat better ones. The others follow in reading order."""

SAME_SHARE = 0.6
"""Two sentences say the same if they share this much of the content terms of the shorter one."""


def choose(document: Document, method: str = "news") -> tuple[tuple[int, ...], ...]:
    """Return the summaries of 1 to `MAX_SENTENCES` sentences: item n - 1 holds n indexes, ascending.

    The indexes count the prose sentences of `document`. A longer summary contains the shorter ones. The methods:

    - "news": in English `learned_summary.rank`; in the other languages of `stop_words.SUMY_NAMES` centrality and
      position, where a sentence that depends on the one before is chosen only with it;
    - "lead": the first sentences; all methods fall back to it in any other language;
    - the others: sumy's methods (see `sumy_methods`).

    Raises ValueError for a method not in `METHODS`.
    """
    if method not in METHODS:
        raise ValueError(f"Unknown summary method: {method}")
    prose = [s for s in document.sentences if s.kind is SentenceKind.PROSE]
    if len(prose) <= 1 or method == "lead" or document.language not in SUMY_NAMES:
        return _nested(_without_repetition(range(len(prose)), lambda i: _long_words(document, prose[i])))
    if method == "news" and document.language == "en":
        from newsreader.language.summary import learned_summary

        return tuple(learned_summary.rank(document, models.load_json("summary.json"), MAX_SENTENCES))
    terms, stops = sumy_methods.content_terms(document)
    if method != "news":
        ranked = sumy_methods.rank(document, method, RANKED)
        rest = set(range(len(prose))).difference(ranked)
        return _nested(_without_repetition([*ranked, *sorted(rest)], lambda i: frozenset(terms[i]) - stops))
    texts = [document.text[s.start : s.end] for s in prose]
    dependent = [standalone_multilingual.depends_on_previous(text, document.language) for text in texts]
    ranking = _after_previous(_by_centrality_and_position(terms, stops), dependent)
    return _nested(_without_repetition(ranking, lambda i: frozenset(terms[i]) - stops))


def _without_repetition(ranking: Sequence[int], words_of: Callable[[int], frozenset[str]]) -> list[int]:
    """Return the best of a ranking; sentences that repeat a better one come last.

    `words_of` returns the words of a sentence that are compared.
    """
    chosen: list[tuple[int, frozenset[str]]] = []
    repeated: list[int] = []
    for index in ranking:
        if len(chosen) == MAX_SENTENCES:
            break
        words = words_of(index)
        if any(_say_the_same(words, other) for _, other in chosen):
            repeated.append(index)
        else:
            chosen.append((index, words))
    return [*(index for index, _ in chosen), *repeated][:MAX_SENTENCES]


def _say_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether two sentences with these words say the same; up to three words must all be shared."""
    shorter = min(len(one), len(other))
    return len(one & other) >= max(SAME_SHARE * shorter, min(shorter, 3), 1)


def _long_words(document: Document, sentence: Sentence) -> frozenset[str]:
    """Return the longer words of a sentence, or all if few are long: for languages without a list of stop words."""
    words = frozenset(w.casefold() for w in document.words[sentence.first : sentence.last] if w[0].isalnum())
    long = frozenset(w for w in words if len(w) > 3)
    return long if len(long) > 2 else words


def _nested(ranking: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Return the summaries of 1 to n sentences that a ranking, best first, gives."""
    return tuple(tuple(sorted(ranking[:n])) for n in range(1, len(ranking) + 1))


def _by_centrality_and_position(terms: Sequence[Sequence[str]], stops: frozenset[str]) -> list[int]:
    """Return all sentences, best first. Position counts, because news puts the important things first."""
    central = centrality.centrality(terms, stops)
    top = max(central) or 1.0
    # A sentence of a few words says little, however central it is.
    content = [min(len(frozenset(sentence) - stops), 8) / 8 for sentence in terms]
    scores = [content[i] * (0.5 * central[i] / top + 1 / (1 + i) ** 0.5) for i in range(len(terms))]
    return sorted(range(len(terms)), key=lambda i: (-scores[i], i))


def _after_previous(ranking: Sequence[int], dependent: Sequence[bool]) -> list[int]:
    """Return `ranking` with each dependent sentence moved behind the sentence before it.

    Dependent sentences whose predecessors are never placed come last.
    """
    order: dict[int, None] = {}
    waiting: set[int] = set()
    for index in ranking:
        if dependent[index] and index - 1 not in order:
            waiting.add(index)
            continue
        order[index] = None
        while index + 1 in waiting:
            index += 1
            waiting.remove(index)
            order[index] = None
    return [*order, *(index for index in ranking if index in waiting)]
