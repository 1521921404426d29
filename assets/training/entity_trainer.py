"""Train the entity network in JAX; `entities/network.py` is the same network in numpy.

The loss is that of a linear-chain conditional random field over the labels (Lafferty and others, 2001).
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from entity_augmentation import Augmenter
from entity_examples import LABELS, Batches, Example

from newsreader.language.entities.features import BUCKETS, CONTEXTS, FORMS, WITHOUT_LETTERS
from newsreader.language.entities.posterior_decoding import follows

__all__ = ["DROPOUT", "Parameters", "start", "train"]

Parameters = dict[str, Any]
Batch = dict[str, Any]

WIDTH = 128
HASHED_WIDTH = 48
DROPOUT = 0.25
"""The default dropout rate."""
FEATURE_SHARE = 0.6
"""The dropout rate of the features of words, as a share of the general rate."""

_NEVER = -1e4
_WITHOUT_LETTERS = np.isin(np.arange(FORMS), WITHOUT_LETTERS).astype(np.float32)
_FORBIDDEN = np.array([[0 if follows(a, b) else _NEVER for b in LABELS] for a in LABELS], np.float32)
_OPENING = np.array([0 if label[0] in "OBU" else _NEVER for label in LABELS], np.float32)
_CLOSING = np.array([0 if label[0] in "OLU" else _NEVER for label in LABELS], np.float32)


def start(facts_width: int, seed: int) -> Parameters:
    """Return random parameters to start from."""
    dice = np.random.default_rng(seed)

    def weights(rows: int, columns: int, scale: float = 1.0) -> Any:
        return jnp.array(dice.normal(0, scale * math.sqrt(2 / rows), (rows, columns)), jnp.float32)

    count = len(LABELS)
    return {
        "hashed": jnp.array(dice.normal(0, 0.1, (BUCKETS + 1, HASHED_WIDTH)), jnp.float32).at[-1].set(0),
        "W0": weights(facts_width + HASHED_WIDTH, WIDTH),
        "Wn": weights(CONTEXTS, WIDTH, 0.5),
        "W1": weights(5 * WIDTH, WIDTH),
        "W2": weights(3 * WIDTH, WIDTH),
        "W3": weights(4 * WIDTH, WIDTH),
        "Wo": weights(2 * WIDTH, count, 0.5),
        "transitions": jnp.zeros((count, count)),
        "bo": jnp.zeros(count),
        **{f"b{layer}": jnp.zeros(WIDTH) for layer in range(4)},
    }


def _window(rows: Any, reach: int) -> Any:
    padded = jnp.pad(rows, ((reach, reach), (0, 0)))
    return jnp.concatenate([padded[i : i + rows.shape[0]] for i in range(2 * reach + 1)], axis=1)


def scores(p: Parameters, batch: Batch, key: Any = None) -> Any:
    """Return a score for each label at each place; with dropout if a random `key` is given."""
    keys = iter(jax.random.split(key, 14)) if key is not None else None

    def drop(values: Any, rate: float, shape: tuple[int, ...] | None = None) -> Any:
        if keys is None:
            return values
        return values * jax.random.bernoulli(next(keys), 1 - rate, shape or values.shape) / (1 - rate)

    dropout = batch.get("dropout", 0)
    less = FEATURE_SHARE * dropout
    hashed = p["hashed"][batch["features"]]
    if keys is not None:  # rare words often show only their shape and cluster
        hidden = jax.random.bernoulli(next(keys), batch["hidden"])[:, None, None]
        hashed *= jnp.where(hidden, _WITHOUT_LETTERS[None, :, None], 1)
    hashed = drop(hashed, less, (*hashed.shape[:2], 1)).sum(axis=1) / 3
    vectors, lists = batch["facts"][:, :50], batch["facts"][:, 50:]
    vectors = drop(vectors, less, (vectors.shape[0], 1)) * (1 if keys is None else 1 - less)
    lists = drop(lists, less) * (1 if keys is None else 1 - less)
    words = jnp.concatenate([vectors, lists, hashed], axis=1) @ p["W0"]
    here = words[batch["flat"]] + batch["context"] @ p["Wn"] + p["b0"]
    here = drop(jax.nn.relu(here), dropout)
    near = drop(jax.nn.relu(_window(here, 2) @ p["W1"] + p["b1"]), dropout)
    wide = near + jax.nn.relu(_window(near, 1) @ p["W2"] + p["b2"])
    mentions = drop(jax.ops.segment_max(wide, batch["form"], num_segments=len(batch["form"]))[batch["form"]], dropout)
    last = jnp.concatenate([_window(drop(wide, dropout), 1), mentions], axis=1)
    last = drop(jax.nn.relu(last @ p["W3"] + p["b3"]), dropout)
    return jnp.concatenate([last, here], axis=1) @ p["Wo"] + p["bo"]


def _log_total(scores: Any, mask: Any, transitions: Any) -> Any:
    """Return the logarithm of the sum over all label sequences of each stretch; 0 for a stretch that does not exist."""
    ways = jnp.exp(transitions)

    def step(reached: Any, token: tuple[Any, Any]) -> tuple[Any, None]:
        score, exists = token
        top = reached.max(axis=1, keepdims=True)
        following = jnp.log(jnp.maximum(jnp.exp(reached - top) @ ways, 1e-30)) + top + score
        return jnp.where(exists[:, None] > 0, following, reached), None

    reached, _ = jax.lax.scan(step, scores[:, 0] + _OPENING, (scores[:, 1:].transpose(1, 0, 2), mask[:, 1:].T))
    return jax.nn.logsumexp(reached + _CLOSING, axis=1) * mask[:, 0]


def loss(scores_of_places: Any, transitions: Any, batch: Batch) -> Any:
    """Return the negative log probability of the labels, per token.

    With the soft targets of a teacher, it is the mean over all label sequences, weighted by their probability under the
    targets (distillation, Hinton and others 2015). This needs only the marginal probabilities of labels and of pairs of
    labels, which are the gradient of the log of the sum over all sequences.
    """
    scored, mask = scores_of_places[batch["index"]], batch["mask"]

    def total(targets: Any, between: Any) -> Any:
        return _log_total(targets, mask, between + _FORBIDDEN).sum()

    each, pairs = jax.grad(total, (0, 1))(batch["targets"], batch["between"])
    likely = (each * scored).sum() + (pairs * transitions).sum()
    return (_log_total(scored, mask, transitions + _FORBIDDEN).sum() - likely) / mask.sum()


def _loss(p: Parameters, batch: Batch, key: Any) -> Any:
    return loss(scores(p, batch, key), p["transitions"], batch)


def _one_step(state: Any, batch: Batch, key: Any, rate: Any, count: Any) -> Any:
    """Do one step of Adam (Kingma and Ba, 2015) with clipped gradients; `average` is a running mean of parameters."""
    parameters, mean, square, average = state
    lost, slope = jax.value_and_grad(_loss)(parameters, batch, key)
    norm = jnp.sqrt(sum((g**2).sum() for g in jax.tree.leaves(slope)))
    slope = jax.tree.map(lambda g: g * jnp.minimum(1, 1 / (norm + 1e-6)), slope)
    mean = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, mean, slope)
    square = jax.tree.map(lambda v, g: 0.98 * v + 0.02 * g**2, square, slope)
    parameters = jax.tree.map(
        lambda p, m, v: p - rate * (m / (1 - 0.9**count) / (jnp.sqrt(v / (1 - 0.98**count)) + 1e-8) + 0.001 * p),
        parameters,
        mean,
        square,
    )
    parameters["hashed"] = parameters["hashed"].at[-1].set(0)
    average = jax.tree.map(lambda a, p: 0.995 * a + 0.005 * p, average, parameters)
    return (parameters, mean, square, average), lost


_step = jax.jit(_one_step)


def learning_rate(highest: float, step: int, steps: int) -> float:
    """Return the learning rate of a step: it rises to `highest` in 60 steps, then falls to 0 along a cosine."""
    return highest * min(1, step / 60) * max(0.02, 0.5 * (1 + math.cos(math.pi * min(1, step / (steps + 5)))))


def train(
    parameters: Parameters,
    batches: Batches,
    examples: Sequence[Example],
    augmenter: Augmenter,
    epochs: int,
    highest_rate: float,
    harder: bool,
    seed: int,
    dropout: float = DROPOUT,
) -> Parameters:
    """Return the parameters after `epochs` passes over `examples` in random order, averaged over the last steps.

    With `harder`, names are swapped and the letters of rare words hidden.
    """
    dice, key = random.Random(seed), jax.random.key(seed)
    zeros = jax.tree.map(jnp.zeros_like, parameters)
    state = parameters, zeros, zeros, parameters
    order = list(examples)
    total = epochs * sum(1 for _ in batches.pack(order))
    count, began = 0, time.monotonic()
    for epoch in range(epochs):
        dice.shuffle(order)
        losses = []
        for batch in batches.pack([augmenter.copy(example, dice, harder) for example in order]):
            batch["hidden"] *= harder
            batch["dropout"] = np.float32(dropout)
            count += 1
            rate = learning_rate(highest_rate, count, total)
            state, lost = _step(state, batch, jax.random.fold_in(key, count), rate, count)
            losses.append(lost)
        mean = float(np.mean([float(lost) for lost in losses]))
        print(f"epoch {epoch + 1} of {epochs}: loss {mean:.4f}, {time.monotonic() - began:.0f} s", flush=True)
    return {name: np.asarray(value) for name, value in state[3].items()}
