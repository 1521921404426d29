"""Train the entity recogniser: `python assets/training/entities.py DATA --work FOLDER`.

DATA is the data folder; of it, entities/newswire-train.jsonl is used. Writes assets/models/english/entities.npz.
`entities.md` says what to install first, how it is done, and what came of it.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from entity_changes import Changes
from entity_examples import LABELS, Batches, Example, Size, read_annotated, read_silver
from entity_lexicon import Lexicon, build, eight_bits
from entity_trainer import Parameters, start, train

STAGES = ((9, 2.5e-3, False, 0.2), (6, 1.5e-3, True, 0.4), (5, 1.8e-3, True, 0.4))
"""For each stage: passes over the articles, highest learning rate, whether words are hidden and names swapped, and
the share of its result in the weighted average that is shipped."""
SILVER_STAGES = ((7, 1.8e-3, True, 0.25, False), (4, 1.2e-3, False, 0.1, False), (6, 1.6e-3, True, 0.15, True))
"""With a teacher's texts, training goes on, and the mean of the results is shipped: passes, highest learning rate,
whether words are hidden and names swapped, dropout, and whether the teacher has a say in the annotated articles."""

MODEL = Path(__file__).resolve().parents[1] / "models" / "english" / "entities.npz"
LAYERS = ("W0", "Wn", "b0", "W1", "b1", "W2", "b2", "W3", "b3", "Wo", "bo")


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
        clusters=lexicon.clusters,
        hashed=hashed,
        hashed_scales=hashed_scales,
        transitions=parameters["transitions"].astype(np.float16),
        **{name: parameters[name].astype(np.float16) for name in LAYERS},
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the data folder")
    parser.add_argument("--work", type=Path, required=True, help="a folder that keeps the network of each stage")
    parser.add_argument("--silver", type=Path, help="the folder that entity_teacher.py wrote to, to learn from besides")
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)

    lexicon = build()
    annotated = read_annotated(options.data / "entities" / "newswire-train.jsonl")
    silver, between = read_silver(options.silver / "silver.npz") if options.silver else ([], None)
    articles = Counter(word for example in annotated + silver for word in set(example.words))
    batches = Batches(lexicon, articles, Size(), between)
    changes = Changes(annotated, lexicon)

    def stage(number: int, before: Parameters, examples: list[Example], *how: Any) -> Parameters:
        kept = work / f"stage-{number}.npz"
        if not kept.exists():
            parts = [part for example in examples for part in example.parts(batches.size)]
            epochs, rate, harder, *dropout = how
            np.savez(
                kept, **train(before, batches, parts, changes, epochs, rate, harder, options.seed + number, *dropout)
            )
        with np.load(kept) as file:
            return dict(file)

    parameters = start(batches.facts_width, options.seed)
    average: Parameters = dict.fromkeys(parameters, 0)
    for number, (epochs, rate, harder, share) in enumerate(STAGES, 1):
        parameters = stage(number, parameters, annotated, epochs, rate, harder)
        average = {name: average[name] + share * parameters[name] for name in parameters}
    if silver:
        doubted, _ = read_silver(options.silver / "annotated.npz")
        parameters, average = average, dict.fromkeys(parameters, 0)
        for number, (*how, with_doubt) in enumerate(SILVER_STAGES, len(STAGES) + 1):
            parameters = stage(number, parameters, (doubted if with_doubt else annotated) + silver, *how)
            average = {name: average[name] + parameters[name] / len(SILVER_STAGES) for name in parameters}
    write(average, lexicon, options.out)


if __name__ == "__main__":
    main()
