#!/usr/bin/env python3
"""Train the weights in assets/models/english/coreference.json, which resolve "he" and "she".

    python assets/training/coreference.py ARTICLES.jsonl PRONOUNS.jsonl assets/models/english/coreference.json

ARTICLES has one {"id", "text"} per line. PRONOUNS has {"id", "start", "name"}: the offset of a pronoun, and the full
name or surname of its antecedent, annotated by hand (351 pronouns of speakers in quotes/train of the data folder: 145
drawn at random, the others hard for earlier models). The model is a softmax over the people that `coreference.pronouns`
offers, with an L2 penalty. The choice for one pronoun changes the features of the next, so each round computes the
features again with the new weights. Prints the accuracy in five-fold cross-validation over articles, and that of the
final weights.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from newsreader.language.coreference import entity_linking, missed_people, pronouns
from newsreader.language.coreference.gender import infer_genders
from newsreader.language.document import document as documents
from newsreader.language.document.token_index import TokenIndex
from newsreader.language.entities import recognise
from newsreader.language.resources import models
from newsreader.language.resources.person_lexicon import fold
from newsreader.model.analysis import Entity

ROUNDS = 4
FOLDS = 5
PENALTY = 4.0
STEPS = 400

Article = tuple[TokenIndex, list[Entity], dict[str, str]]
"""The arguments of `pronouns.resolve`."""

Item = tuple[str, tuple[tuple[str, ...], ...], int]
"""The id of the article, the features of each candidate, and the index of the right one."""


def collect(articles: dict[str, Article], marked: dict[str, dict[int, str]]) -> tuple[list[Item], int]:
    """Return the annotated pronouns whose antecedent is among the candidates, and the number of the others."""
    items: list[Item] = []
    missing = 0
    for identity, (tokens, people, sexes) in articles.items():
        want = dict(marked[identity])
        for choice in pronouns.resolve(tokens, people, sexes):
            name = want.pop(tokens.document.starts[choice.token], None)
            if name is None:
                continue
            right = [i for i, n in enumerate(choice.names) if n == name] or [
                i for i, n in enumerate(choice.names) if fold(name) in fold(n)
            ]
            if right:
                items.append((identity, choice.features, right[0]))
            else:
                missing += 1
        missing += len(want)
    return items, missing


def train(items: Sequence[Item]) -> dict[str, float]:
    """Return the weights, by gradient descent with momentum on the log loss."""
    index = {k: i for i, k in enumerate(sorted({k for _, options, _ in items for keys in options for k in keys}))}
    matrices = []
    for _, options, right in items:
        matrix = np.zeros((len(options), len(index)))
        for row, keys in enumerate(options):
            for key in keys:
                matrix[row, index[key]] = 1.0
        matrices.append((matrix, right))
    weights, speed = np.zeros(len(index)), np.zeros(len(index))
    for _ in range(STEPS):
        slope = PENALTY * weights
        for matrix, right in matrices:
            scores = matrix @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            shares[right] -= 1
            slope += shares @ matrix
        speed = 0.9 * speed - 0.3 / len(items) * slope
        weights += speed
    return {key: round(float(weights[i]), 3) for key, i in index.items() if abs(weights[i]) >= 0.0005}


def right_share(items: Sequence[Item], weights: dict[str, float]) -> float:
    """Return the share of right choices (0 to 1)."""
    right = 0
    for _, options, wanted in items:
        scores = [sum(weights.get(k, 0.0) for k in keys) for keys in options]
        right += scores.index(max(scores)) == wanted
    return right / max(len(items), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("pronouns", type=Path)
    parser.add_argument("output", type=Path)
    args = parser.parse_args()
    marked: dict[str, dict[int, str]] = {}
    for line in args.pronouns.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        marked.setdefault(row["id"], {})[row["start"]] = row["name"]
    articles: dict[str, Article] = {}
    for line in args.articles.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["id"] in marked:
            document = documents.read(row["text"])
            found = entity_linking.resolve(document, recognise.find(document))
            found = tuple(sorted([*found, *missed_people.find_missed(document, found)], key=lambda e: e.start))
            people = [e for e in found if e.label == "PERSON"]
            tokens = TokenIndex.of(document)
            articles[row["id"]] = (tokens, people, infer_genders(tokens, people))
    table = models.load_json("coreference.json")
    for number in range(ROUNDS):
        items, missing = collect(articles, marked)
        keys = sorted(articles)
        held = 0.0
        for fold_number in range(FOLDS):
            out = set(keys[fold_number::FOLDS])
            weights = train([i for i in items if i[0] not in out])
            test = [i for i in items if i[0] in out]
            held += right_share(test, weights) * len(test)
        before = right_share(items, table["antecedents"])
        table["antecedents"] = train(items)  # the table is shared, so `pronouns.resolve` uses these weights now
        print(
            f"round {number}: {len(items)} pronouns, {missing} without the right person, before {before:.3f}, "
            f"cross-validation {held / len(items):.3f}, all {right_share(items, table['antecedents']):.3f}"
        )
    args.output.write_text(json.dumps(table, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
