#!/usr/bin/env python3
"""Train assets/models/english/quotes.json: which quoted strings are speech, and who said them.

    python assets/training/quotes.py DATA            # train on DATA/quotes/train.jsonl and write the model
    python assets/training/quotes.py DATA --folds 5  # only cross-validate over articles: print the counts of each fold,
                                                     # then P, R and F1 of all quotes, and of quotes with their speaker

DATA is the data folder. An article is {"id", "text", "attributions"}, an attribution {"source", "cue", "content"},
each a list of spans (the scheme of PARC 3.0, Pareti 2016). Needs scikit-learn. The parts of the model, by key:

- `cues`: for each word outside quotes, in a paragraph with a quote, the share of its uses in an annotated cue. Common
  verbs of saying that are rare in these articles get at least `RARE_VERB_CUE`.
- `saying`: logistic regressions for words outside quotes: is it in an annotated source, is it in a cue (see
  `quote_speech_verbs.py`).
- `speech`: gradient boosted trees over `quote_filter.features`, for strings of any length.
- `clues`: logistic regression over `attribution_features.lexical_features`, one row for each candidate of a quote.
- `speaker`: gradient boosted trees over `attribution_features.numeric_features`, with the sum of the lexical weights as
  the last number. In training, this sum and the scores of `saying` come from models that have not seen the article.

The two candidate models learn only from quotes that no rule decides, because only those reach them.

The right candidate is the one that ends the head of the annotated source ("Ann Lee" of "union leader Ann Lee, 40, of
Leeds"). Other candidates inside the source are left out of training. The previous quote has its annotated speaker.
"""

from __future__ import annotations

import argparse
import json
import re
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from quote_articles import INNER_FOLDS, AnnotatedArticle, Spans, fold_of, overlap, read_articles
from quote_speech_verbs import learn_word_weights, word_rows
from scipy.sparse import csr_matrix
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from newsreader.language.quotes import quote_chains, quote_filter, speech_verbs
from newsreader.language.quotes.attribution import MIN_PROBABILITY, SpeakerModel
from newsreader.language.quotes.quote_context import QuoteContext, QuoteSlot
from newsreader.language.resources.gradient_boosted_trees import GradientBoostedTrees

MODEL = Path(__file__).resolve().parents[1] / "models" / "english" / "quotes.json"
RARE_VERB_CUE = 0.6
VERBS = """
    agreed agrees said says say saying added adds told tells wrote writes stated states explained explains
    replied noted notes continued continues argued argues asked asks answered responded insisted insists warned
    warns declared declares claimed claims announced announces observed recalled recalls acknowledged admitted
    admits asserted complained concluded conceded cautioned commented confirmed confided contended countered
    cried predicted promised pledged pleaded proclaimed quipped remarked reiterated repeated reported retorted
    revealed shouted stressed stresses suggested suggests testified tweeted underlined underscored underscores
    urged urges vowed whispered yelled joked exclaimed emphasised emphasized emphasizes emphasises elaborated
    clarified alleged affirmed opined lamented mused boasted advised maintained hinted disclosed enthused
    demanded objected interjected wondered according tweets screamed muttered reminded assured informed posted
    quoted remembered write argue
""".split()
MIN_CUE_COUNT, MIN_CUE_SHARE = 3, 0.15  # of a cue
MIN_FEATURE_COUNT, MIN_WEIGHT = 4, 0.05
HEAD_END = re.compile(r",| \(| who | of | for | from | with | in | at | on | to | that ")


def learn_cues(readings: Sequence[AnnotatedArticle]) -> dict[str, float]:
    """Return the probability of each word to be a verb of saying."""
    seen: Counter[str] = Counter()
    cue: Counter[str] = Counter()
    for reading in readings:
        document, strings = reading.document, reading.strings
        starts, ends = document.starts, document.ends
        inside: set[int] = set()
        for string in strings:
            inside.update(range(bisect_left(starts, string.start), bisect_left(starts, string.end)))
        marked: set[int] = set()
        for attribution in reading.attributions:
            if any(s.start < end and start < s.end for start, end in attribution["content"] for s in strings):
                for start, end in attribution["cue"]:
                    marked.update(i for i in range(bisect_left(starts, start), len(ends)) if ends[i] <= end)
        for number in {s.paragraph for s in strings}:
            span = document.paragraphs[number]
            for token in range(bisect_left(starts, span.start), bisect_left(starts, span.end)):
                if token not in inside and document.words[token][0].isalpha():
                    word = document.words[token].lower()
                    seen[word] += 1
                    cue[word] += token in marked
    cues = {word: round(cue[word] / (seen[word] + 1), 3) for word in cue if cue[word] >= MIN_CUE_COUNT}
    cues = {word: share for word, share in cues.items() if share >= MIN_CUE_SHARE}
    cues |= {word: max(cues.get(word, 0.0), RARE_VERB_CUE) for word in VERBS}
    return dict(sorted(cues.items()))


def speech_rows(readings: Sequence[AnnotatedArticle], cues: Mapping[str, float]) -> tuple[Any, Any]:
    """Return the features of every quoted string, and whether it is, or lies in, an annotated content."""
    rows, answers = [], []
    for reading in readings:
        contents = [span for a in reading.attributions for span in a["content"]]
        for string in reading.strings:
            row = quote_filter.features(reading.document, string, cues)
            if not row:
                continue
            span = string.start, string.end
            if row[0] >= quote_filter.LONG:
                answer = any(overlap(span, gold[:2]) >= 0.7 for gold in reading.gold)
            else:
                answer = any(overlap((span[0] - 1, span[1] + 1), content) >= 0.6 for content in contents)
            rows.append(row)
            answers.append(answer)
    return np.array(rows), np.array(answers)


@dataclass
class Answer:
    """The right speaker of a quote: the best candidate, all acceptable ones, and whether the metric counts it."""

    best: int | None
    good: set[int]
    counts: bool


def answers(reading: AnnotatedArticle, context: QuoteContext) -> list[Answer | None]:
    """Return the annotated answer for each quote, or None."""
    starts, ends = context.document.starts, context.document.ends
    spans = [(starts[c.first], ends[c.last - 1]) for c in context.candidates]
    found: list[Answer | None] = []
    for slot in context.slots:
        span = slot.quote.start, slot.quote.end
        gold = next((g[2] for g in reading.gold if overlap(span, g[:2]) >= 0.7), None)
        sources: Spans = gold or next(
            (
                a["source"]
                for a in reading.attributions
                if a["source"] and any(s <= span[0] and span[1] <= e + 1 for s, e in a["content"])
            ),
            [],
        )
        if not sources:
            found.append(None)
            continue
        good = {
            i
            for i, (start, end) in enumerate(spans)
            if end - start <= 80 and any(s - 3 <= start and end <= e + 3 for s, e in sources)
        }
        found.append(Answer(_head(context.document.text, sources[0], spans, good), good, bool(gold)))
    return found


def _head(text: str, source: Sequence[int], spans: Sequence[tuple[int, int]], good: set[int]) -> int | None:
    """Return the candidate that ends the head noun phrase of the source; the longest if there are several."""
    cut = HEAD_END.search(text[source[0] : source[1]])
    limit = source[0] + cut.start() if cut and cut.start() > 1 else source[1]
    heads = [i for i in good if spans[i][1] <= limit + 3] or sorted(good)
    return max(heads, key=lambda i: (spans[i][1], -spans[i][0]), default=None)


def contexts(
    readings: Sequence[AnnotatedArticle],
    cues: Mapping[str, float],
    weights: Callable[[AnnotatedArticle], speech_verbs.Weights],
) -> Iterator[tuple[AnnotatedArticle, QuoteContext]]:
    """Yield each article with its quote context, as the program builds it."""
    for reading in readings:
        yield reading, QuoteContext(reading.document, reading.strings, cues, reading.labels, weights(reading))


def speaker_rows(
    readings: Sequence[AnnotatedArticle],
    cues: Mapping[str, float],
    words: Callable[[AnnotatedArticle], speech_verbs.Weights],
) -> tuple[Any, list[list[str]], Any, Any, Any]:
    """Return the rows for the candidate models: numbers, lexical features, answers, sample weights and inner folds.

    They are the candidates of annotated quotes that no rule decides.
    """
    rows, names, right, weights, folds = [], [], [], [], []
    for reading, context in contexts(readings, cues, words):
        previous: tuple[int, QuoteSlot] | None = None
        for slot, answer in zip(context.slots, answers(reading, context), strict=True):
            if answer is None or answer.best is None:
                continue
            if SpeakerModel.choose_by_rule(context, slot) is not None:
                previous = answer.best, slot
                continue
            nearby = context.nearby(slot, previous[0] if previous else None)
            for index, row, clue in zip(nearby, *SpeakerModel.features(context, slot, nearby, previous), strict=True):
                if index == answer.best or index not in answer.good:
                    rows.append(row)
                    names.append(clue)
                    right.append(index == answer.best)
                    weights.append(1.0 if answer.counts else 0.5)
                    folds.append(fold_of(reading))
            previous = answer.best, slot
    return np.array(rows), names, np.array(right), np.array(weights), np.array(folds)


def learn_lexical_weights(names: Sequence[Sequence[str]], right: Any, weights: Any) -> dict[str, float]:
    """Return the weights of the lexical features, without the intercept: the trees compensate for it."""
    counts = Counter(name for row in names for name in row)
    index = {name: at for at, name in enumerate(sorted(n for n in counts if counts[n] >= MIN_FEATURE_COUNT))}
    columns: list[int] = []
    ends = [0]
    for row in names:
        columns += (index[name] for name in row if name in index)
        ends.append(len(columns))
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(names), len(index)))
    model = LogisticRegression(C=0.3, solver="liblinear", max_iter=60).fit(matrix, right, sample_weight=weights)
    found = zip(index, model.coef_[0], strict=True)
    return {name: round(float(w), 3) for name, w in found if abs(w) >= MIN_WEIGHT}


def learn_trees(rows: Any, right: Any, weights: Any = None, **settings: Any) -> dict[str, Any]:
    """Train boosted trees and return them as the data that `GradientBoostedTrees` takes."""
    model = HistGradientBoostingClassifier(early_stopping=False, random_state=0, **settings)
    model.fit(rows, right, sample_weight=weights)
    trees = [
        [
            [round(float(n["value"]), 4)]
            if n["is_leaf"]
            else [int(n["feature_idx"]), round(float(n["num_threshold"]), 9), int(n["left"]), int(n["right"])]
            for n in predictor.nodes
        ]
        for (predictor,) in model._predictors
    ]
    return {"base": round(float(np.ravel(model._baseline_prediction)[0]), 5), "trees": trees}


def learn(readings: Sequence[AnnotatedArticle]) -> dict[str, Any]:
    """Train and return the whole model."""
    cues = learn_cues(readings)
    words = word_rows(readings)
    unseen = [learn_word_weights(words, np.flatnonzero(words.folds != fold)) for fold in range(INNER_FOLDS)]
    rows, names, right, weights, folds = speaker_rows(readings, cues, lambda reading: unseen[fold_of(reading)])
    sums = np.zeros(len(right))
    for fold in range(INNER_FOLDS):
        kept = np.flatnonzero(folds != fold)
        learned = learn_lexical_weights([names[i] for i in kept], right[kept], weights[kept])
        for i in np.flatnonzero(folds == fold):
            sums[i] = sum(learned.get(name, 0.0) for name in names[i])
    return {
        "cues": cues,
        "saying": learn_word_weights(words, np.arange(len(words.folds))),
        "speech": learn_trees(
            *speech_rows(readings, cues), max_iter=60, learning_rate=0.1, max_leaf_nodes=8, min_samples_leaf=20
        ),
        "clues": learn_lexical_weights(names, right, weights),
        "speaker": learn_trees(
            np.column_stack([rows, sums]),
            right,
            weights,
            max_iter=150,
            learning_rate=0.1,
            max_leaf_nodes=16,
            min_samples_leaf=20,
            l2_regularization=1.0,
        ),
    }


def measure(readings: Sequence[AnnotatedArticle], model: Mapping[str, Any]) -> Counter[str]:
    """Count the annotated quotes (gold), those with a source (sourced), found, and with the right speaker (right)."""
    counts: Counter[str] = Counter()
    cues, trees = model["cues"], GradientBoostedTrees(model["speech"])
    speaker_model = SpeakerModel(GradientBoostedTrees(model["speaker"]), model["clues"])
    for reading in readings:
        strings = quote_filter.keep_speech(reading.document, reading.strings, cues, trees)
        context = QuoteContext(reading.document, strings, cues, reading.labels, model["saying"])
        counts["gold"] += len(reading.gold)
        counts["sourced"] += sum(bool(g[2]) for g in reading.gold)
        chosen = speaker_model.choose(context, MIN_PROBABILITY)
        said = quote_chains.speakers(context, chosen, quote_chains.continuations(context, chosen))
        mentioned = quote_chains.mentions(context, chosen, said)
        for slot, answer, choice in zip(context.slots, answers(reading, context), mentioned, strict=True):
            if len(reading.document.text[slot.quote.start : slot.quote.end].split()) < quote_filter.LONG:
                continue
            counts["predicted"] += 1
            counts["left open"] += not slot.quote.closed
            span = slot.quote.start, slot.quote.end
            counts["found"] += any(overlap(span, g[:2]) >= 0.7 for g in reading.gold)
            counts["right"] += bool(answer and answer.counts and choice and choice[0] in answer.good)
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="the data folder")
    parser.add_argument("--folds", type=int, default=0, help="cross-validate over this many folds, write nothing")
    options = parser.parse_args()
    readings = read_articles(options.data / "quotes" / "train.jsonl")
    if not options.folds:
        MODEL.write_text(json.dumps(learn(readings), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        return
    total: Counter[str] = Counter()
    for fold in range(options.folds):
        held = [r for r in readings if zlib.crc32(r.identity.encode()) % options.folds == fold]
        model = learn([r for r in readings if zlib.crc32(r.identity.encode()) % options.folds != fold])
        counts = measure(held, model)
        print(fold, dict(counts), flush=True)
        total += counts
    precision, recall = total["found"] / total["predicted"], total["found"] / total["gold"]
    f1 = 2 * precision * recall / (precision + recall)
    print(f"quotes P {precision:.3f} R {recall:.3f} F1 {f1:.3f}  together {total['right'] / total['sourced']:.3f}")


if __name__ == "__main__":
    main()
