"""A whole library analysed at once: everything once, whatever breaks on the way."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsreader.background import bulk_analysis
from newsreader.background.analysis_worker import Child
from newsreader.background.bulk_analysis import AnalysisError, Progress, analyse_all, analyse_these
from newsreader.library.store import Library
from newsreader.model.analysis import Span
from newsreader.model.article import Article

FAKE = """
import os, sys, types
from newsreader.background import analysis_worker
from newsreader.model import analysis
from newsreader.language.resources import models
def analyse(text, title="", *, sentences=3, method="news"):
    if "raise" in text: raise RecursionError("too deep")
    if "die" in text: os._exit(3)
    return analysis.Analysis((analysis.Span(0, 1),), method=method, model=models.MODEL, choices=((0,),))
sys.modules["newsreader.language.pipeline"] = types.ModuleType("pipeline")
sys.modules["newsreader.language.pipeline"].analyse = analyse
sys.exit(analysis_worker.main(sys.argv[1:]))
"""
COMMAND = (sys.executable, "-c", FAKE)
READ_ONLY = """
from newsreader.library.store import Library
analysis_worker.Library = lambda path: Library(path, read_only=True)
"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path / "library.db")
    yield opened
    opened.close()


def fill(library: Library, *texts: str) -> list[int]:
    return [added.id for added in library.add(Article(text, f"Title {n}") for n, text in enumerate(texts))]


def test_everything_is_analysed_once_with_several_processes(library: Library) -> None:
    numbers = fill(library, *(f"Text {n}." for n in range(30)))
    library.mark_failed(numbers[3], _model(), "Known to fail.")
    seen: list[Progress] = []
    result = analyse_all(library.path, 2, seen.append, command=COMMAND)
    assert result == Progress(29, 0, 29)
    assert [step.done for step in seen] == list(range(1, 30))
    assert seen[-1].seconds_left == 0.0
    assert all(step.seconds_left is not None and step.seconds_left >= 0 for step in seen)
    assert all(library.analysis(number, "news") for number in numbers if number != numbers[3])
    assert analyse_all(library.path, 2, seen.append, command=COMMAND) == Progress(0, 0, 0)


def test_articles_that_break_their_process_are_marked_and_the_rest_go_on(library: Library) -> None:
    numbers = fill(library, "One.", *(f"die {n}" for n in range(5)), "raise", "Two.", "Three.")
    result = analyse_all(library.path, 1, lambda _: None, command=COMMAND)
    assert result == Progress(3, 6, 9)
    assert [library.analysis_failure(number) is not None for number in numbers] == [False, *[True] * 6, False, False]
    assert library.count_pending("news") == 0


def test_interrupted_it_goes_on_from_there(library: Library) -> None:
    fill(library, *(f"Text {n}." for n in range(10)))

    def interrupt(progress: Progress) -> None:
        if progress.done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        analyse_all(library.path, 1, interrupt, command=COMMAND)
    left = library.count_pending("news")
    assert 4 <= left <= 6
    assert analyse_all(library.path, 1, lambda _: None, command=COMMAND).done == left


def test_another_method_is_another_analysis(library: Library) -> None:
    fill(library, "One.", "Two.")
    analyse_all(library.path, 1, lambda _: None, command=COMMAND)
    assert (library.count_pending("news"), library.count_pending("lead")) == (0, 2)


def test_those_that_are_named_are_analysed_on_all_cores(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = fill(library, *(f"Text {n}." for n in range(20)), "die")
    started: list[int] = []

    class Counted(Child):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            started.append(self.process.pid)

    monkeypatch.setattr(bulk_analysis, "Child", Counted)
    monkeypatch.setattr(bulk_analysis, "_cores", lambda: 3)
    seen: list[Progress] = []
    assert analyse_these(library.path, numbers[5:20], seen.append, command=COMMAND) == {}
    assert [step.done for step in seen] == list(range(1, 16))
    assert [number for number in numbers if library.analysis(number, "news")] == numbers[5:20]
    assert len(started) == 3
    assert analyse_these(library.path, [numbers[0], numbers[20]], seen.append, command=COMMAND) == {}
    assert (seen[-1].done, seen[-1].failed, seen[-1].total) == (1, 1, 2)
    assert library.analysis_failure(numbers[20]) is not None
    analyse_these(library.path, [], seen.append, command=("no-such-program-anywhere",))


def test_what_cannot_be_stored_is_handed_back(library: Library) -> None:
    numbers = fill(library, "One.", "Two.", "raise")
    seen: list[Progress] = []
    command = (sys.executable, "-c", FAKE.replace("sys.exit", READ_ONLY + "sys.exit"))
    made = analyse_these(library.path, numbers, seen.append, command=command)
    assert set(made) == set(numbers[:2])
    assert made[numbers[0]].sentences == (Span(0, 1),)
    assert seen[-1] == Progress(2, 1, 3, 0.0)
    assert library.count_pending("news") == 3


@pytest.mark.parametrize("command", [(sys.executable, "-c", "raise SystemExit(1)"), ("no-such-program-anywhere",)])
def test_processes_that_do_not_start_are_said_and_no_article_is_blamed(
    library: Library, command: tuple[str, ...]
) -> None:
    [number] = fill(library, "One.")
    with pytest.raises(AnalysisError, match="does not start"):
        analyse_all(library.path, 3, lambda _: None, command=command)
    assert library.analysis_failure(number) is None


def _model() -> str:
    from newsreader.language.resources import models

    return models.MODEL
