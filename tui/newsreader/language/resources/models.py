"""Finds and loads what is trained: each file once, on first use."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from newsreader import resources

__all__ = ["MODEL", "load_json", "path"]

MODEL = "english-12"
"""Names the models in stored analyses: raise it with any retrained model or changed rule, and old ones are redone."""


def path(name: str) -> Path:
    """Where the model file `name` (such as "entities.npz") lies on disk."""
    return resources.models() / "english" / name


@cache
def load_json(name: str) -> Any:
    """The model file `name`, parsed. Callers only read it: the result is shared."""
    return json.loads(path(name).read_text(encoding="utf-8"))
