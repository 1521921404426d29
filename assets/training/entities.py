"""Train the entity recogniser: `python assets/training/entities.py DATA --work FOLDER`.

DATA is the data folder; the script reads its entities/newswire-train.jsonl and writes
assets/models/english/entities.npz. `entities.md` describes the packages to install, the method and the results.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import numpy as np
from entity_augmentation import Augmenter
from entity_examples import LABELS, Batches, Size, read_annotated, read_silver
from entity_gazetteer import TrainingLexicon, build, eight_bits
from entity_trainer import DROPOUT, Parameters, start, train

STAGES = ((8, 2.5e-3, False, 0.2), (6, 1.8e-3, True, 0.4), (5, 1.5e-3, True, 0.4))
"""For each stage: passes over the articles, highest learning rate, whether words are hidden and names swapped, and the
share of its result in the weighted average that is shipped."""
SILVER_DROPOUT = 0.15
"""The dropout rate when the teacher's texts are used."""

MODEL = Path(__file__).resolve().parents[1] / "models" / "english" / "entities.npz"
LAYERS = ("W0", "Wn", "b0", "W1", "b1", "W2", "b2", "W3", "b3", "Wo", "bo")


def write(parameters: Parameters, lexicon: TrainingLexicon, path: Path) -> None:
    """Write the file that `entities/network.py` reads."""
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
    parser.add_argument("--silver", type=Path, help="the output folder of entity_teacher.py, as further training data")
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)

    lexicon = build()
    examples = read_annotated(options.data / "entities" / "newswire-train.jsonl")
    augmenter, between, dropout = Augmenter(examples, lexicon), None, DROPOUT
    if options.silver:
        silver, between = read_silver(options.silver / "silver.npz")
        examples = read_silver(options.silver / "annotated.npz")[0] + silver
        dropout = SILVER_DROPOUT
    articles = Counter(word for example in examples for word in set(example.words))
    batches = Batches(lexicon, articles, Size(), between)
    parts = [part for example in examples for part in example.parts(batches.size)]

    parameters = start(batches.facts_width, options.seed)
    average: Parameters = dict.fromkeys(parameters, 0)
    for number, (epochs, rate, harder, share) in enumerate(STAGES, 1):
        kept = work / f"{'taught' if options.silver else 'stage'}-{number}.npz"
        if not kept.exists():
            seed = options.seed + number
            np.savez(kept, **train(parameters, batches, parts, augmenter, epochs, rate, harder, seed, dropout))
        with np.load(kept) as file:
            parameters = dict(file)
        average = {name: average[name] + share * parameters[name] for name in parameters}
    write(average, lexicon, options.out)


if __name__ == "__main__":
    main()
