"""Passwords of feeds are stored in the keyring or a private file, and follow or leave their feed."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest

from newsreader.errors import NewsreaderError
from newsreader.intake.http.logins import Login
from newsreader.library.database.library_errors import LibraryError
from newsreader.library.feeds.entry_merger import FeedDelivery
from newsreader.library.recovery import recover
from newsreader.library.store import Library, View
from newsroom import ARTICLES, stocked

ADDRESS = "https://ann:s3cret@h.test/feed"
PLAIN = "https://h.test/feed"
LOGIN = Login("ann", "s3cret")


class Keyring(ModuleType):
    """A stand-in for the module of that name."""

    def __init__(self, works: str = "well") -> None:
        super().__init__("keyring")
        self.kept: dict[tuple[str, str], str] = {}
        self.works = works

    def set_password(self, service: str, name: str, password: str) -> None:
        if self.works == "not":
            raise RuntimeError("no backend")
        if self.works != "for nothing":
            self.kept[service, name] = password

    def get_password(self, service: str, name: str) -> str | None:
        if self.works == "locked":
            raise RuntimeError("locked")
        return self.kept.get((service, name))

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch, no_keyring: None) -> Keyring:
    keyring = Keyring()
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    return keyring


def in_the_files(path: Path) -> list[str]:
    """Return the names of the files that contain the password."""
    return [file.name for file in path.parent.iterdir() if b"s3cret" in file.read_bytes()]


def test_the_library_does_not_hold_it(library_path: Path) -> None:
    with closing(Library(library_path)) as library:
        feed = library.subscribe(ADDRESS)
        assert (feed.url, feed.name) == (PLAIN, "h.test")
        assert library.credentials.login(PLAIN) == LOGIN
        assert library.credentials.login("https://h.test/other") is None
        assert in_the_files(library_path) == ["library.db.logins"]
        assert os.name == "nt" or stat.S_IMODE(library.credentials.path.stat().st_mode) == 0o600
        assert library.subscribe(PLAIN).id == feed.id  # without a password the stored one stays
        assert library.credentials.login(PLAIN) == LOGIN
    with closing(Library(library_path, read_only=True)) as library:
        assert library.credentials.login(PLAIN) == LOGIN


def test_a_keyring_has_it_where_there_is_one(library_path: Path, keyring: Keyring) -> None:
    with closing(Library(library_path)) as library:
        feed = library.subscribe(ADDRESS)
        assert library.credentials.login(PLAIN) == LOGIN
        assert in_the_files(library_path) == []
        keyring.works = "locked"
        with pytest.raises(LibraryError, match="keyring"):
            library.credentials.login(PLAIN)
        library.unsubscribe(feed.id)
        assert keyring.kept == {}
        assert not library.credentials.path.exists()


@pytest.mark.parametrize("works", ["not", "for nothing"])
def test_a_keyring_that_does_not_work_is_passed_over(library_path: Path, keyring: Keyring, works: str) -> None:
    keyring.works = works
    with closing(Library(library_path)) as library:
        library.subscribe(ADDRESS)
        assert library.credentials.login(PLAIN) == LOGIN


@pytest.mark.parametrize(
    ("url", "login"),
    [
        ("https://h.test/moved", LOGIN),
        ("https://other.test/feed", None),
        ("https://bea:new@other.test/feed", Login("bea", "new")),
        ("https://bea:new@h.test/feed", Login("bea", "new")),
    ],
)
def test_another_address_takes_it_along_within_its_host_only(library_path: Path, url: str, login: Login | None) -> None:
    with closing(Library(library_path)) as library:
        number = library.subscribe(ADDRESS).id
        library.record_failure(number, "No.")
        library.edit_subscription(number, url=url)
        [feed] = library.subscriptions()
        assert feed.url == url.replace("bea:new@", "")
        assert feed.failures == 0
        assert library.credentials.login(feed.url) == login
        assert feed.url == PLAIN or PLAIN not in library.credentials


def test_a_feed_that_says_that_it_moved_takes_it_along_within_its_host_only(library_path: Path) -> None:
    with closing(Library(library_path)) as library:
        number = library.subscribe(ADDRESS).id
        library.store_deliveries([FeedDelivery(number, moved_to="https://h.test/new")])
        assert library.credentials.login("https://h.test/new") == LOGIN
        library.store_deliveries([FeedDelivery(number, moved_to="https://evil.test/new")])
        assert library.credentials.login("https://evil.test/new") is None
        assert in_the_files(library_path) == []


def test_a_name_and_tags_leave_it_alone(library_path: Path) -> None:
    with closing(Library(library_path)) as library:
        number = library.subscribe(ADDRESS).id
        library.edit_subscription(number, name="Mine", tags=["a"], muted=True)
        assert library.credentials.login(PLAIN) == LOGIN


def with_password(path: Path) -> None:
    """Change the library to what an older version would have left."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE feed SET url = ?1, reason = 'No ' || ?1, site = ?1 WHERE url = ?2", (ADDRESS, PLAIN))
        connection.execute("UPDATE article SET url = ?", (ADDRESS.replace("feed", "article"),))
        connection.execute("UPDATE body SET marks = ?", (json.dumps([[0, 4, "link", ADDRESS]]),))
        connection.commit()


@pytest.mark.parametrize("when", ["opened", "refreshed"])
def test_an_older_library_is_put_right(library_path: Path, when: str) -> None:
    with closing(stocked(library_path)) as library:
        library.subscribe(PLAIN)
        library.subscribe("https://h.test/@ann/feed")
        with_password(library_path)
        if when == "refreshed":
            assert {due.url for due in library.due_feeds()} == {PLAIN, "https://h.test/@ann/feed"}
    if when == "opened":
        with closing(Library(library_path, read_only=True)) as library:  # until then nothing shows it
            assert {feed.url for feed in library.subscriptions()} == {PLAIN, "https://h.test/@ann/feed"}
            assert {entry.url for entry in library.first(View(), 10)} == {"https://h.test/article"}
        Library(library_path).close()
    with closing(sqlite3.connect(library_path)) as connection:
        [(url, reason, site)] = connection.execute("SELECT url, reason, site FROM feed WHERE reason <> ''").fetchall()
        connection.execute("VACUUM")
    assert (url, reason, site) == (PLAIN, f"No {PLAIN}", PLAIN)
    assert in_the_files(library_path) == ["library.db.logins"]
    with closing(Library(library_path)) as library:
        assert library.credentials.login(PLAIN) == LOGIN
        article = library.article(next(iter(library.ids(View()))))
        assert [mark.value for mark in article.marks] == [PLAIN]


def test_two_subscriptions_that_become_one_do_not_stop_it(library_path: Path) -> None:
    with closing(Library(library_path)) as library:
        library.subscribe(PLAIN)
        library.subscribe("https://h.test/second")
    with closing(sqlite3.connect(library_path)) as connection:
        connection.execute("UPDATE feed SET url = ? WHERE url LIKE '%second'", (ADDRESS,))
        connection.commit()
    with closing(Library(library_path)) as library:
        assert [feed.url for feed in library.subscriptions()] == [PLAIN]
        assert library.credentials.login(PLAIN) == LOGIN


def test_a_library_that_needs_nothing_is_not_written_to(library_path: Path) -> None:
    with closing(Library(library_path)) as library:
        library.subscribe("https://h.test/@ann/feed")
    before = library_path.stat().st_mtime_ns
    with closing(sqlite3.connect(library_path)) as other:
        other.execute("BEGIN IMMEDIATE")  # a writer would have to wait
        Library(library_path).close()
    assert library_path.stat().st_mtime_ns == before


@pytest.mark.parametrize("words", ["{", "[]", '{"a": 1}', "\udcff", "[" * 100_000])
def test_a_damaged_file_stops_no_feed_and_is_kept_when_another_is_written(library_path: Path, words: str) -> None:
    with closing(Library(library_path)) as library:
        file = library.credentials.path
        file.write_bytes(words.encode("utf-8", "surrogateescape"))
        assert library.credentials.login(PLAIN) is None
        with pytest.raises(NewsreaderError, match="cannot be read"):
            library.credentials.check()
        library.subscribe(ADDRESS)
        assert library.credentials.login(PLAIN) == LOGIN
        assert Path(f"{file}.damaged").exists()


def test_a_rescued_library_has_them_too(library_path: Path, tmp_path: Path) -> None:
    with closing(stocked(library_path)) as library:
        library.subscribe(ADDRESS)
    recover(library_path, tmp_path / "saved.db")
    with closing(Library(tmp_path / "saved.db")) as library:
        assert library.credentials.login(PLAIN) == LOGIN
    assert not list(tmp_path.glob(".newsreader-*"))


def test_a_page_is_asked_with_the_login_of_its_feed_on_the_same_host(library_path: Path) -> None:
    with closing(Library(library_path)) as library:
        name = library.subscribe(ADDRESS).name
        article = ARTICLES[0]._replace(source=name, url="https://h.test/article")
        assert library.login_for(article) == LOGIN
        assert library.login_for(article._replace(url="https://other.test/article")) is None
        assert library.login_for(article._replace(source="Another")) is None


def test_an_article_is_stored_without_it(library_path: Path) -> None:
    with closing(Library(library_path)) as library:
        library.add([ARTICLES[0]._replace(url="https://ann:s3cret@h.test/article")])
        assert library.first(View(), 1)[0].url == "https://h.test/article"
        assert in_the_files(library_path) == []
