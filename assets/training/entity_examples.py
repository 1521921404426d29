"""Turn annotated articles into training examples: consistent spans, labels, and batches of a fixed size."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from entity_gazetteer import TrainingLexicon
from numpy.typing import NDArray

from newsreader.language.document.tokens import tokenise
from newsreader.language.entities.features import BUCKETS, CONTEXTS, FORMS, Encoded, encode, form_features, segments

__all__ = [
    "LABELS",
    "NUMBER",
    "Batches",
    "Example",
    "Size",
    "read_annotated",
    "read_silver",
    "with_whole_edges",
    "write_silver",
]

CLASSES = ("PERSON", "ORG", "LOC", "FAC", "NORP", "PRODUCT", "MISC", "DATE", "MONEY")
LABELS = ("O", *(f"{part}-{name}" for name in CLASSES for part in "BILU"))
NUMBER = {label: number for number, label in enumerate(LABELS)}

_TRUE = 30.0  # the score of a true label: the others then have almost no probability

LENGTH = 64
"""The most tokens that are labelled together."""

_IN_DEV_TOO = ("arg_buenosairestimes_6.txt", "cn_article_scmp_76.txt")
"""Training articles that are in newswire-dev too, under other names: they would make its figures too good."""
_DAYS = frozenset(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
_DIRECTION = re.compile(
    r"(?:(?:central|upper|lower|(?:north|south)-?(?:east|west)|north|south|east|west)(?:ern)?(?: of)? )+(?=[A-Z])"
)


@dataclass(frozen=True)
class Size:
    """The size of a batch: places (tokens and line breaks), stretches labelled together, distinct words."""

    places: int = 6144
    stretches: int = 640
    types: int = 3584


@dataclass(frozen=True)
class Example:
    """A text, or a part of one: its tokens and their labels.

    `labels` are the numbers of the true labels in `LABELS`. `targets` are a teacher's scores for all labels, one row
    for each token, or None.
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    labels: NDArray[np.int32]
    targets: NDArray[np.float16] | None = None

    def encoded(self) -> Encoded:
        return encode(self.text, self.words, self.starts, self.ends)

    def part(self, first: int, last: int) -> Example:
        """Return the tokens `[first, last)` as an example."""
        return replace(
            self,
            words=self.words[first:last],
            starts=self.starts[first:last],
            ends=self.ends[first:last],
            labels=self.labels[first:last],
            targets=None if self.targets is None else self.targets[first:last],
        )

    def parts(self, size: Size) -> Iterator[Example]:
        """Yield the example in parts that fit into a batch."""
        opens, lengths = segments(self.encoded())
        first = count = 0
        for open_, length in zip(opens.tolist(), lengths.tolist(), strict=True):
            if open_ + length - first > size.places // 2 or count == size.stretches // 2:
                yield self.part(first, open_)
                first, count = open_, 0
            count += 1
        yield self.part(first, len(self.words))

    def spans(self) -> Iterator[tuple[int, int, str]]:
        """Yield the labelled entities: tokens `[first, last)` and class."""
        first = 0
        for index in self.labels.nonzero()[0].tolist():
            label = LABELS[self.labels[index]]
            if label[0] in "BU":
                first = index
            if label[0] in "LU":
                yield first, index + 1, label[2:]


def _consistent(text: str, spans: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Yield the spans as one consistent annotator would mark them.

    "Nairobi, Kenya" is two places (the annotators split four of five such pairs), "southern Mongolia" is Mongolia, no
    span begins with "the", a weekday is a date, and a span without a letter or digit is dropped.
    """
    for start, end, label in spans:
        if not any(character.isalnum() for character in text[start:end]):
            continue
        while text[start : start + 4].lower() == "the " and label not in ("DATE", "MONEY"):
            start += 4
        if text[start:end] in _DAYS:
            label = "DATE"
        if label == "LOC":
            direction = _DIRECTION.match(text[start:end])
            if direction:
                start += direction.end()
            parts = text[start:end].split(", ")
            if len(parts) > 1 and all(p[:1].isupper() for p in parts) and not parts[1].startswith(("D.C", "DC")):
                for part in parts:
                    yield start, start + len(part), label
                    start += len(part) + 2
                continue
        yield start, end, label


def _labels(text: str, spans: Iterable[tuple[int, int, str]], starts: list[int], ends: list[int]) -> NDArray[np.int32]:
    labels = np.zeros(len(starts), np.int32)
    first_at = {start: index for index, start in enumerate(starts)}
    last_at = {end: index for index, end in enumerate(ends)}
    for start, end, label in _consistent(text, spans):
        first, last = first_at.get(start), last_at.get(end)
        if first is None or last is None:  # about one span in 800 begins or ends inside a token
            continue
        labels[first : last + 1] = NUMBER["I-" + label]
        labels[first], labels[last] = NUMBER["B-" + label], NUMBER["L-" + label]
        if first == last:
            labels[first] = NUMBER["U-" + label]
    return labels


def read_annotated(path: Path) -> list[Example]:
    """Return the articles of a file with one {"id", "text", "entities": [[start, end, label]]} per line."""
    examples: list[Example] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["id"] in _IN_DEV_TOO:
            continue
        words, starts, ends = tokenise(row["text"])
        labels = _labels(row["text"], [tuple(e) for e in row["entities"]], starts, ends)
        examples.append(Example(row["text"], words, starts, ends, labels))
    return examples


def write_silver(path: Path, examples: Sequence[Example], between: NDArray[np.float32]) -> None:
    """Write texts that a teacher labelled: `examples` with `targets`, and its scores for pairs of labels."""
    targets = [example.targets for example in examples if example.targets is not None]
    np.savez(
        path,
        texts=np.frombuffer(json.dumps([example.text for example in examples]).encode(), np.uint8),
        labels=np.concatenate([example.labels for example in examples]).astype(np.uint8),
        targets=np.concatenate(targets),
        between=between,
    )


def read_silver(path: Path) -> tuple[list[Example], NDArray[np.float32]]:
    """Return the data that `write_silver` wrote."""
    with np.load(path) as file:
        texts, between = json.loads(file["texts"].tobytes()), file["between"]
        labels, targets = file["labels"].astype(np.int32), file["targets"]
    examples: list[Example] = []
    first = 0
    for text in texts:
        words, starts, ends = tokenise(text)
        last = first + len(words)
        examples.append(Example(text, words, starts, ends, labels[first:last], targets[first:last]))
        first = last
    return examples, between


def with_whole_edges(labels: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the labels of one stretch, in which an entity that is cut off at the edge becomes a shorter, whole one."""
    labels = labels.copy()
    opening = LABELS[labels[0]]
    if opening[0] in "IL":
        labels[0] = NUMBER[("B" if opening[0] == "I" else "U") + opening[1:]]
    closing = LABELS[labels[-1]]
    if closing[0] in "BI":
        alone = len(labels) == 1 or LABELS[labels[-2]][0] not in "BI"
        labels[-1] = NUMBER[("U" if alone else "L") + closing[1:]]
    return labels


class Batches:
    """Packs examples into arrays of one fixed size, so that the network is compiled only once.

    `articles` counts the articles with each word: training hides the letters of rare words more often. `between` are a
    teacher's scores for pairs of labels.
    """

    def __init__(
        self, lexicon: TrainingLexicon, articles: Counter[str], size: Size, between: NDArray[np.float32] | None = None
    ) -> None:
        self.size = size
        self._between = np.zeros((len(LABELS), len(LABELS)), np.float32) if between is None else between
        self._articles = articles
        self._known = lexicon.packed()
        known = np.any(lexicon.vectors, axis=1, keepdims=True)
        bits = lexicon.lists[:, None] >> np.arange(7) & 1
        facts = np.concatenate([lexicon.vectors, bits, known], axis=1).astype(np.float32)
        self._facts = np.concatenate([facts, np.zeros((1, facts.shape[1]), np.float32)])
        self.facts_width = facts.shape[1]

    def pack(self, examples: Iterable[Example]) -> Iterator[dict[str, Any]]:
        """Yield the batches of the examples, in their order."""
        return map(self.batch, self.gathered(examples))

    def gathered(self, examples: Iterable[Example]) -> Iterator[list[tuple[Example, Encoded]]]:
        """Yield the examples of each batch, in their order; a batch is filled before the next begins."""
        waiting: list[tuple[Example, Encoded]] = []
        room = self.room()
        for example in examples:
            encoded = example.encoded()
            needs = self.needs(encoded)
            if waiting and any(need > left for need, left in zip(needs, room, strict=True)):
                yield waiting
                waiting, room = [], self.room()
            waiting.append((example, encoded))
            room = tuple(left - need for need, left in zip(needs, room, strict=True))
        if waiting:
            yield waiting

    def room(self) -> tuple[int, ...]:
        """Return the capacity of a batch: places, stretches, types."""
        return self.size.places - 1, self.size.stretches, self.size.types - 1

    def needs(self, encoded: Encoded) -> tuple[int, ...]:
        """Return the share of `room` that an example needs, in the same order."""
        return len(encoded.flat), len(segments(encoded)[0]), len(encoded.types)

    def batch(self, chosen: Sequence[tuple[Example, Encoded]]) -> dict[str, Any]:
        """Return one batch.

        `index[s, t]` is the place of token t of stretch s; `mask` says which tokens exist. `targets[s, t]` are its
        label scores: the teacher's, or a high one for the true label. `between[i, j]` is added for label j after i.
        """
        size = self.size
        batch: dict[str, Any] = {
            "flat": np.zeros(size.places, np.int32),
            "context": np.zeros((size.places, CONTEXTS), np.float32),
            "form": np.zeros(size.places, np.int32),
            "index": np.zeros((size.stretches, LENGTH), np.int32),
            "mask": np.zeros((size.stretches, LENGTH), np.float32),
            "between": self._between,
            "targets": np.zeros((size.stretches, LENGTH, len(LABELS)), np.float32),
        }
        types = {"\n": 0}
        place = form = 1
        stretch = 0
        for example, encoded in chosen:
            number = np.array([types.setdefault(t, len(types)) for t in encoded.types], np.int32)
            end = place + len(encoded.flat)
            batch["flat"][place:end] = number[encoded.flat]
            batch["context"][place:end] = encoded.context
            batch["form"][place:end] = encoded.form + form
            for first, length in zip(*segments(encoded), strict=True):
                batch["index"][stretch, :length] = encoded.places[first : first + length] + place
                batch["mask"][stretch, :length] = 1
                if example.targets is not None:
                    batch["targets"][stretch, :length] = example.targets[first : first + length]
                else:
                    labels = with_whole_edges(example.labels[first : first + length])
                    batch["targets"][stretch, np.arange(length), labels] = _TRUE
                stretch += 1
            place = end
            form += int(encoded.form.max()) + 1
        known = self._known.look_up(list(types))
        batch["facts"] = np.zeros((size.types, self.facts_width), np.float32)
        batch["facts"][: len(types)] = self._facts[known.rows]  # -1 (unknown) is the last row: zeros
        articles = np.array([self._articles[t] for t in types])
        batch["hidden"] = np.zeros(size.types, np.float32)
        batch["hidden"][: len(types)] = 1 / (1.5 + articles)
        batch["features"] = np.full((size.types, FORMS), BUCKETS, np.int32)
        for row, word in enumerate(types):
            if row:
                features = form_features(word, known.clusters[row])
                batch["features"][row, : len(features)] = features
        return batch
