"""Output of the commands: plain lines for programs, wrapped and lightly styled lines for a terminal."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Iterable
from typing import Self

import click

from newsreader.system import stand_ins
from newsreader.system.stand_ins import encodes

__all__ = ["Output", "ProgressLine", "complain", "duration", "how_far", "prepare_streams"]

MEASURE = 80
"""The most columns of running text: longer lines are hard to read."""

_REDRAW_S = 0.1
"""The shortest time between two redraws of a progress line."""
_BAR_COLUMNS = 20


def prepare_streams() -> None:
    """Make standard output and error replace characters that their encoding lacks, instead of failing."""
    stand_ins.register()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A closed stream fails later, when it is written to, with a better message.
            with contextlib.suppress(ValueError):
                stream.reconfigure(errors=stand_ins.ERRORS)


def complain(message: str) -> None:
    """Print an error on standard error, without control characters (it may quote file names)."""
    from newsreader.intake.text.clean import clean_line

    click.echo(f"newsreader: {clean_line(message)}", sys.stderr)


def duration(seconds: float) -> str:
    """Return a length of time in words, such as 45 s, 3 min, 2 h 5 min."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def how_far(done: int, total: int, seconds_left: float | None) -> str:
    """Return the progress of a task, such as "3 of 40, 2 min left"."""
    left = "" if seconds_left is None else f", {duration(seconds_left)} left"
    return f"{done} of {total}{left}"


class ProgressLine:
    """A progress bar on standard error; it draws nothing if that is not a terminal.

    Use it in a `with` statement, which clears the line at the end, after an error too.
    """

    def __init__(self) -> None:
        self.shown = sys.stderr.isatty()
        self._drawn = -_REDRAW_S

    def draw(self, done: int, total: int, words: str) -> None:
        """Redraw the bar with `words` after it, but not more often than every `_REDRAW_S`."""
        now = time.monotonic()
        if self.shown and (done >= total or now - self._drawn >= _REDRAW_S):
            self._drawn = now
            filled = _BAR_COLUMNS * done // max(total, 1)
            full, empty = ("━", "┄") if encodes(sys.stderr.encoding, "━┄") else ("#", ".")
            self._write(f"{full * filled}{empty * (_BAR_COLUMNS - filled)} {words}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.shown:
            self._write("")

    @staticmethod
    def _write(line: str) -> None:
        """Replace the line."""
        sys.stderr.write(f"\r\x1b[K{line}")
        sys.stderr.flush()


_BOLD, _PLAIN = "\ufdd0", "\ufdd1"
"""Noncharacters, which Unicode reserves for internal use: they mark our styles while the text is cleaned."""


class Output:
    """Standard output: a terminal or not, styled or not.

    It removes all control characters but tabs and newlines, and all styles but its own.
    """

    def __init__(self) -> None:
        self.terminal = sys.stdout.isatty()
        # https://no-color.org: any value but the empty string.
        self.styled = self.terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        self.columns = shutil.get_terminal_size().columns

    def lines(self, lines: Iterable[str]) -> None:
        """Print lines in one write."""
        text = "".join(f"{self._safe(line)}\n" for line in lines)
        if self.terminal:
            # click.echo makes old consoles of Windows show bold. Without a named stream click would write UTF-8 to a
            # terminal that takes ASCII.
            click.echo(text, sys.stdout, nl=False, color=self.styled)
        else:
            sys.stdout.write(text)

    def _safe(self, line: str) -> str:
        from newsreader.system.control_characters import without_controls

        if not self.styled or _BOLD not in line:
            return without_controls(line)
        if line.rfind(_BOLD) > line.rfind(_PLAIN):
            line += _PLAIN
        parts = re.split(f"([{_BOLD}{_PLAIN}])", line)
        styles = {_BOLD: "\x1b[1m", _PLAIN: "\x1b[0m"}
        return "".join(styles.get(part) or without_controls(part) for part in parts)

    def can_show(self, text: str) -> bool:
        """Return True if the encoding of standard output can represent `text`."""
        return encodes(sys.stdout.encoding, text)

    def json(self, data: object) -> str:
        """Return `data` as one line of JSON. Control characters, and those that the encoding lacks, are escaped."""
        from newsreader.export import dumps

        text = dumps(data)
        return text if self.can_show(text) else json.dumps(data)

    def heading(self, text: str) -> str:
        """Return `text`, in bold on a terminal."""
        return f"{_BOLD}{text}{_PLAIN}" if self.styled else text

    def paragraph(self, text: str, indent: str = "") -> str:
        """Return `text` as one line; on a terminal wrapped, with `indent` before all lines but the first."""
        return self._wrapped(text, min(self.columns, MEASURE), indent) if self.terminal else text

    def clipped(self, text: str, used: int) -> str:
        """Return `text`; on a terminal shortened with dots to fit a row of which `used` columns are taken."""
        if not self.terminal:
            return text
        from rich.cells import cell_len, set_cell_size

        room = max(self.columns - used, 8)
        dots = "…" if self.can_show("…") else "..."
        return text if cell_len(text) <= room else set_cell_size(text, room - len(dots)).rstrip() + dots

    def column(self, text: str, width: int) -> str:
        """Return `text` cut or padded to `width` columns of a terminal."""
        from rich.cells import set_cell_size

        return set_cell_size(self.clipped(text, self.columns - width), width)

    @staticmethod
    def _wrapped(text: str, width: int, indent: str) -> str:
        # Imported late: it takes 20 ms.
        from rich.cells import cell_len

        from newsreader.intake.text.clean import clean

        lines: list[str] = []
        line = ""
        for word in clean(text).split():
            longer = f"{line} {word}" if line.strip() else line + word
            if line.strip() and cell_len(longer) > width:
                lines.append(line)
                longer = indent + word
            line = longer
        return "\n".join([*lines, line])
