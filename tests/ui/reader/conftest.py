"""The controllers of the reader without an app."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest

from fake_context import FakeAnalyst, FakeContext
from newsreader.background.analysis_client import Analyst
from newsreader.library.store import Library
from newsreader.ui.reader.controllers import ReaderControllers


@pytest.fixture
def context(library: Library) -> Iterator[FakeContext]:
    """A context without an app, on the library of the newsroom."""
    made = FakeContext(library)
    yield made
    made.undo.close()


@pytest.fixture
def analyst() -> FakeAnalyst:
    """An analyst that records requests."""
    return FakeAnalyst()


@pytest.fixture
def controllers(context: FakeContext, analyst: FakeAnalyst) -> ReaderControllers:
    """All controllers, started: the newest article is open, and the cursor is in the list."""
    made = ReaderControllers(context, cast(Analyst, analyst))
    context.articles.watcher = made.article.open
    made.start()
    made.place.read_list()
    context.settle()
    return made
