"""Train the conditional random field: `python assets/training/entity_crf_trainer.py DATA --work FOLDER`.

DATA is the data folder; the script reads its entities/newswire-train.jsonl. It takes the words, vectors and lists from
the network's file (`entities.py` writes it), and writes assets/models/english/entity_chain.npz. The trainer is CRFsuite
(Okazaki 2007), through python-crfsuite.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pycrfsuite
from entity_augmentation import Augmenter
from entity_examples import LABELS, NUMBER, Example, read_annotated, with_whole_edges
from entity_gazetteer import TrainingLexicon
from numpy.typing import NDArray
from sklearn.cluster import MiniBatchKMeans

from newsreader.language.entities import crf_features as evidence
from newsreader.language.entities import network as entity_network
from newsreader.language.entities.crf import Crf
from newsreader.language.entities.crf import Weights as ShippedWeights
from newsreader.language.entities.features import segments

MODELS = Path(__file__).resolve().parents[1] / "models" / "english"

CLUSTERS, WIDER = 1000, 120
"""The number of clusters of words, and of clusters of these clusters."""
MIN_COUNT = 4
"""Attributes seen less often are left out."""
MIN_WEIGHT = 0.004
"""Weights nearer to zero are left out."""
SHARE = 0.5
"""The weight of the random field's scores; the network's scores have 1."""


@dataclass(frozen=True)
class Run:
    """The settings of one training.

    `swap_names`: whether its copy of the articles has other names. `hidden`: the share of attributes removed at
    random. `absolute` and `square`: the L1 and L2 penalties. `passes`: iterations over the articles.
    """

    seed: int
    swap_names: bool
    hidden: float
    absolute: float
    square: float
    passes: int


RUNS = (Run(5, False, 0.1, 0.05, 0.02, 60), Run(6, True, 0.15, 0.2, 0.1, 42))
"""The weights of these are averaged."""

Weights = dict[int, NDArray[np.float32]]


def clusters(vectors: NDArray[np.float32]) -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
    """Return the k-means cluster of each word (0 without a vector), and the wider cluster of each cluster."""
    known = np.flatnonzero(vectors.any(axis=1))
    means = MiniBatchKMeans(CLUSTERS, random_state=1, n_init=1, batch_size=4096, max_iter=12).fit(vectors[known])
    fine = np.zeros(len(vectors), np.uint16)
    fine[known] = means.labels_ + 1
    wider = MiniBatchKMeans(WIDER, random_state=1, n_init=3).fit(means.cluster_centers_).labels_ + 1
    return fine, np.append(0, wider).astype(np.uint8)


def lexical_columns() -> NDArray[np.bool_]:
    """Return which columns of `Crf.attributes` identify the word, or nearly so."""
    window = [away == 0 and column in evidence.LEXICAL for away, column in evidence.WINDOW]
    joint = [True, True] + [False] * (len(evidence.JOINT) - 2)
    return np.array(window + [False] * evidence.CONTEXT + joint)


def train(run: Run, annotated: list[Example], augmenter: Augmenter, chain: Crf, work: Path) -> Weights:
    """Return the weights of each attribute; the weights of transitions from label n are under -1 - n."""
    articles = Counter(word for example in annotated for word in set(example.words))
    dice, chance = random.Random(run.seed), np.random.default_rng(run.seed)
    lexical = lexical_columns()
    prepared = []
    seen: Counter[int] = Counter()
    for example in annotated:
        encoded = augmenter.copy(example, dice, run.swap_names).encoded()
        fixed = chain.attributes(encoded)
        mentions = evidence.mentions(encoded, chain.words(encoded.types))
        rare = chance.random(len(fixed)) < np.array([1 / (1.5 + articles[word]) for word in example.words])
        fixed[rare[:, None] & lexical] = 0
        fixed[chance.random(fixed.shape) < run.hidden] = 0
        for attributes in (fixed, mentions.near):
            seen.update(attributes[attributes > 0].tolist())
        prepared.append((example, encoded, fixed, mentions))
    kept = {attribute for attribute, count in seen.items() if count >= MIN_COUNT}

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=True)
    for example, encoded, fixed, mentions in prepared:
        items = [{f"{a:x}": 1.0 for a in row if a in kept} for row in fixed.tolist()]
        beside: dict[int, list[list[int]]] = defaultdict(list)
        for group, row in zip(mentions.group[mentions.first].tolist(), mentions.near.tolist(), strict=True):
            beside[group].append(row)
        token = {place: index for index, place in enumerate(encoded.places.tolist())}
        for place, group in zip(mentions.places.tolist(), mentions.group.tolist(), strict=True):
            item = items[token[place]]
            for row in beside[group]:
                for attribute in row:
                    if attribute in kept:
                        name = f"{attribute:x}"
                        item[name] = item.get(name, 0) + 1 / len(beside[group])
        for begin, length in zip(*(x.tolist() for x in segments(encoded)), strict=True):
            labels = [LABELS[label] for label in with_whole_edges(example.labels[begin : begin + length])]
            trainer.append(pycrfsuite.ItemSequence(items[begin : begin + length]), labels)
    trainer.set_params({"c1": run.absolute, "c2": run.square, "max_iterations": run.passes, "period": 8, "delta": 1e-4})
    path = work / f"chain-{run.seed}.crfsuite"
    trainer.train(str(path))
    return read(path)


def read(path: Path) -> Weights:
    """Return the weights of a file that CRFsuite wrote, in the form of `train`."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    learnt = tagger.info()
    weights: Weights = defaultdict(lambda: np.zeros(len(LABELS), np.float32))
    for (attribute, label), weight in learnt.state_features.items():
        weights[int(attribute, 16)][NUMBER[label]] = weight
    for (before, after), weight in learnt.transitions.items():
        weights[-1 - NUMBER[before]][NUMBER[after]] = weight
    return weights


def write(learnt: list[Weights], chain: Crf, path: Path) -> None:
    """Write the average of the trainings, times `SHARE`, in 16 bits: the file that `entities/crf.py` reads."""
    zero = np.zeros(len(LABELS), np.float32)

    def average(key: int) -> NDArray[np.float32]:
        total: NDArray[np.float32] = sum((weights.get(key, zero) for weights in learnt), zero)
        return total * np.float32(SHARE / len(learnt))

    keys = sorted({key for weights in learnt for key in weights if key > 0})
    table = np.array([average(key) for key in keys])
    table[np.abs(table) < SHARE * MIN_WEIGHT] = 0
    some = table.any(axis=1)
    table = table[some]
    rows, labels = np.nonzero(table)
    np.savez_compressed(
        path,
        fine=chain.fine,
        coarse=chain.coarse,
        steps=np.diff(np.array(keys, np.uint32)[some], prepend=np.uint32(0)),
        counts=np.bincount(rows, minlength=len(table)).astype(np.uint8),
        labels=labels.astype(np.uint8),
        weights=table[rows, labels].astype(np.float16),
        transitions=np.array([average(-1 - number) for number in range(len(LABELS))], np.float16),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the data folder")
    parser.add_argument("--work", type=Path, required=True, help="a folder that keeps the result of each training")
    parser.add_argument("--network", type=Path, default=MODELS / "entities.npz")
    parser.add_argument("--out", type=Path, default=MODELS / "entity_chain.npz")
    options = parser.parse_args()
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)

    network = entity_network.read(options.network)
    known = network.gazetteer
    vectors = known.vectors * known.scales[:, None]
    fine, coarse = clusters(vectors)
    nothing = np.zeros((1, len(LABELS)), np.float32)
    chain = Crf(known, fine, coarse, ShippedWeights(np.zeros(0, np.uint32), nothing), nothing)
    annotated = read_annotated(options.data / "entities" / "newswire-train.jsonl")
    augmenter = Augmenter(annotated, TrainingLexicon(list(known.rows), vectors, known.lists, known.clusters))
    learnt = []
    for run in RUNS:
        kept = work / f"chain-{run.seed}.crfsuite"
        learnt.append(read(kept) if kept.exists() else train(run, annotated, augmenter, chain, work))
    write(learnt, chain, options.out)


if __name__ == "__main__":
    main()
