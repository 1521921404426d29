"""A worker that makes up its analyses: what an article says decides what becomes of it."""

from __future__ import annotations

import sys

import pytest

from newsreader.background import worker_process

__all__ = ["READ_ONLY", "fake_worker"]

_FAKE = """
import os, runpy, sys, time, types
from newsreader.language.resources import models
from newsreader.model import analysis
def analyse(text, title="", *, sentences=3, method="news"):
    if "print" in text: print("noise", flush=True); os.write(1, b"more noise")
    if "slow" in text: time.sleep(0.3)
    if "endless" in text: time.sleep(600)
    if "raise" in text: raise RecursionError("too deep")
    if "die" in text: os._exit(3)
    return analysis.Analysis((analysis.Span(0, 1),), method=method, model=models.MODEL, choices=((0,),))
sys.modules["newsreader.language.pipeline"] = types.ModuleType("pipeline")
sys.modules["newsreader.language.pipeline"].analyse = analyse
{before}
runpy.run_module("newsreader.background.analysis_worker", run_name="__main__")
"""

READ_ONLY = """
from functools import partial
from newsreader.library import store
store.Library = partial(store.Library, read_only=True)
"""
"""Code to run before the worker: the library cannot be written."""


def fake_worker(monkeypatch: pytest.MonkeyPatch, *, before: str = "") -> None:
    """Run the analysis worker without its models, after the code `before`."""
    monkeypatch.setattr(worker_process, "COMMAND", (sys.executable, "-c", _FAKE.format(before=before)))
