"""The driver endures a terminal that goes away, is taken by others, or sends what is not UTF-8."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from typing import Any

import pytest
from textual.drivers.headless_driver import HeadlessDriver

from newsreader.ui.textual_ext import terminal_driver
from newsreader.ui.textual_ext.terminal_driver import TerminalFile, make_terminal_driver


@pytest.fixture
def hung_up(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """One element for each time that the process was told that its terminal is gone."""
    told: list[bool] = []
    monkeypatch.setattr(terminal_driver, "hang_up", lambda: told.append(True))
    return told


def test_what_is_written_to_a_terminal_that_is_gone_goes_nowhere(hung_up: list[bool]) -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            if "second" in text:
                raise OSError(5, "Input/output error")
            return super().write(text)

    under = Gone()
    file = TerminalFile(under)
    for text in ("first", "second", "third"):
        file.write(text)
        file.flush()
    assert (under.getvalue(), hung_up) == ("first", [True])


class Recorded(HeadlessDriver):
    """Keeps what is asked of it."""

    def __init__(self) -> None:  # the rest is made by an app that runs
        self.asked: list[str] = []
        self.reading: Callable[[], None] = lambda: None

    def start_application_mode(self) -> None:
        self._writer_thread = object()
        self.asked.append("start")

    def stop_application_mode(self) -> None:
        self.asked.append("stop")

    def write(self, data: str) -> None:
        self.asked.append(data)

    def run_input_thread(self) -> None:
        self.reading()


def make() -> Any:
    """A driver that endures."""
    kind: Any = make_terminal_driver(Recorded)
    return kind()


def test_the_terminal_is_written_to_and_given_back_only_while_the_reader_has_it() -> None:
    driver = make()
    driver.write("early")
    driver.stop_application_mode()
    driver.start_application_mode()
    driver.start_application_mode()
    driver.write("words")
    driver.stop_application_mode()
    driver.stop_application_mode()
    driver.write("late")
    assert driver.asked == ["start", "words", "stop"]


def test_bytes_that_are_not_utf_8_are_dropped_and_reading_goes_on() -> None:
    given = [b"\xe9t\xe9", "été".encode()]

    def read() -> None:
        got.append(given.pop(0).decode())

    got: list[str] = []
    driver = make()
    driver.reading = read
    driver.run_input_thread()
    assert (got, given) == (["été"], [])


def test_a_terminal_that_cannot_be_read_is_gone(hung_up: list[bool]) -> None:
    def read() -> None:
        raise OSError(5, "Input/output error")

    driver = make()
    driver.reading = read
    driver.run_input_thread()
    assert hung_up == [True]


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a POSIX thing")
def test_a_closed_terminal_is_noticed() -> None:
    master, slave = os.openpty()
    driver = make()
    driver.start_application_mode()
    driver.fileno, driver.input_tty = slave, True
    assert not driver.hung_up
    os.close(master)
    assert driver.hung_up
    driver.stop_application_mode()
    assert not driver.hung_up
    os.close(slave)
