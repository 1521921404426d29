"""The passwords of feeds: in the system's keyring, else in a file beside the library that only its owner can read.

The file is JSON, {address: {"keyring": number}} or {address: {"user": name, "password": word}}. It is changed inside
write transactions of the library alone, so that two programs never change it at the same time.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import sqlite3
from pathlib import Path
from types import ModuleType
from typing import Any

from newsreader.errors import hide_passwords
from newsreader.intake.http.logins import Login, may_send_login, split_login
from newsreader.library.database.library_errors import LibraryError
from newsreader.system.file_writer import write_file

__all__ = ["Credentials", "of", "separate"]

_SERVICE = "newsreader"

_COLUMNS = (
    ("article", "url"),
    ("body", "marks"),
    ("other_text", "marks"),
    ("note", "url"),
    ("rule", "feed"),
    ("feed", "site"),
    ("feed", "reason"),
    ("memory", "value"),
)
"""Where older versions kept addresses: those that a feed gave were resolved against its own, password and all."""


class Credentials:
    """User names and passwords by the addresses of feeds, for the library in the file `library`."""

    def __init__(self, library: Path) -> None:
        # SQLite too keeps what belongs to a library beside the file that a link leads to.
        self.path = Path(os.path.realpath(library) + ".logins")
        self._stamp: tuple[int, int] | None = None
        self._known: dict[str, dict[str, str]] = {}

    def __contains__(self, url: str) -> bool:
        return url in self._read()

    def login(self, url: str) -> Login | None:
        """Return what the feed at `url` is asked with; None for none. It may take a moment: the keyring is asked.

        Raises LibraryError where it cannot be read.
        """
        kept = self._read().get(url)
        if kept is None:
            return None
        if "keyring" not in kept:
            return Login(kept.get("user", ""), kept.get("password", ""))
        keyring, found = _keyring(), None
        if keyring is not None:
            try:
                found = keyring.get_password(_SERVICE, kept["keyring"])
            except Exception as error:  # each keyring fails in its own way
                raise _lost(url) from error
        if found is None:
            raise _lost(url)
        return Login(*json.loads(found))

    def keep(self, url: str, login: Login) -> None:
        """Keep what the feed at `url` is asked with. Raises LibraryError where it cannot be written."""
        self.forget(url)
        number = secrets.token_hex(8)
        if _kept_in_keyring(number, login):
            self._write({**self._read(), url: {"keyring": number}})
        else:
            self._write({**self._read(), url: {"user": login.user, "password": login.password}})

    def forget(self, url: str) -> None:
        """Drop what the feed at `url` is asked with, if there is anything."""
        known = dict(self._read())
        kept = known.pop(url, None)
        if kept is None:
            return
        if "keyring" in kept and (keyring := _keyring()) is not None:
            with contextlib.suppress(Exception):  # it is gone from there already, or stays without being used
                keyring.delete_password(_SERVICE, kept["keyring"])
        self._write(known)

    def move(self, before: str, after: str) -> None:
        """Take the login along where a feed moves within its host; elsewhere it is not to be sent, and is dropped."""
        kept = self._read().get(before)
        if kept is None or before == after:
            return
        if not may_send_login(before, after):
            self.forget(before)
            return
        known = {url: its for url, its in self._read().items() if url != before}
        self._write({**known, after: kept})

    def hand_on(self, library: Path) -> None:
        """Let another library, made of this one, have the same logins. Raises NewsreaderError."""
        if known := self._read():
            other = Credentials(library)
            other._write({**known, **other._read()})

    def sentence(self) -> str:
        """Say where the passwords are, and of how many feeds."""
        known = self._read().values()
        apart = sum("keyring" in kept for kept in known)
        return f"of {len(known)} feeds: {apart} in the keyring, {len(known) - apart} in {self.path}"

    def check(self) -> None:
        """Raise LibraryError where the file cannot be read; feeds that need a password then answer that they do."""
        try:
            _checked(json.loads(self.path.read_bytes()))
        except FileNotFoundError:
            return
        except (OSError, ValueError, RecursionError) as error:
            raise LibraryError(
                f"The passwords in {self.path} cannot be read.", "Add the feeds that need one again, with it."
            ) from error

    def _read(self) -> dict[str, dict[str, str]]:
        try:
            about = self.path.stat()
            stamp = (about.st_mtime_ns, about.st_size)
            if stamp != self._stamp:
                self._known, self._stamp = {}, stamp
                self._known = _checked(json.loads(self.path.read_bytes()))
        except FileNotFoundError:
            self._known, self._stamp = {}, None
        except (OSError, ValueError, RecursionError):
            return {}  # feeds that need none go on; see `check`
        return self._known

    def _write(self, known: dict[str, dict[str, str]]) -> None:
        try:
            self.check()
        except LibraryError:
            self.path.replace(f"{self.path}.damaged")
        if not known:
            self.path.unlink(missing_ok=True)
        else:
            write_file(self.path, json.dumps(known, indent=1).encode(), overwrite=True, private=True)
        self._stamp = None


def of(connection: sqlite3.Connection) -> Credentials:
    """Return the credentials of an open library."""
    return Credentials(Path(connection.execute("PRAGMA database_list").fetchone()[2]))


def separate(connection: sqlite3.Connection) -> None:
    """Take the passwords out of the addresses of feeds, and out of those that were resolved against them."""
    kept = of(connection)
    for number, url in connection.execute("SELECT id, url FROM feed WHERE kind = 'feed' AND url LIKE '%@%'").fetchall():
        plain, login = split_login(url)
        if plain == url:
            continue  # an "@" elsewhere
        if connection.execute("SELECT 1 FROM feed WHERE url = ?", (plain,)).fetchone():
            connection.execute("DELETE FROM feed WHERE id = ?", (number,))  # the other subscription is to the same feed
        else:
            connection.execute("UPDATE feed SET url = ? WHERE id = ?", (plain, number))
        if login is not None:
            kept.keep(plain, login)
        words = url.partition("://")[2].partition("/")[0].rpartition("@")[0]
        for table, column in _COLUMNS:
            connection.execute(
                f"UPDATE {table} SET {column} = replace({column}, :login, '//') WHERE instr({column}, :login)",
                {"login": f"//{words}@"},
            )
    for number, reason in connection.execute("SELECT id, reason FROM feed WHERE reason LIKE '%@%'").fetchall():
        connection.execute("UPDATE feed SET reason = ? WHERE id = ?", (hide_passwords(reason), number))


def _checked(known: Any) -> dict[str, dict[str, str]]:
    if not isinstance(known, dict) or not all(isinstance(kept, dict) for kept in known.values()):
        raise ValueError("not what we write")
    return known


def _lost(url: str) -> LibraryError:
    return LibraryError(
        f"The password of {url} is in the keyring of the system, which does not give it.",
        "Unlock the keyring, or add the feed again with its password.",
    )


def _keyring() -> ModuleType | None:
    """Return the library for the system's keyring; None where it is not installed."""
    try:
        import keyring
    except ImportError:
        return None
    return keyring  # type: ignore[no-any-return]


def _kept_in_keyring(number: str, login: Login) -> bool:
    """Keep a login in the system's keyring; False where there is none that can be used."""
    keyring, words = _keyring(), json.dumps(login)
    if keyring is None:
        return False
    try:
        keyring.set_password(_SERVICE, number, words)
        return bool(keyring.get_password(_SERVICE, number) == words)  # some take everything and keep nothing
    except Exception:  # noqa: BLE001  # each keyring fails in its own way; the file takes its place
        return False
