"""The conditional random field adds up the weights of attributes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from newsreader.language.document.tokens import tokenise
from newsreader.language.entities import crf, crf_features
from newsreader.language.entities.crf import Crf, Weights
from newsreader.language.entities.features import (
    Encoded,
    encode,
)


def encoded_text(text: str) -> Encoded:
    return encode(text, *tokenise(text))


def small_field(encoded: Encoded, kept: float) -> tuple[Crf, dict[int, np.ndarray]]:
    """Return a field of three labels with random weights for a share of the attributes in a text, and the weights."""
    shipped = crf.load()
    near = crf_features.mentions(encoded, shipped.words(encoded.types)).near
    keys = np.unique(np.concatenate([shipped.attributes(encoded).ravel(), near.ravel()]))
    dice = np.random.default_rng(1)
    keys = keys[(keys > 0) & (dice.random(len(keys)) < kept)]
    table = dice.normal(size=(len(keys) + 1, 3)).astype(np.float32)
    table[0] = 0
    field = replace(shipped, weights=Weights(keys, table))
    return field, {int(key): row for key, row in zip(keys, table[1:], strict=True)}


@pytest.mark.parametrize("kept", [0, 0.4, 1])
def test_scores_are_the_sums_of_the_weights_that_training_sees(kept: float) -> None:
    encoded = encoded_text("Mr Lee met Ann May in Oslo. In May, Lee said:\nOSLO 2022! Ann left (Mr Lee too).")
    field, weight = small_field(encoded, kept)
    nothing = np.zeros(3, np.float32)
    rows = field.attributes(encoded).tolist()
    expected = np.array([sum((weight.get(a, nothing) for a in row), nothing) for row in rows])
    found = crf_features.mentions(encoded, field.words(encoded.types))
    token = {place: index for index, place in enumerate(encoded.places.tolist())}
    for place, group in zip(found.places.tolist(), found.group.tolist(), strict=True):
        beside = found.near[found.group[found.first] == group].tolist()
        expected[token[place]] += sum((weight.get(a, nothing) for row in beside for a in row), nothing) / len(beside)
    assert field.scores(encoded) == pytest.approx(expected, abs=1e-4)


def test_attributes_with_the_same_lowest_bits_have_their_own_weights() -> None:
    keys = np.array([5, 5 + (1 << 20), 5 + (3 << 20), 1 << 22], np.uint32)
    table = np.array([[0], [1], [10], [100], [1000]], np.float32)
    attributes = np.array([[5, 5 + (1 << 20), 0], [5 + (3 << 20), 5 + (2 << 20), 1 << 22], [6, 0, 1 << 23]], np.uint32)
    weights = Weights(keys, table)
    assert weights.sums(attributes, np.array([0, 0, 1])).ravel().tolist() == [11, 0, 100, 1000, 0, 0]
    assert Weights(keys[:0], table[:1]).sums(attributes, np.array([0, 0, 0])).ravel().tolist() == [0, 0, 0]
