"""Train the entity recogniser: `python assets/training/entities.py DATA --work FOLDER`.

DATA is the data folder. From it are used: entities/newswire-train.jsonl (annotated) and the texts, without any
annotation, of quotes/train.jsonl. Writes assets/models/english/entities.npz. `entities.md` says what to install
first, how it is done, and what came of it.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
from entity_changes import Changes
from entity_examples import LABELS, Batches, read_annotated, read_plain
from entity_lexicon import Lexicon, build
from entity_trainer import Parameters, probabilities, start, train
from numpy.typing import NDArray

PLAIN_TOKENS = 400_000
"""How much text without annotation is labelled by the first network, for the second to learn from."""
FIRST_EPOCHS = 9
SECOND_EPOCHS = 4

MODEL = Path(__file__).resolve().parents[1] / "models" / "english" / "entities.npz"
LAYERS = ("W0", "Wn", "b0", "W1", "b1", "W2", "b2", "W3", "b3", "Wo", "bo")


def eight_bits(rows: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """The rows in whole numbers from -127 to 127, and the number to multiply each row with."""
    scales = (np.abs(rows).max(axis=1) / 127).astype(np.float16)
    divisors = np.where(scales > 0, scales.astype(np.float32), 1)
    return np.clip(np.round(rows / divisors[:, None]), -127, 127).astype(np.int8), scales


def write(parameters: Parameters, lexicon: Lexicon, path: Path) -> None:
    """Write what `language/entity_network.py` reads."""
    vectors, scales = eight_bits(lexicon.vectors)
    hashed, hashed_scales = eight_bits(parameters["hashed"][:-1])
    np.savez_compressed(
        path,
        words=np.frombuffer("\n".join(lexicon.words).encode(), np.uint8),
        labels=np.frombuffer("\n".join(LABELS).encode(), np.uint8),
        vectors=vectors,
        scales=scales,
        lists=lexicon.lists,
        hashed=hashed,
        hashed_scales=hashed_scales,
        transitions=parameters["transitions"].astype(np.float16),
        **{name: parameters[name].astype(np.float16) for name in LAYERS},
    )


def kept(path: Path) -> Parameters:
    with np.load(path) as file:
        return dict(file)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the data folder")
    parser.add_argument("--work", type=Path, required=True, help="a folder that keeps the networks of both stages")
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)

    lexicon = build()
    annotated = read_annotated(options.data / "entities" / "newswire-train.jsonl")
    articles = Counter(word for example in annotated for word in set(example.words))
    batches = Batches(lexicon, articles)
    changes = Changes(annotated, lexicon)
    pieces = [piece for example in annotated for piece in example.parts()]

    first = work / "first.npz"
    if not first.exists():
        fresh = start(batches.facts_width, options.seed)
        np.savez(first, **train(fresh, batches, pieces, changes, FIRST_EPOCHS, options.seed))

    teacher = kept(first)
    plain = read_plain(options.data / "quotes" / "train.jsonl", PLAIN_TOKENS)
    taught = [
        replace(piece, soft=probabilities(teacher, batches, piece)) for example in plain for piece in example.parts()
    ]
    both = pieces + taught
    random.Random(options.seed).shuffle(both)
    second = train(teacher, batches, both, changes, SECOND_EPOCHS, options.seed + 1)
    np.savez(work / "second.npz", **second)
    write(second, lexicon, options.out)


if __name__ == "__main__":
    main()
