"""How central a sentence is to its article, without the matrix that LexRank makes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import log, sqrt

__all__ = ["central"]


def central(sentences: Sequence[Sequence[str]], stops: Collection[str]) -> list[float]:
    """How like the others each sentence is: the cosine of its tf-idf vector with the sum of theirs, 0 to 1.

    `sentences` are lists of terms; those in `stops` do not count. Time is linear in the length of the text.
    """
    seen: dict[str, int] = {}
    for sentence in sentences:
        for term in dict.fromkeys(sentence):
            seen[term] = seen.get(term, 0) + 1
    vectors: list[dict[str, float]] = []
    whole: dict[str, float] = {}
    for sentence in sentences:
        vector: dict[str, float] = {}
        for term in sentence:
            if term not in stops:
                vector[term] = vector.get(term, 0.0) + log((1 + len(sentences)) / seen[term])
        norm = sqrt(sum(w * w for w in vector.values())) or 1.0
        for term in vector:
            vector[term] /= norm
            whole[term] = whole.get(term, 0.0) + vector[term]
        vectors.append(vector)
    square = sum(w * w for w in whole.values())
    scores = []
    for vector in vectors:
        dot = sum(w * whole[term] for term, w in vector.items())
        own = sum(w * w for w in vector.values())
        scores.append((dot - own) / sqrt(max(square - 2 * dot + own, 1e-9)))
    return scores
