#!/usr/bin/env python3
"""Learns assets/models/english/quotes.json: which quoted strings are speech, and who said them.

    python assets/training/quotes.py DATA            # trains on DATA/quotes/train.jsonl and writes the model
    python assets/training/quotes.py DATA --folds 5  # only cross-validates, over articles: a line of counts for each
                                                     # part, then P, R and F1 of the quotes, and together, of all parts

DATA is the data folder. An article is {"id", "text", "attributions"}, an attribution {"source", "cue", "content"},
each a list of spans. Needs scikit-learn. What is learned:

- `cues`: how often a word that stands outside quotes, in a paragraph with one, is part of an annotated cue. Common
  verbs of saying that the articles happen to use seldom are given at least `SELDOM`.
- `saying`: for each word outside quotes, whether it is in an annotated source, or in a cue (see `quote_words.py`).
- `speech`: boosted trees over `language.speech.features`, for strings of any length.
- `clues`: logistic regression over `language.attribution_features.clues`, one row for each candidate of a quote.
- `speaker`: boosted trees over `attribution_features.numbers` with the sum of the clues as the last number. For its
  training, that sum and what `saying` says come from regressions that have not seen the article.

Both models of candidates learn from those quotes only whose form leaves a doubt: the others are never asked of them.

Right is the candidate that ends the head of the annotated source ("Ann Lee" of "union leader Ann Lee, 40, of Leeds");
others inside the source are left out of training. The quote before is taken to have its annotated speaker.
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
from quote_articles import INNER_FOLDS, Reading, Spans, fold_of, overlap, read_articles
from quote_words import learn_told, told_rows
from scipy.sparse import csr_matrix
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from newsreader.language.quotes import quote_chains, quote_filter, speech_verbs
from newsreader.language.quotes.attribution import LIKELY, Attribution
from newsreader.language.quotes.quote_context import Scene, Setting
from newsreader.language.resources.gradient_boosted_trees import Trees

MODEL = Path(__file__).resolve().parents[1] / "models" / "english" / "quotes.json"
SELDOM = 0.6
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
LEAST_SEEN, LEAST_SHARE = 3, 0.15  # of a cue
LEAST_CLUE, LEAST_WEIGHT = 4, 0.05
PARTIAL = re.compile(r",| \(| who | of | for | from | with | in | at | on | to | that ")


def learn_cues(readings: Sequence[Reading]) -> dict[str, float]:
    """How likely each word is to be a verb of saying."""
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
    cues = {word: round(cue[word] / (seen[word] + 1), 3) for word in cue if cue[word] >= LEAST_SEEN}
    cues = {word: share for word, share in cues.items() if share >= LEAST_SHARE}
    cues |= {word: max(cues.get(word, 0.0), SELDOM) for word in VERBS}
    return dict(sorted(cues.items()))


def speech_rows(readings: Sequence[Reading], cues: Mapping[str, float]) -> tuple[Any, Any]:
    """Features of every quoted string, and whether an annotated content is that string or holds it whole."""
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
    """The right speaker of a quote: the best candidate to name, all that will do, and whether the metric counts it."""

    best: int | None
    good: set[int]
    counts: bool


def answers(reading: Reading, scene: Scene) -> list[Answer | None]:
    """For each quote what is annotated, or None."""
    starts, ends = scene.document.starts, scene.document.ends
    spans = [(starts[c.first], ends[c.last - 1]) for c in scene.candidates]
    found: list[Answer | None] = []
    for setting in scene.settings:
        span = setting.quote.start, setting.quote.end
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
        found.append(Answer(_head(scene.document.text, sources[0], spans, good), good, bool(gold)))
    return found


def _head(text: str, source: Sequence[int], spans: Sequence[tuple[int, int]], good: set[int]) -> int | None:
    """The candidate that ends the source's head noun phrase; the longest of several."""
    cut = PARTIAL.search(text[source[0] : source[1]])
    limit = source[0] + cut.start() if cut and cut.start() > 1 else source[1]
    heads = [i for i in good if spans[i][1] <= limit + 3] or sorted(good)
    return max(heads, key=lambda i: (spans[i][1], -spans[i][0]), default=None)


def scenes(
    readings: Sequence[Reading], cues: Mapping[str, float], weights: Callable[[Reading], speech_verbs.Weights]
) -> Iterator[tuple[Reading, Scene]]:
    """Each article as the program sees it when it looks for speakers."""
    for reading in readings:
        yield reading, Scene(reading.document, reading.strings, cues, reading.labels, weights(reading))


def speaker_rows(
    readings: Sequence[Reading], cues: Mapping[str, float], told: Callable[[Reading], speech_verbs.Weights]
) -> tuple[Any, list[list[str]], Any, Any, Any]:
    """Numbers, clues, answers, weights and inner fold of the candidates of annotated quotes whose form leaves doubt."""
    rows, names, right, weights, folds = [], [], [], [], []
    for reading, scene in scenes(readings, cues, told):
        previous: tuple[int, Setting] | None = None
        for setting, answer in zip(scene.settings, answers(reading, scene), strict=True):
            if answer is None or answer.best is None:
                continue
            if Attribution.plain(scene, setting) is not None:
                previous = answer.best, setting
                continue
            around = scene.around(setting, previous[0] if previous else None)
            for index, row, clue in zip(around, *Attribution.seen(scene, setting, around, previous), strict=True):
                if index == answer.best or index not in answer.good:
                    rows.append(row)
                    names.append(clue)
                    right.append(index == answer.best)
                    weights.append(1.0 if answer.counts else 0.5)
                    folds.append(fold_of(reading))
            previous = answer.best, setting
    return np.array(rows), names, np.array(right), np.array(weights), np.array(folds)


def learn_clues(names: Sequence[Sequence[str]], right: Any, weights: Any) -> dict[str, float]:
    """The weights of the words; the constant is left out, since the trees make up for it."""
    counts = Counter(name for row in names for name in row)
    index = {name: at for at, name in enumerate(sorted(n for n in counts if counts[n] >= LEAST_CLUE))}
    columns: list[int] = []
    ends = [0]
    for row in names:
        columns += (index[name] for name in row if name in index)
        ends.append(len(columns))
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(names), len(index)))
    model = LogisticRegression(C=0.3, solver="liblinear", max_iter=60).fit(matrix, right, sample_weight=weights)
    found = zip(index, model.coef_[0], strict=True)
    return {name: round(float(w), 3) for name, w in found if abs(w) >= LEAST_WEIGHT}


def learn_trees(rows: Any, right: Any, weights: Any = None, **settings: Any) -> dict[str, Any]:
    """Boosted trees in the form that `language.trees.Trees` takes."""
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


def learn(readings: Sequence[Reading]) -> dict[str, Any]:
    """The whole model."""
    cues = learn_cues(readings)
    told = told_rows(readings)
    unseen = [learn_told(told, np.flatnonzero(told.folds != fold)) for fold in range(INNER_FOLDS)]
    rows, names, right, weights, folds = speaker_rows(readings, cues, lambda reading: unseen[fold_of(reading)])
    sums = np.zeros(len(right))
    for fold in range(INNER_FOLDS):
        kept = np.flatnonzero(folds != fold)
        learned = learn_clues([names[i] for i in kept], right[kept], weights[kept])
        for i in np.flatnonzero(folds == fold):
            sums[i] = sum(learned.get(name, 0.0) for name in names[i])
    return {
        "cues": cues,
        "saying": learn_told(told, np.arange(len(told.folds))),
        "speech": learn_trees(
            *speech_rows(readings, cues), max_iter=60, learning_rate=0.1, max_leaf_nodes=8, min_samples_leaf=20
        ),
        "clues": learn_clues(names, right, weights),
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


def measure(readings: Sequence[Reading], model: Mapping[str, Any]) -> Counter[str]:
    """How many quotes are annotated (gold), found, have a source (sourced), and come with the right mention."""
    counts: Counter[str] = Counter()
    cues, trees = model["cues"], Trees(model["speech"])
    attribution = Attribution(Trees(model["speaker"]), model["clues"])
    for reading in readings:
        strings = quote_filter.spoken(reading.document, reading.strings, cues, trees)
        scene = Scene(reading.document, strings, cues, reading.labels, model["saying"])
        counts["gold"] += len(reading.gold)
        counts["sourced"] += sum(bool(g[2]) for g in reading.gold)
        chosen = attribution.choose(scene, LIKELY)
        said = quote_chains.speakers(scene, chosen, quote_chains.continuations(scene, chosen))
        mentioned = quote_chains.mentions(scene, chosen, said)
        for setting, answer, choice in zip(scene.settings, answers(reading, scene), mentioned, strict=True):
            if len(reading.document.text[setting.quote.start : setting.quote.end].split()) < quote_filter.LONG:
                continue
            counts["predicted"] += 1
            counts["left open"] += not setting.quote.closed
            span = setting.quote.start, setting.quote.end
            counts["found"] += any(overlap(span, g[:2]) >= 0.7 for g in reading.gold)
            counts["right"] += bool(answer and answer.counts and choice and choice[0] in answer.good)
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="the data folder")
    parser.add_argument("--folds", type=int, default=0, help="cross-validate over so many parts, and write nothing")
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
