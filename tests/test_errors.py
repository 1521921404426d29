"""The boundary around one source, and the log file behind it."""

from __future__ import annotations

import asyncio
import os
import pickle
import sys

import pytest

from newsreader import errors
from newsreader.errors import NewsreaderError, UnexpectedError, error_boundary, log_path, log_text


@pytest.mark.parametrize(
    "error", [ValueError("odd"), RecursionError(), MemoryError(), ExceptionGroup("g", [OSError()])]
)
def test_any_failure_becomes_one_of_its_source(error: Exception) -> None:
    with pytest.raises(UnexpectedError) as raised, error_boundary("letter.eml"):
        raise error
    assert raised.value.message.startswith("letter.eml could not be read: ")
    assert str(log_path()) in raised.value.hint
    assert raised.value.__cause__ is error
    assert type(error).__name__ in log_path().read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), SystemExit(1), asyncio.CancelledError(), NewsreaderError("No.")]
)
def test_what_is_meant_passes(error: BaseException) -> None:
    with pytest.raises(type(error)) as raised, error_boundary("letter.eml"):
        raise error
    assert raised.value is error
    assert not log_path().exists()


def test_the_log_can_be_shown_on_a_terminal_and_read_by_its_owner_alone() -> None:
    path = log_text("title \x1b]0;x\x07 and \x9b31m\nnext line")
    assert path is not None
    text = path.read_text(encoding="utf-8")
    assert "title \\x1b]0;x\\x07 and \\x9b31m\nnext line" in text
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700


def test_the_log_is_rotated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "LOG_BYTES", 1000)
    for number in range(50):
        log_text(f"record {number} {'x' * 100}")
    folder = sorted(path.name for path in log_path().parent.iterdir())
    assert folder == ["newsreader.log", "newsreader.log.1", "newsreader.log.2"]
    assert "record 49" in log_path().read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written_hides_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "log_path", lambda: type(log_path())(os.devnull) / "no" / "log")
    with pytest.raises(UnexpectedError) as raised, error_boundary("letter.eml"):
        raise ValueError
    assert raised.value.hint == ""


def test_errors_travel_between_processes() -> None:
    error = pickle.loads(pickle.dumps(NewsreaderError("It failed.", "Try again.")))
    assert (error.message, error.hint) == ("It failed.", "Try again.")
