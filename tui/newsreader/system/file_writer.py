"""Write files that the user asks for: complete or not at all, and never through a symbolic link."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from newsreader.errors import NewsreaderError

__all__ = ["WriteError", "check_target", "temporary", "write_file"]

_STREAMS = ("/dev/stdout", "/dev/stderr", "/dev/fd/")
"""Links of the system to open streams."""


class WriteError(NewsreaderError):
    """A file cannot be written."""


def write_file(path: Path, data: bytes, *, overwrite: bool = False, private: bool = False) -> None:
    """Put `data` into the file `path`, with the permissions that the user's umask gives, or for the owner only.

    A file that is there is only replaced with `overwrite`, and keeps its permissions. Devices and pipes are written to
    as they are. Raises WriteError.
    """
    if _is_stream(path):
        with _explained(path):
            path.write_bytes(data)
        return
    with temporary(path, overwrite=overwrite, private=private) as unfinished, _explained(path):
        unfinished.write_bytes(data)


@contextlib.contextmanager
def temporary(path: Path, *, overwrite: bool = False, private: bool = False) -> Iterator[Path]:
    """Yield an empty file in the folder of `path`; it gets the name `path` when the block ends without an error.

    Otherwise remove it, and the files that SQLite made next to it. Raises WriteError.
    """
    check_target(path, overwrite=overwrite)
    unfinished = path.with_name(f".newsreader-{secrets.token_hex(6)}.tmp")
    try:
        with _explained(path):
            os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600 if private else 0o666))
            if overwrite and not private and path.exists():
                shutil.copymode(path, unfinished)
        yield unfinished
        with _explained(path):
            _rename(unfinished, path, overwrite=overwrite)
    finally:
        for ending in ("", "-wal", "-shm"):
            unfinished.with_name(unfinished.name + ending).unlink(missing_ok=True)


def check_target(path: Path, *, overwrite: bool = False) -> None:
    """Raise WriteError where nothing may be written to `path`: a symbolic link, a folder, a file unless `overwrite`."""
    if _is_stream(path):
        return
    with _explained(path):
        if path.is_symlink():
            raise WriteError(f"{path} is a symbolic link: it was left as it is.", "Name the file that it leads to.")
        if path.is_dir():
            raise WriteError(f"{path} is a folder.", "Name a file.")
        if not overwrite and path.exists():
            raise _there(path)


def _there(path: Path) -> WriteError:
    return WriteError(f"There is a file at {path} already: it was left as it is.", "Name another file, or use --force.")


def _is_stream(path: Path) -> bool:
    if str(path).startswith(_STREAMS):
        return True
    try:
        mode = path.lstat().st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)


def _rename(unfinished: Path, path: Path, *, overwrite: bool) -> None:
    if overwrite:
        unfinished.replace(path)
        return
    try:
        if os.name == "nt":
            unfinished.rename(path)  # Windows refuses where there is a file
        else:
            path.hardlink_to(unfinished)  # unlike a rename this fails where a file came meanwhile
    except FileExistsError as error:
        raise _there(path) from error
    except OSError:
        # The file system has no hard links.
        if os.path.lexists(path):
            raise _there(path) from None
        unfinished.rename(path)


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WriteError(f"{path} cannot be written: {error.strerror or error}.") from error
    except ValueError as error:  # a null character
        raise WriteError("That is not a name for a file.") from error
