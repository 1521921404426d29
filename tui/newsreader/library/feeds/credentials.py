"""Store the passwords of feeds in the system's keyring, or else in a file next to the library, for its owner only.

The file is JSON, {address: {"keyring": number}} or {address: {"user": name, "password": word}}. It is changed only
inside write transactions of the library, so that two programs never change it at the same time.
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

__all__ = ["Credentials", "extract_passwords", "for_connection"]

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
"""Columns with addresses in which older versions left passwords: they resolved a feed's links against its address."""


class Credentials:
    """User names and passwords by the addresses of feeds, for the library in the file `library`."""

    def __init__(self, library: Path) -> None:
        # Like SQLite, put the file next to the library that a symbolic link leads to.
        self.path = Path(os.path.realpath(library) + ".logins")
        self._stamp: tuple[int, int] | None = None
        self._known: dict[str, dict[str, str]] = {}

    def __contains__(self, url: str) -> bool:
        return url in self._read()

    def login(self, url: str) -> Login | None:
        """Return the login for the feed at `url`, or None. May take a moment, because it asks the keyring.

        Raise LibraryError if it cannot be read.
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
            except Exception as error:  # keyrings raise errors of many kinds
                raise _unreadable(url) from error
        if found is None:
            raise _unreadable(url)
        return Login(*json.loads(found))

    def store(self, url: str, login: Login) -> None:
        """Store the login for the feed at `url`. Raise LibraryError if it cannot be written."""
        self.delete(url)
        number = secrets.token_hex(8)
        if _store_in_keyring(number, login):
            self._write({**self._read(), url: {"keyring": number}})
        else:
            self._write({**self._read(), url: {"user": login.user, "password": login.password}})

    def delete(self, url: str) -> None:
        """Delete the login for the feed at `url`, if there is one."""
        known = dict(self._read())
        kept = known.pop(url, None)
        if kept is None:
            return
        if "keyring" in kept and (keyring := _keyring()) is not None:
            with contextlib.suppress(Exception):  # it is deleted there already, or remains unused
                keyring.delete_password(_SERVICE, kept["keyring"])
        self._write(known)

    def move(self, before: str, after: str) -> None:
        """Keep the login of a feed that moves within its host. Delete it if the host changes, which must not get it."""
        kept = self._read().get(before)
        if kept is None or before == after:
            return
        if not may_send_login(before, after):
            self.delete(before)
            return
        known = {url: login for url, login in self._read().items() if url != before}
        self._write({**known, after: kept})

    def copy_to(self, library: Path) -> None:
        """Copy the logins to another library that was made from this one. Raises NewsreaderError."""
        if known := self._read():
            other = Credentials(library)
            other._write({**known, **other._read()})

    def describe(self) -> str:
        """Return where the passwords are stored, and for how many feeds."""
        known = self._read().values()
        in_keyring = sum("keyring" in kept for kept in known)
        return f"{len(known)} feeds: {in_keyring} in the keyring, {len(known) - in_keyring} in {self.path}"

    def check(self) -> None:
        """Raise LibraryError if the file cannot be read. Feeds that need a password then fail to authenticate."""
        try:
            _checked(json.loads(self.path.read_bytes()))
        except FileNotFoundError:
            return
        except (OSError, ValueError, RecursionError) as error:
            raise LibraryError(
                f"The passwords in {self.path} cannot be read.", "Add the feeds that need a password again."
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
            return {}  # feeds without a password still work; see `check`
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


def for_connection(connection: sqlite3.Connection) -> Credentials:
    """Return the credentials of an open library."""
    return Credentials(Path(connection.execute("PRAGMA database_list").fetchone()[2]))


def extract_passwords(connection: sqlite3.Connection) -> None:
    """Move passwords from the addresses of feeds to the credentials, and remove them from addresses of articles."""
    credentials = for_connection(connection)
    for number, url in connection.execute("SELECT id, url FROM feed WHERE kind = 'feed' AND url LIKE '%@%'").fetchall():
        plain, login = split_login(url)
        if plain == url:
            continue  # the "@" is in another part
        if connection.execute("SELECT 1 FROM feed WHERE url = ?", (plain,)).fetchone():
            connection.execute("DELETE FROM feed WHERE id = ?", (number,))  # the other subscription is to the same feed
        else:
            connection.execute("UPDATE feed SET url = ? WHERE id = ?", (plain, number))
        if login is not None:
            credentials.store(plain, login)
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
        raise ValueError("not a file of logins")
    return known


def _unreadable(url: str) -> LibraryError:
    return LibraryError(
        f"The password of {url} is in the system's keyring, which does not return it.",
        "Unlock the keyring, or add the feed again with its password.",
    )


def _keyring() -> ModuleType | None:
    """Return the module for the system's keyring, or None if it is not installed."""
    try:
        import keyring
    except ImportError:
        return None
    return keyring  # type: ignore[no-any-return]


def _store_in_keyring(number: str, login: Login) -> bool:
    """Store a login in the system's keyring; return False if there is no usable one."""
    keyring, words = _keyring(), json.dumps(login)
    if keyring is None:
        return False
    try:
        keyring.set_password(_SERVICE, number, words)
        return bool(keyring.get_password(_SERVICE, number) == words)  # some accept a password and do not store it
    except Exception:  # noqa: BLE001  # keyrings raise errors of many kinds; use the file
        return False
