"""When garbage is collected, without an app."""

from __future__ import annotations

import gc

import pytest

from fake_context import FakeContext
from newsreader.ui.reader.controllers import ReaderControllers
from newsreader.ui.reader.gc_scheduler import REST_S, GcScheduler


def test_memory_is_collected_when_the_reader_stays_with_an_article(
    context: FakeContext, controllers: ReaderControllers, monkeypatch: pytest.MonkeyPatch
) -> None:
    collected: list[bool] = []
    monkeypatch.setattr(gc, "collect", lambda: collected.append(True))
    controllers.article.settle()
    first = context.timer(REST_S)
    context.articles.cursor_down()
    first.run()
    assert collected == []
    controllers.article.settle()
    context.timer(REST_S).run()
    assert collected == [True]


def test_the_collector_leaves_full_collections_to_the_scheduler(
    context: FakeContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    thresholds: list[tuple[int, ...]] = []
    monkeypatch.setattr(gc, "freeze", lambda: None)
    monkeypatch.setattr(gc, "set_threshold", lambda *numbers: thresholds.append(numbers))
    GcScheduler(context).begin()
    assert thresholds[0][2] == 1_000
