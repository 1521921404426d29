"""Pipe articles to a program of the user's own: run as it stands in the settings, never by a shell."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from newsreader.config import Command
from newsreader.errors import NewsreaderError
from newsreader.intake.text.clean import clean
from newsreader.system.control_characters import without_controls

if TYPE_CHECKING:
    from newsreader.export.write_files import Item

__all__ = ["PipeError", "given", "run"]

PATIENCE_S = 60.0
"""The time that a program has, in seconds."""

MOST = 100_000
"""Characters of its output that are shown."""


class PipeError(NewsreaderError):
    """The user's own program cannot be run, or failed."""


def given(items: Sequence[Item], form: str) -> bytes:
    """Return the standard input of the program: the articles as one of `config.settings.INPUTS`."""
    from newsreader.export.write_files import encode

    if form != "text":
        return encode(items, {"markdown": "md"}.get(form, form), datetime.now(UTC))
    texts = ("\n\n".join(part for part in (article.title, article.text) if part) for article, *_ in items)
    return without_controls("\n\n\n".join(texts) + "\n").encode()


def run(
    command: Command, data: bytes, started: Callable[[subprocess.Popen[bytes]], None], patience: float = PATIENCE_S
) -> str:
    """Run `command` on `data`; return what it prints, clean. `started` gets the process, so that it can be ended.

    Raises PipeError where it cannot be run, takes longer than `patience` seconds, or ends with another status than 0.
    """
    name = command.argv[0]
    try:
        process = subprocess.Popen(command.argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise PipeError(f"{clean(name)} cannot be run: {reason}.", "It is named in the settings.") from error
    started(process)
    with process:
        try:
            output, complaint = process.communicate(data, timeout=patience)
        except subprocess.TimeoutExpired as error:
            process.kill()
            raise PipeError(f"{clean(name)} took longer than {patience:.0f} seconds and was ended.") from error
    if process.returncode:
        said = clean(complaint[:MOST].decode(errors="replace")).strip() or "it says nothing"
        raise PipeError(f"{clean(name)} failed with status {process.returncode}: {said.splitlines()[-1]}")
    return clean(output[: 4 * MOST].decode(errors="replace"))[:MOST].strip()
