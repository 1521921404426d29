"""What the commands print: plain lines for programs, wrapped and lightly styled ones for a terminal."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import sys
from collections.abc import Iterable

import click

from newsreader import stand_ins
from newsreader.stand_ins import encodes

__all__ = ["Output", "bar", "complain", "prepare_streams", "rewrite"]

MEASURE = 80
"""Columns that running text takes at most: longer lines are hard to read."""


def prepare_streams() -> None:
    """Make standard output and error write stand-ins for what their encoding lacks instead of failing."""
    stand_ins.register()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A stream that is closed already fails when it is written to, with a better message.
            with contextlib.suppress(ValueError):
                stream.reconfigure(errors=stand_ins.ERRORS)


def complain(message: str) -> None:
    """Say on standard error what could not be done. The names of files in it cannot control the terminal."""
    from newsreader.intake.clean import clean_line

    click.echo(f"newsreader: {clean_line(message)}", sys.stderr)


def bar(done: int, total: int, width: int = 20) -> str:
    """How much of something is done, drawn."""
    filled = width * done // max(total, 1)
    full, empty = ("━", "┄") if encodes(sys.stderr.encoding, "━┄") else ("#", ".")
    return full * filled + empty * (width - filled)


def rewrite(line: str) -> None:
    """Write a line in place of the last one on the terminal that standard error is."""
    sys.stderr.write(f"\r\x1b[K{line}")
    sys.stderr.flush()


class Output:
    """Standard output, as it is when this is made: a terminal or not, with colour wanted or not."""

    def __init__(self) -> None:
        self.terminal = sys.stdout.isatty()
        # https://no-color.org: any value but an empty one.
        self.styled = self.terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        self.columns = shutil.get_terminal_size().columns

    def lines(self, lines: Iterable[str]) -> None:
        """Print whole lines, at once."""
        text = "".join(f"{line}\n" for line in lines)
        if self.terminal:
            # On Windows this is what makes an old console understand bold. The stream is named, as without a name click
            # writes UTF-8 where the terminal takes ASCII.
            click.echo(text, sys.stdout, nl=False, color=self.styled)
        else:
            sys.stdout.write(text)

    def can_show(self, text: str) -> bool:
        """Whether the encoding of standard output has all of `text`."""
        return encodes(sys.stdout.encoding, text)

    def json(self, data: object) -> str:
        """Return `data` as JSON in one line, escaped where the encoding of standard output lacks something of it."""
        text = json.dumps(data, ensure_ascii=False)
        return text if self.can_show(text) else json.dumps(data)

    def heading(self, text: str) -> str:
        """`text` as it is, or bold on a terminal."""
        return click.style(text, bold=True) if self.styled else text

    def paragraph(self, text: str, indent: str = "") -> str:
        """`text` as one line, or on a terminal wrapped to a good measure, with `indent` before all but the first."""
        return self._wrapped(text, min(self.columns, MEASURE), indent) if self.terminal else text

    def clipped(self, text: str, used: int) -> str:
        """`text` as it is, or on a terminal cut with dots to what is left of a row when `used` columns are taken."""
        if not self.terminal:
            return text
        from rich.cells import cell_len, set_cell_size

        room = max(self.columns - used, 8)
        dots = "…" if self.can_show("…") else "..."
        return text if cell_len(text) <= room else set_cell_size(text, room - len(dots)).rstrip() + dots

    def column(self, text: str, width: int) -> str:
        """`text` cut or filled up to `width` columns of a terminal."""
        from rich.cells import set_cell_size

        return set_cell_size(self.clipped(text, self.columns - width), width)

    @staticmethod
    def _wrapped(text: str, width: int, indent: str) -> str:
        # Only where it is needed: 20 ms to import.
        from rich.cells import cell_len

        lines: list[str] = []
        line = ""
        for word in text.split():
            longer = f"{line} {word}" if line.strip() else line + word
            if line.strip() and cell_len(longer) > width:
                lines.append(line)
                longer = indent + word
            line = longer
        return "\n".join([*lines, line])
