"""The analyst and its worker: the newest request first, crashes survived, gone with its parent."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analysing import READ_ONLY, fake_worker
from newsreader.background import worker_process
from newsreader.background.analysis_client import Analyst
from newsreader.background.analysis_protocol import AnalysisRequest, AnalysisResult, OpenLibrary
from newsreader.background.worker_process import _Done, _Setup
from newsreader.errors import log_path
from newsreader.library.store import Library
from newsreader.model.article import Article

PATIENCE_S = 30.0


class Watcher:
    """Collects what an analyst says."""

    def __init__(self) -> None:
        self.heard: list[tuple[int, str]] = []
        self.failures: dict[int, str] = {}
        self._changed = threading.Condition()

    def done(self, number: int, method: str) -> None:
        with self._changed:
            self.heard.append((number, method))
            self._changed.notify_all()

    def failed(self, number: int, reason: str) -> None:
        with self._changed:
            self.failures[number] = reason
            self._changed.notify_all()

    def wait(self, count: int) -> None:
        """Until so many articles are done or failed."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.heard) + len(self.failures) >= count, PATIENCE_S), (
                f"heard only {self.heard} and {self.failures}"
            )


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path / "library.db")
    yield opened
    opened.close()


@pytest.fixture
def watcher() -> Watcher:
    return Watcher()


def reporting(library: Library, watcher: Watcher, **options: Any) -> Analyst:
    """An analyst that tells `watcher` what comes of the wishes."""
    made = Analyst(library.path, **options)
    made.report_to(watcher.done, watcher.failed)
    return made


@pytest.fixture
def analyst(library: Library, watcher: Watcher, monkeypatch: pytest.MonkeyPatch) -> Iterator[Analyst]:
    fake_worker(monkeypatch)
    made = reporting(library, watcher)
    made.start()
    yield made
    made.close()


def numbers(library: Library, *texts: str) -> list[int]:
    return [added.id for added in library.add(Article(text, f"Title {n}") for n, text in enumerate(texts))]


def test_the_wish_comes_first_then_what_lies_ahead(library: Library, watcher: Watcher, analyst: Analyst) -> None:
    one, two, three = numbers(library, "One.", "Two.", "Three.")
    analyst.request(two, "lead", ahead=[three, one, three, two])
    watcher.wait(3)
    assert watcher.heard == [(two, "lead"), (three, "lead"), (one, "lead")]
    assert library.analysis(two, "lead") is not None
    assert library.analysis(two, "news") is None


def test_the_newest_wish_overtakes_and_older_ones_are_dropped(
    library: Library, watcher: Watcher, analyst: Analyst
) -> None:
    slow, dropped, wanted, ahead = numbers(library, "A slow one.", "Dropped.", "Wanted.", "Ahead.")
    analyst.request(slow, ahead=[dropped])
    analyst.request(dropped)
    analyst.request(wanted, ahead=[ahead])
    watcher.wait(2)
    done = [number for number, _ in watcher.heard]
    assert done[-2:] == [wanted, ahead] or done == [wanted, ahead]
    assert dropped not in done


def test_a_request_never_waits(library: Library, analyst: Analyst) -> None:
    many = numbers(library, *(f"Text {n}, slow." for n in range(50)))
    began = time.monotonic()
    for number in many:
        analyst.request(number, ahead=many)
    assert time.monotonic() - began < 0.2


def test_a_crash_fails_its_article_and_the_rest_go_on(library: Library, watcher: Watcher, analyst: Analyst) -> None:
    one, *bad, two = numbers(library, "One.", *(f"die {n}" for n in range(5)), "Two.")
    analyst.request(one, ahead=[*bad, two])
    watcher.wait(7)
    assert [number for number, _ in watcher.heard] == [one, two]
    assert set(watcher.failures) == set(bad)
    assert library.analysis_failure(bad[0]) == watcher.failures[bad[0]]
    assert "broke off" in watcher.failures[bad[0]]


def test_an_article_that_failed_is_not_tried_again(library: Library, watcher: Watcher, analyst: Analyst) -> None:
    bad, good = numbers(library, "raise", "Good.")
    analyst.request(bad)
    watcher.wait(1)
    assert "RecursionError" in watcher.failures.pop(bad)
    library.mark_failed(bad, "another-model", "Not by these models.")
    library.mark_failed(bad, _model(), "Known to fail.")
    analyst.request(bad, ahead=[good])
    watcher.wait(2)
    assert watcher.failures == {bad: "Known to fail."}


def _model() -> str:
    from newsreader.language.resources import models

    return models.MODEL


def test_what_is_stored_is_not_done_again(library: Library, watcher: Watcher, analyst: Analyst) -> None:
    [number] = numbers(library, "A slow one.")
    analyst.request(number)
    watcher.wait(1)
    stored = library.analysis(number, "news")
    began = time.monotonic()
    analyst.request(number)
    watcher.wait(2)
    assert time.monotonic() - began < 0.25
    assert library.analysis(number, "news") == stored


def test_work_that_nobody_waits_for_is_ended(library: Library, watcher: Watcher, analyst: Analyst) -> None:
    endless, wanted = numbers(library, "endless", "Wanted.")
    analyst.request(endless)
    time.sleep(0.5)
    analyst.request(wanted)
    watcher.wait(1)
    assert watcher.heard == [(wanted, "news")]
    assert library.analysis_failure(endless) is None


def test_what_is_on_the_screen_may_take_long_while_others_lie_ahead(
    library: Library, watcher: Watcher, analyst: Analyst, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsreader.background.analysis_client._UNWANTED_S", 0.0)
    slow, next_ = numbers(library, "A slow one.", "The next.")
    analyst.request(slow, ahead=[next_])
    watcher.wait(2)
    assert [number for number, _ in watcher.heard] == [slow, next_]


def test_what_keeps_the_screen_waiting_is_put_off_and_not_forgotten(
    library: Library, watcher: Watcher, analyst: Analyst, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsreader.background.analysis_client._UNWANTED_S", 0.0)
    first, slow, wanted = numbers(library, "First.", "A slow one.", "Wanted.")
    analyst.request(first, ahead=[slow])
    watcher.wait(1)
    analyst.request(wanted, ahead=[slow])
    watcher.wait(3)
    assert [number for number, _ in watcher.heard] == [first, wanted, slow]


def test_an_article_that_is_gone_is_said(watcher: Watcher, analyst: Analyst) -> None:
    analyst.request(12345)
    watcher.wait(1)
    assert "no longer in the library" in watcher.failures[12345]


def test_where_the_library_cannot_be_written_the_analysis_is_handed_over(
    library: Library, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_worker(monkeypatch, before=READ_ONLY)
    [number] = numbers(library, "Words.")
    reading = Library(library.path, read_only=True)
    analyst = reporting(library, watcher, hold=reading.cache_analysis)
    analyst.start()
    analyst.request(number)
    watcher.wait(1)
    assert watcher.heard == [(number, "news")]
    assert library.analysis(number, "news") is None
    held = reading.analysis(number, "news")
    assert held is not None
    assert held.choices == ((0,),)
    analyst.close()
    reading.close()


def test_what_libraries_print_does_not_disturb_the_answers(
    library: Library, watcher: Watcher, analyst: Analyst
) -> None:
    [number] = numbers(library, "print")
    analyst.request(number)
    watcher.wait(1)
    assert watcher.heard == [(number, "news")]


@pytest.mark.parametrize("command", [(sys.executable, "-c", "raise SystemExit(1)"), ("no-such-program-anywhere",)])
def test_a_worker_that_does_not_start_is_said_and_not_tried_for_ever(
    library: Library, watcher: Watcher, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_process, "COMMAND", command)
    one, two = numbers(library, "One.", "Two.")
    analyst = reporting(library, watcher)
    analyst.start()
    analyst.request(one, ahead=[two])
    watcher.wait(2)
    assert set(watcher.failures) == {one, two}
    analyst.close()


def test_half_an_answer_is_a_crash(library: Library, watcher: Watcher, monkeypatch: pytest.MonkeyPatch) -> None:
    [number] = numbers(library, "Words.")
    half = """
import os, pickle, sys
from newsreader.background.worker_process import _Done
pickle.load(sys.stdin.buffer), pickle.load(sys.stdin.buffer)
os.write(1, pickle.dumps(_Done()))
os.write(1, pickle.dumps(pickle.load(sys.stdin.buffer))[:10])
"""
    monkeypatch.setattr(worker_process, "COMMAND", (sys.executable, "-c", half))
    analyst = reporting(library, watcher)
    analyst.start()
    analyst.request(number)
    watcher.wait(1)
    assert "broke off" in watcher.failures[number]
    analyst.close()


def test_closing_ends_the_worker_in_the_middle_of_its_work(
    library: Library, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_worker(monkeypatch)
    analyst = reporting(library, watcher)
    analyst.start()
    analyst.request(numbers(library, "endless")[0])
    time.sleep(0.3)
    began = time.monotonic()
    analyst.close()
    assert time.monotonic() - began < 5
    assert watcher.heard == []
    assert not log_path().exists()


def test_starting_again_starts_nothing(library: Library, watcher: Watcher, analyst: Analyst) -> None:
    analyst.start()
    [number] = numbers(library, "Words.")
    analyst.request(number)
    watcher.wait(1)
    assert watcher.heard == [(number, "news")]


def test_closing_what_was_never_started_is_no_mistake(library: Library, watcher: Watcher) -> None:
    reporting(library, watcher).close()


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGINT")
def test_the_worker_ignores_ctrl_c_and_goes_when_its_parent_is_killed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    import signal

    fake_worker(monkeypatch)
    [number] = numbers(library, "Words.")
    child = subprocess.Popen([*worker_process.COMMAND, ""], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdin is not None
    assert child.stdout is not None
    for message in (_Setup(None, lowly=True), OpenLibrary(library.path)):
        pickle.dump(message, child.stdin)
    child.stdin.flush()
    assert isinstance(pickle.load(child.stdout), _Done)
    child.send_signal(signal.SIGINT)
    request = AnalysisRequest(number, "news")
    pickle.dump(request, child.stdin)
    child.stdin.flush()
    assert pickle.load(child.stdout) == AnalysisResult(request)
    child.stdin.close()  # as the system does when the parent dies
    assert child.wait(10) == 0
    child.stdout.close()


def test_the_real_worker_analyses(library: Library, watcher: Watcher) -> None:
    [number] = numbers(library, "“We are ready,” said Angela Merkel in Berlin. The talks go on.")
    analyst = reporting(library, watcher)
    analyst.start()
    analyst.request(number)
    watcher.wait(1)
    analyst.close()
    assert watcher.heard == [(number, "news")]
    analysis = library.analysis(number, "news")
    assert analysis is not None
    assert len(analysis.sentences) == 2


def test_importing_the_analyst_is_light() -> None:
    code = (
        "import sys, newsreader.background.analysis_client; print([m for m in ('nltk', 'textual', 'numpy', 'sumy') if "
        "m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
