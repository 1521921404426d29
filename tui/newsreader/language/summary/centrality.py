"""Compute how central each sentence is to its article, in linear time (LexRank builds a matrix of all pairs)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import log, sqrt

__all__ = ["centrality"]


def centrality(sentences: Sequence[Sequence[str]], stops: Collection[str]) -> list[float]:
    """Return the centrality of each sentence, 0 to 1: the cosine of its tf-idf vector with the sum of the others.

    `sentences` are lists of terms; terms in `stops` do not count. Time is linear in the length of the text. The method
    is the centroid score of Radev and others (2004).
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
