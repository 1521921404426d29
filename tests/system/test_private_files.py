"""Files and folders of the program can be read by their owner only; what others could read is put right, once."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import platformdirs
import pytest

from newsreader.background.analysis_client import Analyst
from newsreader.cli.main import DONE
from newsreader.library.database.schema import VERSION
from newsreader.library.store import Library
from newsreader.session import open_reader
from newsreader.system import private_files
from newsroom import stocked

Run = Callable[..., tuple[int, str, str]]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows keeps a user's folders private")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_library_and_its_folder_are_private_while_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "new" / "library.db"
    before = os.umask(0o002)
    try:
        with closing(stocked(path)):
            found = {file.name: mode(file) for file in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert found == {"library.db": 0o600, "library.db-wal": 0o600, "library.db-shm": 0o600}
    assert mode(path.parent) == 0o700


def test_a_folder_that_the_user_made_stays_as_it_is(tmp_path: Path, run: Run) -> None:
    tmp_path.chmod(0o755)
    path = tmp_path / "library.db"
    stocked(path).close()
    run("list", "--library", path)
    assert mode(tmp_path) == 0o755


def test_what_others_could_read_is_put_right_and_said_once(run: Run, library_path: Path) -> None:
    with closing(stocked(library_path)):
        beside = [library_path.with_name(library_path.name + ending) for ending in ("-wal", "-shm")]
        backup = library_path.with_name(f"{library_path.name}.schema-{VERSION - 1}.backup")
        backup.touch()
        own = platformdirs.user_data_path("newsreader", appauthor=False)
        own.mkdir(exist_ok=True, parents=True)
        log = own / "some.log"
        log.touch()
        with closing(sqlite3.connect(library_path)) as connection:
            connection.execute("PRAGMA wal_checkpoint")  # what marks it as ours is in the file itself
        everything = [library_path, *beside, backup, own, log]
        for path in everything:
            path.chmod(0o755 if path.is_dir() else 0o644)
        status, _, said = run("list", "--library", library_path)
        assert status == DONE
        assert said.startswith("newsreader: Other users could read ")
        assert [path for path in everything if mode(path) & 0o077] == []
        assert run("list", "--library", library_path)[2] == ""


def test_the_reader_says_it_too(library_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stocked(library_path).close()
    library_path.chmod(0o640)
    said: list[str] = []
    monkeypatch.setenv("TEXTUAL_DRIVER", "none")
    monkeypatch.setattr("newsreader.background.analysis_client.Analyst.start", lambda _: None)

    def run(library: Library, sources: Sequence[str], analyst: Analyst, notice: str) -> int:
        said.append(notice)
        return 0

    monkeypatch.setattr("newsreader.ui.app.run", run)
    assert open_reader(library_path) == 0
    assert said == [f"Other users could read {library_path}: only you can now."]


def test_what_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE thing (id)")
        connection.commit()
    text = tmp_path / "notes.txt"
    text.write_text("x" * 100)
    for path in (other, text):
        path.chmod(0o644)
        assert private_files.put_right(path) == []
        assert mode(path) == 0o644


def test_links_in_our_folders_are_not_followed(tmp_path: Path, library_path: Path) -> None:
    dotfiles = tmp_path / "config.toml"
    dotfiles.touch()
    dotfiles.chmod(0o644)
    folder = platformdirs.user_config_path("newsreader", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").symlink_to(dotfiles)
    private_files.put_right(library_path)
    assert mode(dotfiles) == 0o644
    assert mode(folder) == 0o700


def test_settings_are_written_for_their_owner_only(run: Run) -> None:
    status, out, _ = run("config")
    assert status == DONE
    assert mode(Path(out.strip())) == 0o600
    assert mode(Path(out.strip()).parent) == 0o700


def test_the_copy_before_an_update_is_private(tmp_path: Path) -> None:
    from newsreader.library.database import schema

    path = tmp_path / "old.db"
    Library(path).close()
    schema._back_up(path, 1)
    assert mode(path.with_name("old.db.schema-1.backup")) == 0o600
