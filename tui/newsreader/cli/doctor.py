"""The checks of `newsreader doctor`: each returns a finding, with advice where something is wrong."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newsreader import __version__
from newsreader.errors import NewsreaderError, log_path

__all__ = ["Finding", "examine"]

_SAMPLE = "“It is time,” said Ada Brook, the mayor of Dublin. The bridge was built in 1931."


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check: passed or not, the name of the part, and a message."""

    ok: bool
    name: str
    message: str


def examine(library: Path) -> Iterator[Finding]:
    """Check the program, the library in the file `library`, settings, models, terminal, clipboard and log, in turn."""
    yield Finding(
        True, "program", f"newsreader {__version__}, Python {platform.python_version()}, {platform.platform()}"
    )
    yield _library(library)
    yield from _passwords(library)
    yield _settings()
    yield _language()
    yield _terminal()
    yield _clipboard()
    yield _log()


def _library(path: Path) -> Finding:
    from newsreader.library.recovery import find_problems
    from newsreader.library.store import Library

    if not path.exists():
        return Finding(True, "library", f"{path}: not found; it is created when needed")
    try:
        if found := find_problems(path):
            return Finding(
                False,
                "library",
                f"{path} is damaged ({found[0]}). Save the readable part: newsreader doctor --save FILE",
            )
        with closing(Library(path, read_only=True)) as library:
            counts = library.counts()
    except NewsreaderError as error:
        return Finding(False, "library", str(error))
    size = f"{path.stat().st_size / 1e6:.1f} MB"
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    access = "" if writable else "; read-only"
    return Finding(True, "library", f"{path}: {counts.all} articles, {counts.unread} unread, {size}{access}")


def _passwords(library: Path) -> Iterator[Finding]:
    from newsreader.library.feeds.credentials import Credentials

    kept = Credentials(library)
    if not kept.path.exists():
        return
    try:
        kept.check()
    except NewsreaderError as error:
        yield Finding(False, "passwords", str(error))
    else:
        yield Finding(True, "passwords", kept.describe())


def _settings() -> Finding:
    from newsreader import config
    from newsreader.ui.keys.keymap import check, themes

    path = config.default_path()
    if not path.exists():
        return Finding(True, "settings", f"{path}: not found; using the defaults")
    try:
        check(config.load(path), path, themes())
    except NewsreaderError as error:
        return Finding(False, "settings", str(error))
    return Finding(True, "settings", f"{path}: valid")


def _language() -> Finding:
    began = time.perf_counter()
    try:
        from newsreader import analyse

        analysis = analyse(_SAMPLE)
    except (ImportError, OSError, ValueError, KeyError) as error:
        sentence = f"{type(error).__name__}: {error}. Install newsreader again."
        return Finding(False, "analysis", sentence)
    seconds = time.perf_counter() - began
    found = f"{len(analysis.entities)} names and {len(analysis.quotes)} quotes in a sample"
    if not analysis.entities or not analysis.quotes:
        return Finding(False, "analysis", f"Only {found}: models are missing. Install newsreader again.")
    return Finding(True, "analysis", f"{analysis.model}: {found}, {seconds:.1f} s including loading")


def _log() -> Finding:
    path = log_path()
    if not path.exists():
        return Finding(True, "log", f"{path}: not found; no unexpected error so far")
    when = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    return Finding(True, "log", f"{path}: unexpected errors, the last on {when:%Y-%m-%d %H:%M}")


def _terminal() -> Finding:
    columns, rows = shutil.get_terminal_size()
    encoding = (sys.stdout.encoding or "unknown").lower()
    kind = f"{os.environ.get('TERM', 'unknown')} {os.environ.get('COLORTERM', '')}".strip()
    sentence = f"{kind}, {columns} x {rows}, {encoding}"
    if encoding.replace("-", "") != "utf8":
        return Finding(
            False, "terminal", f"{sentence}. Set a UTF-8 locale, such as LANG=C.UTF-8, to see all characters."
        )
    return Finding(True, "terminal", sentence)


def _clipboard() -> Finding:
    import pyperclip

    from newsreader.integration.clipboard import way

    copy, _ = pyperclip.determine_clipboard()
    if copy:  # falsy if pyperclip found no clipboard
        return Finding(True, "clipboard", f"the clipboard of this machine, and {way()}")
    return Finding(True, "clipboard", f"{way()}; to use the clipboard of this machine, install xclip or wl-clipboard")
