"""The Punkt model makes the same decisions as NLTK with the same files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from newsreader import resources
from newsreader.language.document.document import read


def pieces(text: str, title: str = "") -> list[str]:
    return [text[s.start : s.end] for s in read(text, title).sentences]


def test_the_model_is_found_by_nltk_and_decides_as_nltk_does(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    nltk_data = pytest.importorskip("nltk.data")
    from nltk.tokenize import PunktTokenizer

    # NLTK refuses files that others can write to; after a checkout with umask 002 the group can.
    models = tmp_path / "models"
    shutil.copytree(resources.models() / "tokenizers", models / "tokenizers")
    for path in (models, *models.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    monkeypatch.setattr(nltk_data, "path", [str(models)])
    text = (
        "Mr. Obama went to see Dr. Patel on Oct. 5 in the U.S. capital. The two met Sen. Sanders there. Prices rose in "
        "2015. That was no surprise. Acme Corp. said it would pay $5 million. Its rival, Bolt Inc. of Ohio, would not. "
        "The train left at 9 a.m. on Monday. Gov. Cuomo was on it."
    )
    assert pieces(text) == PunktTokenizer().tokenize(text)
