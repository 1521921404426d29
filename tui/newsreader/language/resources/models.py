"""Find and load the files of the trained models, each once, on first use."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from newsreader import resources

__all__ = ["MODEL", "load_json", "path"]

MODEL = "english-12"
"""The version of the models, stored with each analysis. Raise it when a model or rule changes: stored analyses are then
made again."""


def path(name: str) -> Path:
    """Return the path of the model file `name` (such as "entities.npz")."""
    return resources.models() / "english" / name


@cache
def load_json(name: str) -> Any:
    """Return the parsed model file `name`. The result is shared between callers; do not change it."""
    return json.loads(path(name).read_text(encoding="utf-8"))
