"""Several programs on one library at once: (in tests) python -m benchmarks.crowd [--seconds 120]

Two readers that page, search and mark, one program that adds articles as a refresh does, and a bulk analysis with two
processes. Prints what each did and its longest wait; ends with status 1 where any of them met an error.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from newsreader.library.store import Library

_SELF = (sys.executable, "-c")

_COMMON = """
import sys, time
from itertools import islice
from pathlib import Path
from benchmarks.articles import made
from newsreader.library.store import Library, View, ViewKind
path, end = Path(sys.argv[1]), time.monotonic() + float(sys.argv[2])
worst, done = 0.0, 0
def timed(run):
    global worst, done
    began = time.monotonic()
    result = run()
    worst, done = max(worst, time.monotonic() - began), done + 1
    return result
"""

_PROGRAMS = {
    "reader": """
library = Library(path)
while time.monotonic() < end:
    for view in (View(), View(ViewKind.UNREAD), View(query="president government"), View(source="Source 7")):
        rows = timed(lambda: library.first(view, 60))
        for row in rows[:5]:
            timed(lambda: library.article(row.id))
            timed(lambda: library.set_read([row.id], not row.read))
            timed(lambda: library.set_position(row.id, 10))
    timed(lambda: library.undo(library.set_all_read(View(query="government"))))
""",
    "refresh": """
library = Library(path)
articles = made(10**9)
while time.monotonic() < end:
    lot = list(islice(articles, 700))
    timed(lambda: library.add(lot))
""",
    "analysis": """
from newsreader.background.bulk_analysis import analyse_all
class Over(Exception): pass
def note(progress):
    global done
    done += 1
    assert not progress.failed, progress
    if time.monotonic() > end: raise Over
while time.monotonic() < end:
    try:
        analyse_all(path, 2, note)
    except Over:
        pass
    time.sleep(0.2)
""",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=120)
    seconds = parser.parse_args().seconds
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        programs = [
            (
                name,
                subprocess.Popen(
                    [
                        *_SELF,
                        f"{_COMMON}\n{_PROGRAMS[name]}\nprint(f'{{done:>8}} done, longest wait {{worst:.2f}} s')",
                        str(path),
                        str(seconds),
                    ],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                ),
            )
            for name in ("reader", "reader", "refresh", "analysis")
        ]
        for name, program in programs:
            said, errors = program.communicate()
            print(f"{name:<10}{said.strip()}{errors.strip()[-600:]}", flush=True)
            failed |= program.returncode != 0
        with closing(Library(path)) as library:
            print(f"{library.counts()}; put right: {library.repair() or 'nothing'}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
