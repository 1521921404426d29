"""Several programs share a library without seeing a lock, and one that is killed loses nothing it confirmed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsreader.library.store import Library, View, ViewKind
from newsreader.model.article import Article

ADD = """
import sys
from pathlib import Path
from newsreader.model.article import Article
from newsreader.library.store import Library
path, name, lots = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
sys.stdin.readline()
library = Library(path)
for lot in range(lots):
    added = library.add(Article(f"{name} text {lot}-{n}. " * 40, f"{name} {lot}-{n}") for n in range(40))
    library.set_read([a.id for a in added[:20]], True)
    print(lot, flush=True)
library.close()
"""


def start(path: Path, name: str, lots: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", ADD, str(path), name, str(lots)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_programs_make_and_fill_one_library_at_once(path: Path) -> None:
    programs = [start(path, name, 15) for name in ("one", "two")]
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    for program in programs:
        _, errors = program.communicate(timeout=60)
        assert (program.returncode, errors) == (0, "")
    library = Library(path)
    assert (library.counts().all, library.counts().unread) == (2 * 15 * 40, 2 * 15 * 20)
    library.close()


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_killed_writer_loses_nothing_that_was_confirmed(path: Path) -> None:
    confirmed = 0
    for number in range(6):
        program = start(path, f"run {number}", 1000)
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write("go\n")
        program.stdin.flush()
        for _ in range(2 + number):
            program.stdout.readline()
        program.kill()
        rest, _ = program.communicate(timeout=60)
        confirmed += 2 + number + len(rest.split())
    library = Library(path)
    counts = library.counts()
    assert counts.all >= confirmed * 40
    assert counts.all - counts.unread >= confirmed * 20
    assert len(library.ids(View())) == counts.all
    assert len(library.ids(View(ViewKind.UNREAD))) == counts.unread
    library.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_a_writer_waits_for_another_program(path: Path) -> None:
    library = Library(path)
    [added] = library.add([Article("Words.")])
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sqlite3, sys, time\n"
            "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
            "c.execute('BEGIN IMMEDIATE'); print('held', flush=True)\n"
            "time.sleep(0.5); c.execute('COMMIT')",
            str(path),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    began = time.monotonic()
    assert library.counts().unread == 1
    assert time.monotonic() - began < 0.4
    assert library.set_read([added.id], True)
    assert holder.wait(10) == 0
    library.close()
