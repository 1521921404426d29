"""Which sentences carry the story."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from newsreader.language.document.document import Document, Sentence, SentenceKind
from newsreader.language.resources import models
from newsreader.language.summary import centrality, standalone_multilingual, sumy_methods
from newsreader.language.summary.stop_words import NAMES
from newsreader.model.analysis import METHODS, Entity, Quote

__all__ = ["LONGEST", "METHODS", "choose"]

LONGEST = 10
"""The most sentences that a summary has."""

DEEPEST = 2 * LONGEST
"""So many sentences are ranked by the graph methods: some say the same as better ones. The others follow in order."""

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
    English is `news.rank`; in the other languages of `languages.NAMES` it weighs centrality and place, and a sentence
    that leans on the one before it comes with that one. Texts in any other language are summarised by their first
    sentences. Raises ValueError for a method not in `METHODS`.
    """
    if method not in METHODS:
        raise ValueError(f"no such summary method: {method}")
    prose = [s for s in document.sentences if s.kind is SentenceKind.PROSE]
    if len(prose) <= 1 or method == "lead" or document.language not in NAMES:
        return _nested(_distinct(range(len(prose)), lambda i: _long_words(document, prose[i])))
    if method == "news" and document.language == "en":
        from newsreader.language.summary import learned_summary

        return tuple(learned_summary.rank(document, models.load_json("summary.json"), LONGEST))
    terms, stops = sumy_methods.read(document)
    if method != "news":
        ranked = sumy_methods.rank(document, method, DEEPEST)
        rest = set(range(len(prose))).difference(ranked)
        return _nested(_distinct([*ranked, *sorted(rest)], lambda i: frozenset(terms[i]) - stops))
    leaning = [standalone_multilingual.leans(document.text[s.start : s.end], document.language) for s in prose]
    ranking = _in_company(_by_place(terms, stops), leaning)
    return _nested(_distinct(ranking, lambda i: frozenset(terms[i]) - stops))


def _distinct(ranking: Sequence[int], said: Callable[[int], frozenset[str]]) -> list[int]:
    """The best of a ranking, those that say the same as a better one left out unless there is nothing else.

    `said` gives what is compared of a sentence.
    """
    chosen: list[tuple[int, frozenset[str]]] = []
    repeated: list[int] = []
    for index in ranking:
        if len(chosen) == LONGEST:
            break
        words = said(index)
        if any(_alike(words, other) for _, other in chosen):
            repeated.append(index)
        else:
            chosen.append((index, words))
    return [*(index for index, _ in chosen), *repeated][:LONGEST]


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Do two sentences of these words say the same? Of a few words all must be shared."""
    shorter = min(len(one), len(other))
    return len(one & other) >= max(SAME * shorter, min(shorter, 3), 1)


def _long_words(document: Document, sentence: Sentence) -> frozenset[str]:
    """The longer words of a sentence, or all where there are few: for languages whose small words are not known."""
    words = frozenset(w.casefold() for w in document.words[sentence.first : sentence.last] if w[0].isalnum())
    long = frozenset(w for w in words if len(w) > 3)
    return long if len(long) > 2 else words


def _nested(ranking: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """The summaries that a ranking, best first, makes."""
    return tuple(tuple(sorted(ranking[:n])) for n in range(1, len(ranking) + 1))


def _by_place(terms: Sequence[Sequence[str]], stops: frozenset[str]) -> list[int]:
    """All sentences, best first, by centrality and place: news puts what matters first in every language."""
    central = centrality.central(terms, stops)
    top = max(central) or 1.0
    # A sentence of a few words says little by itself, however central.
    known = [min(len(frozenset(sentence) - stops), 8) / 8 for sentence in terms]
    worth = [known[i] * (0.5 * central[i] / top + 1 / (1 + i) ** 0.5) for i in range(len(terms))]
    return sorted(range(len(terms)), key=lambda i: (-worth[i], i))


def _in_company(ranking: Sequence[int], leaning: Sequence[bool]) -> list[int]:
    """`ranking` with every sentence that leans on the one before it put behind that one.

    Those whose turn never comes, since what they lean on leans too, stand at the end.
    """
    order: dict[int, None] = {}
    waiting: set[int] = set()
    for index in ranking:
        if leaning[index] and index - 1 not in order:
            waiting.add(index)
            continue
        order[index] = None
        while index + 1 in waiting:
            index += 1
            waiting.remove(index)
            order[index] = None
    return [*order, *(index for index in ranking if index in waiting)]
