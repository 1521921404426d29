"""The progress line: on a terminal only, in signs that it has, and gone at the end."""

from __future__ import annotations

import io
import sys

import pytest

from newsreader.cli.printing import ProgressLine, how_far


class Stream(io.TextIOWrapper):
    """Standard error of some encoding, perhaps a terminal."""

    def __init__(self, encoding: str, terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def said(self) -> str:
        self.flush()
        data = self.buffer
        assert isinstance(data, io.BytesIO)
        return data.getvalue().decode(self.encoding)


@pytest.mark.parametrize(("encoding", "full", "empty"), [("utf-8", "━", "┄"), ("ascii", "#", ".")])
def test_the_line_is_drawn_in_signs_that_the_terminal_has(
    monkeypatch: pytest.MonkeyPatch, encoding: str, full: str, empty: str
) -> None:
    stream = Stream(encoding, terminal=True)
    monkeypatch.setattr(sys, "stderr", stream)
    with pytest.raises(KeyboardInterrupt), ProgressLine() as line:
        line.draw(1, 4, how_far(1, 4, 100.0))
        for _ in range(100):
            line.draw(2, 4, "too soon to be seen")
        line.draw(4, 4, "all")
        raise KeyboardInterrupt
    first, *_, last, cleared = stream.said().split("\r\x1b[K")[1:]
    assert first == f"{full * 5}{empty * 15} 1 of 4, 2 min left"
    assert last == f"{full * 20} all"
    assert cleared == ""
    assert stream.said().count("too soon") < 100


def test_nothing_is_drawn_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Stream("utf-8", terminal=False)
    monkeypatch.setattr(sys, "stderr", stream)
    with ProgressLine() as line:
        line.draw(1, 1, "all")
    assert stream.said() == ""
