"""Keep the program's own files from other users of the machine: files 0600, folders 0700.

Does nothing on Windows: a user's own folders are private there.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

__all__ = ["create", "make_folder", "notice", "put_right"]

_OTHERS = 0o077
"""The permissions of group and others."""

_HEADER = 72
_MAGIC, _APPLICATION = b"SQLite format 3\0", b"nwsr"
"""How a library begins, and what marks it as ours at the end of the first 72 bytes (see `library.schema`)."""

_SCHEMAS = range(1, 20)
"""Schema versions of which there may be a backup."""


def create(path: Path) -> None:
    """Make an empty file that only its owner may read, unless there is one. Raises OSError.

    SQLite gives the files that it makes next to a library the permissions of the library.
    """
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def make_folder(path: Path) -> None:
    """Make a folder that only its owner may enter, and the folders above it. One that is there stays as it is.

    Raises OSError.
    """
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


def put_right(library: Path) -> list[Path]:
    """Take the permissions of others from our folders and files, and from `library`; return what was changed.

    Folders that the user named stay as they are. Nothing of another user, and no database of another program, changes.
    """
    if os.name == "nt":
        return []
    return [path for path in (*_own_places(), *_files_of(library)) if _tighten(path)]


def notice(changed: list[Path]) -> str:
    """Return a sentence about what `put_right` changed; "" for nothing."""
    if not changed:
        return ""
    more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
    return f"Other users could read {changed[0]}{more}: only you can now."


def _own_places() -> Iterator[Path]:
    """Yield the platform's folders for this program, and the files in them."""
    from platformdirs import PlatformDirs

    places = PlatformDirs("newsreader", appauthor=False)
    folders = (
        places.user_data_path,
        places.user_config_path,
        places.user_cache_path,
        places.user_state_path,
        places.user_log_path,
    )
    for folder in dict.fromkeys(folders):
        with contextlib.suppress(OSError):  # most are not there
            inside = sorted(folder.iterdir())
            yield folder
            yield from inside


def _files_of(library: Path) -> Iterator[Path]:
    """Yield a library and the files next to it, if newsreader made it."""
    path = Path(os.path.realpath(library))
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER)
    except OSError:
        return  # opening the library says why
    if head.startswith(_MAGIC) and head.endswith(_APPLICATION):
        beside = ("-wal", "-shm", ".logins", *(f".schema-{number}.backup" for number in _SCHEMAS))
        yield from (path, *(path.with_name(path.name + ending) for ending in beside))


def _tighten(path: Path) -> bool:
    try:
        about = path.lstat()
        ours = about.st_uid == os.geteuid() and (stat.S_ISREG(about.st_mode) or stat.S_ISDIR(about.st_mode))
        if not ours or not about.st_mode & _OTHERS:
            return False
        path.chmod(stat.S_IMODE(about.st_mode) & ~_OTHERS)
    except OSError:
        return False  # it is gone, or its file system keeps no permissions
    return True
