"""Files that the user asks for: complete or not at all, never through a link, never over another file unasked."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from newsreader.cli.main import DONE, FAILED
from newsreader.library.store import Library
from newsreader.system import file_writer
from newsreader.system.file_writer import WriteError, temporary, write_file

Run = Callable[..., tuple[int, str, str]]
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions and links")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def umask() -> object:
    before = os.umask(0o027)
    yield 0o027
    os.umask(before)


def test_a_file_is_there_when_all_of_it_is(tmp_path: Path) -> None:
    target = tmp_path / "out.md"
    with pytest.raises(KeyboardInterrupt), temporary(target) as unfinished:
        unfinished.write_bytes(b"half")
        assert not target.exists()
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []
    write_file(target, b"all")
    assert [path.name for path in tmp_path.iterdir()] == ["out.md"]
    assert target.read_bytes() == b"all"


@posix
def test_permissions_are_the_umask_s_the_old_file_s_or_the_owner_s(tmp_path: Path, umask: int) -> None:
    for name, private, expected in (("export.md", False, 0o640), ("config.toml", True, 0o600)):
        write_file(tmp_path / name, b"", private=private)
        assert mode(tmp_path / name) == expected
    kept = tmp_path / "secret.md"
    kept.touch(0o600)
    write_file(kept, b"new", overwrite=True)
    assert (mode(kept), kept.read_bytes()) == (0o600, b"new")


def test_what_is_there_stays_unless_it_is_to_be_replaced(tmp_path: Path) -> None:
    target = tmp_path / "out.md"
    target.write_text("old")
    with pytest.raises(WriteError, match="already"):
        write_file(target, b"new")
    with pytest.raises(WriteError, match="a folder"):
        write_file(tmp_path, b"new", overwrite=True)
    assert target.read_text() == "old"
    write_file(target, b"new", overwrite=True)
    assert target.read_text() == "new"


@pytest.mark.parametrize("linked", [True, False], ids=["hard links", "no hard links"])
def test_a_file_that_comes_meanwhile_stays(tmp_path: Path, linked: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not linked:

        def refuse(*_: object) -> None:
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(Path, "hardlink_to", refuse)
    target = tmp_path / "out.md"
    with pytest.raises(WriteError, match="already"), temporary(target) as unfinished:
        unfinished.write_bytes(b"ours")
        target.write_text("theirs")
    assert target.read_text() == "theirs"
    target.unlink()
    write_file(target, b"ours")
    assert target.read_text() == "ours"
    assert len(list(tmp_path.iterdir())) == 1


@posix
@pytest.mark.parametrize("there", [True, False])
def test_nothing_is_written_through_a_link(tmp_path: Path, there: bool) -> None:
    victim, link = tmp_path / "victim", tmp_path / "link.md"
    if there:
        victim.write_text("precious")
    link.symlink_to(victim)
    for overwrite in (False, True):
        with pytest.raises(WriteError, match="symbolic link"):
            write_file(link, b"new", overwrite=overwrite)
    assert link.is_symlink()
    assert victim.exists() == there
    assert not there or victim.read_text() == "precious"


@posix
@pytest.mark.skipif(sys.platform != "linux", reason="/dev/stdout is asked for")
def test_devices_and_pipes_are_written_to(run: Run, library: Library) -> None:
    write_file(Path(os.devnull), b"gone")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)
    reading, writing = os.pipe()
    write_file(Path(f"/dev/fd/{writing}"), b"through")
    assert os.read(reading, 100) == b"through"
    os.close(reading)
    os.close(writing)


def test_a_name_that_cannot_be_is_said() -> None:
    with pytest.raises(WriteError, match="not a name"):
        write_file(Path("a\0b"), b"")


COMMANDS = [["export", "--format", "json", "-o"], ["opml", "export"]]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: " ".join(words[:2]))
def test_commands_replace_a_file_only_with_force(
    run: Run, library: Library, tmp_path: Path, command: list[str]
) -> None:
    target = tmp_path / "mine.txt"
    target.write_text("mine")
    status, _, said = run(*command, target, "--library", library.path)
    assert (status, target.read_text()) == (FAILED, "mine")
    assert "--force" in said
    assert run(*command, target, "--force", "--library", library.path)[0] == DONE
    assert target.read_text() != "mine"


@posix
@pytest.mark.parametrize("command", [*COMMANDS, ["doctor", "--save"]], ids=lambda words: " ".join(words[:2]))
def test_commands_never_write_through_a_link(run: Run, library: Library, tmp_path: Path, command: list[str]) -> None:
    target, link = tmp_path / "elsewhere", tmp_path / "link"
    link.symlink_to(target)
    forced = [] if "doctor" in command else ["--force"]
    status, _, said = run(*command, link, *forced, "--library", library.path)
    assert status == FAILED
    assert "newsreader: " in said
    assert not target.exists()


@pytest.mark.parametrize("answer", [True, False])
def test_on_a_terminal_a_file_that_is_there_is_asked_about(
    run: Run, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: bool
) -> None:
    target = tmp_path / "mine.opml"
    target.write_text("mine")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    asked: list[str] = []

    def confirm(question: str) -> bool:
        asked.append(question)
        return answer

    monkeypatch.setattr("click.confirm", confirm)
    status, *_ = run("opml", "export", target, "--library", library.path)
    assert asked == [f"{target} exists. Overwrite it?"]
    assert (status, target.read_text() == "mine") == ((DONE, False) if answer else (FAILED, True))


def test_a_rescued_library_comes_whole_or_not(
    run: Run, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise file_writer.WriteError("The disk is full.")

    saved = tmp_path / "saved.db"
    with monkeypatch.context() as patch:
        patch.setattr("newsreader.library.recovery._copy_notes", broken)
        assert run("doctor", "--save", saved, "--library", library.path)[0] == FAILED
    assert not [path for path in tmp_path.iterdir() if not path.name.startswith("library.db")]
    assert run("doctor", "--save", saved, "--library", library.path)[0] == DONE
    assert mode(saved) & 0o077 == 0 or os.name == "nt"
