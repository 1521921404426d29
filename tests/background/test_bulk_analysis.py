"""A whole library analysed at once: everything once, whatever breaks on the way."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analysing import READ_ONLY, fake_worker
from newsreader.background import bulk_analysis, worker_process
from newsreader.background.analysis_client import AnalysisWorker
from newsreader.background.bulk_analysis import AnalysisError, AnalysisProgress, analyse_all, analyse_these
from newsreader.library.store import Library
from newsreader.model.analysis import Span
from newsreader.model.article import Article


@pytest.fixture(autouse=True)
def _no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    fake_worker(monkeypatch)


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
    seen: list[AnalysisProgress] = []
    result = analyse_all(library.path, 2, seen.append)
    assert result == AnalysisProgress(29, 0, 29)
    assert [step.done for step in seen] == list(range(1, 30))
    assert seen[-1].seconds_left == 0.0
    assert all(step.seconds_left is not None and step.seconds_left >= 0 for step in seen)
    assert all(library.analysis(number, "news") for number in numbers if number != numbers[3])
    assert analyse_all(library.path, 2, seen.append) == AnalysisProgress(0, 0, 0)


def test_articles_that_break_their_process_are_marked_and_the_rest_go_on(library: Library) -> None:
    numbers = fill(library, "One.", *(f"die {n}" for n in range(5)), "raise", "Two.", "Three.")
    result = analyse_all(library.path, 1, lambda _: None)
    assert result == AnalysisProgress(3, 6, 9)
    assert [library.analysis_failure(number) is not None for number in numbers] == [False, *[True] * 6, False, False]
    assert library.count_pending("news") == 0


def test_interrupted_it_goes_on_from_there(library: Library) -> None:
    fill(library, *(f"Text {n}." for n in range(10)))

    def interrupt(progress: AnalysisProgress) -> None:
        if progress.done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        analyse_all(library.path, 1, interrupt)
    left = library.count_pending("news")
    assert 4 <= left <= 6
    assert analyse_all(library.path, 1, lambda _: None).done == left


def test_another_method_is_another_analysis(library: Library) -> None:
    fill(library, "One.", "Two.")
    analyse_all(library.path, 1, lambda _: None)
    assert (library.count_pending("news"), library.count_pending("lead")) == (0, 2)


def test_those_that_are_named_are_analysed_on_all_cores(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = fill(library, *(f"Text {n}." for n in range(20)), "die")
    started: list[int] = []

    class Counted(AnalysisWorker):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            started.append(self._process._process.pid)

    monkeypatch.setattr(bulk_analysis, "AnalysisWorker", Counted)
    monkeypatch.setattr(bulk_analysis, "_cores", lambda: 3)
    seen: list[AnalysisProgress] = []
    assert analyse_these(library.path, numbers[5:20], seen.append) == {}
    assert [step.done for step in seen] == list(range(1, 16))
    assert [number for number in numbers if library.analysis(number, "news")] == numbers[5:20]
    assert len(started) == 3
    assert analyse_these(library.path, [numbers[0], numbers[20]], seen.append) == {}
    assert (seen[-1].done, seen[-1].failed, seen[-1].total) == (1, 1, 2)
    assert library.analysis_failure(numbers[20]) is not None
    monkeypatch.setattr(worker_process, "COMMAND", ("no-such-program-anywhere",))
    assert analyse_these(library.path, [], seen.append) == {}


def test_what_cannot_be_stored_is_handed_back(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_worker(monkeypatch, before=READ_ONLY)
    numbers = fill(library, "One.", "Two.", "raise")
    seen: list[AnalysisProgress] = []
    made = analyse_these(library.path, numbers, seen.append)
    assert set(made) == set(numbers[:2])
    assert made[numbers[0]].sentences == (Span(0, 1),)
    assert seen[-1] == AnalysisProgress(2, 1, 3, 0.0)
    assert library.count_pending("news") == 3


@pytest.mark.parametrize("command", [(sys.executable, "-c", "raise SystemExit(1)"), ("no-such-program-anywhere",)])
def test_processes_that_do_not_start_are_said_and_no_article_is_blamed(
    library: Library, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_process, "COMMAND", command)
    [number] = fill(library, "One.")
    with pytest.raises(AnalysisError, match="does not start"):
        analyse_all(library.path, 3, lambda _: None)
    assert library.analysis_failure(number) is None


def _model() -> str:
    from newsreader.language.resources import models

    return models.MODEL
