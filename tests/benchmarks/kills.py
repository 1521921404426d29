"""Kills a writer at random moments and looks whether anything confirmed is lost: (in tests) python -m benchmarks.kills

    python -m benchmarks.kills [--kills 200]

In turn a program is killed (SIGKILL) while it adds, marks, stores analyses or migrates a library of schema 1. It
writes a line for each thing that the library has confirmed; after each kill the library must open, be sound in
SQLite's eyes and by a recount, and hold all that was confirmed. Ends with status 1 at the first that is not so.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from newsreader.library.store import Library, View
from newsreader.model.article import Article

_SCHEMA = Path(__file__).parents[1] / "library" / "database" / "schemas" / "1.sql"
_SEED = 7
_LONGEST_S = 0.25
"""The kill comes at a random moment up to so many seconds after the program has begun its work."""
_ROUND = 20
"""So many kills on one library; then a new one, so that looking at it stays quick."""

_WORKER = """
import sys
from contextlib import ExitStack
from pathlib import Path
from newsreader.model.analysis import Analysis, Entity, Span
from newsreader.model.article import Article
from newsreader.language.resources import models
from newsreader.library.store import Library, View
work, path, run = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
print("begin", flush=True)
library = Library(path)
if work == "migrate":
    print("opened", flush=True)
n = 0
stack = ExitStack()
if work == "add" and int(run) % 8:  # every other time
    stack.enter_context(library.bulk_writes())
ids = library.ids(View())
while work != "migrate":
    n += 1
    if work == "add":
        for added in library.add(Article(f"{run} words {n}-{m}. " * 60, f"{run} {n}-{m}") for m in range(30)):
            print("added", added.id)
    elif work == "mark":
        for id in library.set_read(ids[n * 3 - 3 : n * 3], True).ids:
            print("read", id)
    else:
        id = ids[n % len(ids)]
        found = Analysis((Span(0, 5),), (Entity(0, 3, "PERSON", f"Name {n}"),), method="news", model=models.MODEL)
        library.store_analysis(id, found)
        print("analysed", id)
    sys.stdout.flush()
"""


def killed(work: str, path: Path, run: str, chance: random.Random) -> list[tuple[str, int]]:
    """Start the program, kill it, and give what it said was confirmed."""
    program = subprocess.Popen([sys.executable, "-c", _WORKER, work, str(path), run], stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    program.stdout.readline()
    time.sleep(chance.uniform(0, _LONGEST_S))
    program.kill()
    lines, _ = program.communicate()
    whole = lines[: lines.rfind("\n") + 1].splitlines()
    return [(what, int(number)) for what, _, number in (line.partition(" ") for line in whole) if number]


def look(path: Path, confirmed: list[tuple[str, int]]) -> None:
    """Raise AssertionError where the library is not sound or something confirmed is not in it."""
    with closing(Library(path)) as library:
        states = {entry.id: entry for entry in library.entries(library.ids(View()))}
        for what, number in confirmed:
            assert number in states, f"{what} {number} is lost"
            assert what != "read" or states[number].read, f"that {number} is read is lost"
            assert what != "analysed" or library.analysis(number, "news"), f"the analysis of {number} is lost"
        wrong = library.repair()
        assert wrong == [], wrong
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def old_library(path: Path, count: int) -> None:
    """A library of schema 1 with `count` articles."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_SCHEMA.read_text(encoding="utf-8"))
        connection.execute("PRAGMA journal_mode = WAL")
        for number in range(1, count + 1):
            connection.execute("INSERT INTO article VALUES (?, ?, '', '', '', NULL, 5)", (number, f"Title {number}"))
            connection.execute("INSERT INTO body VALUES (?, ?, '[]')", (number, f"Text {number}. " * 100))
            connection.execute("INSERT INTO state (id) VALUES (?)", (number,))
        connection.execute("PRAGMA user_version = 1")
        connection.execute("PRAGMA application_id = 1853322098")
        connection.commit()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    kills = parser.parse_args().kills
    chance = random.Random(_SEED)
    done: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(kills):
            work = ("add", "mark", "analyse", "migrate")[number % 4]
            path = Path(folder) / f"library-{number // _ROUND}.db"
            if work == "migrate":
                path = Path(folder) / f"old-{number}.db"
                old_library(path, 800)
                killed(work, path, str(number), chance)
                confirmed = [("kept", article) for article in range(1, 801)]
            else:
                with closing(Library(path)) as library:
                    library.add(Article(f"Words {n}. " * 60, f"Title {n}") for n in range(300))
                    library.set_all_read(View(), False)
                confirmed = killed(work, path, str(number), chance)
            look(path, confirmed)
            done[f"{work}: kills"] += 1
            done[f"{work}: confirmed"] += len(confirmed)
    for what, count in sorted(done.items()):
        print(f"{what:<20}{count:>8}")
    print("nothing confirmed was lost")
    return 0


if __name__ == "__main__":
    sys.exit(main())
