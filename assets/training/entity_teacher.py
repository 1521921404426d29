"""Label news for the recogniser's network to learn from: `python assets/training/entity_teacher.py DATA --work FOLDER`.

DATA is the data folder; of it, entities/newswire-train.jsonl is learnt from, and quotes/train.jsonl, of which only the
texts are read, is labelled. The teacher is the recogniser's network with the vectors of a transformer besides. Its
scores are added to those of the network and the chain that `entities.py` and `entity_chain_trainer.py` wrote before.
Writes FOLDER/silver.jsonl, which `entities.py --silver` takes.
"""

from __future__ import annotations

import argparse
import json
import math
import pickle
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import entity_transformer as transformer
import jax
import jax.numpy as jnp
import numpy as np
from entity_changes import Changes
from entity_examples import LABELS, Batches, Example, Size, read_annotated
from entity_lexicon import build
from entity_trainer import WIDTH, Parameters, learning_rate, loss, scores, start
from numpy.typing import NDArray

from newsreader.language import entity_chain, entity_network
from newsreader.language.entity_decoding import decode
from newsreader.language.entity_features import Encoded, segments
from newsreader.language.tokens import tokenise

PASSES = 2
RATE = 2e-3
"""The highest learning rate of the network; that of the transformer is `SLOWER` times as high."""
SLOWER = 0.08
SIZE = Size(places=3584, stretches=448, types=2304)
WINDOWS = 28
"""The windows of the transformer in a batch."""


class TeacherBatches(Batches):
    """Batches with the pieces of words that the transformer sees."""

    def room(self) -> tuple[int, ...]:
        return *super().room(), WINDOWS

    def needs(self, encoded: Encoded) -> tuple[int, ...]:
        return *super().needs(encoded), len(list(transformer.windows(_words(encoded))))

    def batch(self, chosen: Sequence[tuple[Example, Encoded]]) -> dict[str, Any]:
        """`piece[p]` is the index of the first piece of the word at place p, one beyond the last for none."""
        batch = super().batch(chosen)
        length = transformer.LENGTH
        batch["pieces"] = np.zeros((WINDOWS, length), np.int32)
        batch["seen"] = np.zeros((WINDOWS, length), np.float32)
        batch["seen"][:, 0] = 1
        batch["piece"] = np.full(self.size.places, WINDOWS * length, np.int32)
        window, place = 0, 1
        for _, encoded in chosen:
            for numbers, starts, first in transformer.windows(_words(encoded)):
                batch["pieces"][window, : len(numbers)] = numbers
                batch["seen"][window, : len(numbers)] = 1
                places = encoded.places[first : first + len(starts)] + place
                batch["piece"][places] = window * length + np.array(starts)
                window += 1
            place += len(encoded.flat)
        return batch


def _words(encoded: Encoded) -> list[str]:
    return [encoded.types[number] for number in encoded.flat[encoded.places].tolist()]


def begin(facts_width: int, seed: int) -> Parameters:
    """The teacher's parameters before training."""
    dice = np.random.default_rng(seed)

    def weights(rows: int, columns: int, scale: float = 1.0) -> Any:
        return jnp.array(dice.normal(0, scale * math.sqrt(2 / rows), (rows, columns)), jnp.float32)

    return start(facts_width, seed) | {
        "transformer": transformer.read(),
        "Wv": weights(transformer.WIDTH, WIDTH, 0.3),
        "Ww": weights(transformer.WIDTH, 2 * WIDTH, 0.5),
        "bw": jnp.zeros(2 * WIDTH),
        "Wo": weights(4 * WIDTH, len(LABELS), 0.5),
    }


def teacher_scores(p: Parameters, batch: dict[str, Any], key: Any = None) -> Any:
    """A score for each label at each place; with dropout where a random `key` is given."""
    below, above = jax.random.split(key) if key is not None else (None, None)
    vectors = transformer.vectors(p["transformer"], batch["pieces"], batch["seen"], below)
    flat = jnp.concatenate([vectors.reshape(-1, transformer.WIDTH), jnp.zeros((1, transformer.WIDTH))])
    return scores(p, batch, above, flat[batch["piece"]])


def _one_step(state: Any, batch: dict[str, Any], key: Any, rate: Any, count: Any) -> Any:
    """One step of Adam, slower for the transformer; `average` follows the parameters."""

    def lost(p: Parameters) -> Any:
        return loss(teacher_scores(p, batch, key), p["transitions"], batch)

    parameters, mean, square, average = state
    value, slope = jax.value_and_grad(lost)(parameters)
    norm = jnp.sqrt(sum((g**2).sum() for g in jax.tree.leaves(slope)))
    slope = jax.tree.map(lambda g: g * jnp.minimum(1, 1 / (norm + 1e-6)), slope)
    mean = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, mean, slope)
    square = jax.tree.map(lambda v, g: 0.98 * v + 0.02 * g**2, square, slope)

    def moved(path: Any, p: Any, m: Any, v: Any) -> Any:
        names = [part.key for part in path]
        if names[0] == "transformer" and transformer.is_frozen(names[1]):
            return p
        step = rate * SLOWER if names[0] == "transformer" else rate
        return p - step * (m / (1 - 0.9**count) / (jnp.sqrt(v / (1 - 0.98**count)) + 1e-8) + 0.001 * p)

    parameters = jax.tree_util.tree_map_with_path(moved, parameters, mean, square)
    parameters["hashed"] = parameters["hashed"].at[-1].set(0)
    average = jax.tree.map(lambda a, p: 0.99 * a + 0.01 * p, average, parameters)
    return (parameters, mean, square, average), value


_step = jax.jit(_one_step, donate_argnums=0)
_scores = jax.jit(teacher_scores)


def train(batches: Batches, examples: Sequence[Example], changes: Changes, seed: int) -> Parameters:
    """The teacher, a running average of the last steps. Every other pass has names swapped."""
    dice, key = random.Random(seed), jax.random.key(seed, impl="rbg")
    parameters = begin(batches.facts_width, seed)

    def zeros() -> Any:
        return jax.tree.map(jnp.zeros_like, parameters)

    state: Any = (parameters, zeros(), zeros(), jax.tree.map(jnp.array, parameters))
    order = list(examples)
    total = PASSES * sum(1 for _ in batches.gathered(order))
    count, began = 0, time.monotonic()
    for number in range(PASSES):
        dice.shuffle(order)
        for batch in batches.pack([changes.copy(example, dice, number % 2 == 1) for example in order]):
            count += 1
            rate = learning_rate(RATE, count, total)
            state, value = _step(state, batch, jax.random.fold_in(key, count), rate, count)
            if count % 20 == 0:
                print(f"step {count} of {total}: loss {float(value):.4f}, {time.monotonic() - began:.0f} s", flush=True)
    average: Parameters = jax.tree.map(np.asarray, state[3])
    return average


def labelled(teacher: Parameters, batches: Batches, texts: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Each of `texts` with the names that the teacher, the network and the chain find together."""
    wholes = [_unlabelled(text) for text in texts]
    found = [np.zeros((len(whole.words), len(LABELS)), np.float32) for whole in wholes]
    parts = [(number, part) for number, whole in enumerate(wholes) for part in whole.parts(batches.size)]
    done = [0] * len(wholes)
    at = 0
    for chosen in batches.gathered([part for _, part in parts]):
        rows, place = np.asarray(_scores(teacher, batches.batch(chosen))), 1
        for _, encoded in chosen:
            number, size = parts[at][0], len(encoded.places)
            found[number][done[number] : done[number] + size] = rows[encoded.places + place]
            done[number] += size
            place += len(encoded.flat)
            at += 1
    network, chain = entity_network.load(), entity_chain.load()
    transitions = teacher["transitions"] + network.transitions + chain.transitions
    for whole, rows in zip(wholes, found, strict=True):
        encoded = whole.encoded()
        rows += network.scores(encoded) + chain.scores(encoded)
        best: NDArray[np.int64] = decode(rows, transitions, network.labels, *segments(encoded))
        named = Example(whole.text, whole.words, whole.starts, whole.ends, best.astype(np.int32))
        spans = [[whole.starts[first], whole.ends[last - 1], label] for first, last, label in named.spans()]
        yield {"text": whole.text, "entities": spans}


def _unlabelled(text: str) -> Example:
    words, starts, ends = tokenise(text)
    return Example(text, words, starts, ends, np.zeros(len(words), np.int32))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the data folder")
    parser.add_argument("--work", type=Path, required=True, help="a folder that keeps the teacher, and for the result")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)

    lexicon = build()
    annotated = read_annotated(options.data / "entities" / "newswire-train.jsonl")
    articles = Counter(word for example in annotated for word in set(example.words))
    batches = TeacherBatches(lexicon, articles, SIZE)
    kept = work / "teacher.pickle"
    if not kept.exists():
        pieces = [piece for example in annotated for piece in example.parts(SIZE)]
        kept.write_bytes(pickle.dumps(train(batches, pieces, Changes(annotated, lexicon), options.seed)))
    teacher: Parameters = jax.tree.map(jnp.asarray, pickle.loads(kept.read_bytes()))
    lines = (options.data / "quotes" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [text for text in (json.loads(line)["text"] for line in lines) if text.split()]
    with (work / "silver.jsonl").open("w", encoding="utf-8") as file:
        for row in labelled(teacher, batches, texts):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
