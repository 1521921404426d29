"""The shipped models fit together."""

from __future__ import annotations

from newsreader.language.entities import crf
from newsreader.language.entities import network as entity_network

LABELS = {"PERSON", "ORG", "LOC", "FAC", "NORP", "PRODUCT", "MISC", "DATE", "MONEY"}


def test_the_models_fit_together() -> None:
    network, field = entity_network.load(), crf.load()
    assert field.transitions.shape == network.transitions.shape
    assert len(field.fine) == len(network.gazetteer.rows)
    assert field.fine.max() < len(field.coarse)


def test_the_model_names_its_labels() -> None:
    labels = entity_network.load().labels
    assert labels[0] == "O"
    assert {label[2:] for label in labels[1:]} == LABELS
