"""Train the entity recogniser: `python assets/training/entities.py DATA` writes assets/models/english/entities.npz.

DATA is the data folder. From it are used: entities/newswire-train.jsonl (annotated) and the texts, without any
annotation, of quotes/train.jsonl. `entities.md` says what else to install, how it is done and what came of it.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from entity_examples import LABELS, Batches, Example, read_annotated, read_plain
from entity_lexicon import Lexicon, build
from entity_reader import WIDTH, Reader
from entity_trainer import Parameters, predict, probabilities, start, train
from numpy.typing import NDArray

PLAIN_TOKENS = 400_000
TEACHER_EPOCHS = 5
STUDENT_EPOCHS = 5

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


def stored(parameters: Parameters | None, path: Path) -> Parameters:
    """Parameters kept in the work folder, so that a broken run goes on where it was; written where given."""
    if parameters is not None:
        np.savez(path, **parameters)
    with np.load(path) as file:
        return dict(file)


def read_along(reader: Reader, examples: Sequence[Example], path: Path) -> list[Example]:
    """The examples with what the reader makes of them, kept at `path`; in pieces that fit a batch."""
    if not path.exists():
        np.save(path, np.concatenate(reader.read([example.words for example in examples])))
    states = np.load(path, mmap_mode="r")
    pieces: list[Example] = []
    first = 0
    for example in examples:
        last = first + len(example.words)
        pieces += replace(example, reader=states[first:last]).parts()
        first = last
    return pieces


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the data folder")
    parser.add_argument("--work", type=Path, required=True, help="a folder for what is kept between the stages, 2 GB")
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)

    lexicon = build()
    annotated = read_annotated(options.data / "entities" / "newswire-train.jsonl")
    plain = read_plain(options.data / "quotes" / "train.jsonl", PLAIN_TOKENS)

    reader = Reader(work / "reader")
    with_reader = Batches(lexicon, WIDTH)
    annotated_pieces = read_along(reader, annotated, work / "annotated.npy")
    if not (work / "teacher.npz").exists():
        fresh = start(with_reader.facts_width, WIDTH, options.seed)
        stored(train(fresh, with_reader, annotated_pieces, TEACHER_EPOCHS, options.seed), work / "teacher.npz")
    teacher = stored(None, work / "teacher.npz")

    taught: list[Example] = []
    for piece in read_along(reader, plain, work / "plain.npy"):
        soft = probabilities(teacher, with_reader, piece)
        taught.append(replace(piece, soft=soft, reader=None))
    print(f"{len(annotated_pieces)} annotated pieces, {len(taught)} taught by the teacher")

    without_reader = Batches(lexicon)
    examples = [replace(piece, reader=None) for piece in annotated_pieces] + taught
    fresh = start(without_reader.facts_width, 0, options.seed)
    student = train(fresh, without_reader, examples, STUDENT_EPOCHS, options.seed)
    write(stored(student, work / "student.npz"), lexicon, options.out)
    for start_, end, label in predict(student, without_reader, annotated_pieces[0])[:10]:
        print(annotated_pieces[0].text[start_:end], label)


if __name__ == "__main__":
    main()
