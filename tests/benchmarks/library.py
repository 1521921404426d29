"""What the library costs at any size: (in tests) python -m benchmarks.library [--articles 100000] [--keep FILE]

Fills a new library with made-up articles and times what the reader does with it: wall time, and for the long ones
the processor's time too, which a busy machine changes less. Of the short ones the best of several is taken.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from benchmarks.articles import made
from newsreader.library.store import Library, View, ViewKind

_T = TypeVar("_T")

_ROUNDS = 7
_SCREENFUL = 60


def best(what: str, run: Callable[[], object]) -> None:
    """Print the best time of several runs, in milliseconds."""
    times = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        run()
        times.append(time.perf_counter() - began)
    print(f"{what:<58}{min(times) * 1000:10.2f} ms (first {times[0] * 1000:.2f})", flush=True)


def once(what: str, run: Callable[[], _T]) -> _T:
    """Print the time of one run, in seconds."""
    wall, processor = time.perf_counter(), time.process_time()
    result = run()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    print(f"{what:<58}{wall:10.2f} s  (processor {processor:.2f} s)", flush=True)
    return result


def add(path: Path, count: int) -> None:
    """Fill the library; the time to make the articles up is not counted."""
    library = Library(path)
    wall = processor = 0.0
    articles = made(count)
    while lot := list(islice(articles, 5000)):
        began, worked = time.perf_counter(), time.process_time()
        library.add(lot)
        wall += time.perf_counter() - began
        processor += time.process_time() - worked
    began = time.perf_counter()
    library.close()
    wall += time.perf_counter() - began
    print(f"{f'add {count:,} articles':<58}{wall:10.2f} s  (processor {processor:.2f} s)", flush=True)


def launch(path: Path) -> None:
    """What a launch asks of the library before the first paint."""
    library = Library(path)
    library.recall("place", None)
    first = library.first(View(), _SCREENFUL)
    library.article(first[0].id)
    library.analysis(first[0].id, "news")
    library.counts()
    library.close()


def measure(path: Path, count: int) -> None:
    """Time all that is done with a library of `count` articles."""
    best("launch: open, first screenful, newest article, counts", lambda: launch(path))
    library = Library(path)
    ids = library.ids(View())
    best("whole list of numbers", lambda: library.ids(View()))
    best("rows of a screen in the middle", lambda: library.entries(ids[count // 2 : count // 2 + _SCREENFUL]))
    best("open an article in the middle", lambda: library.article(ids[count // 2]))
    numbers = iter(ids)
    best("mark one read", lambda: library.set_read([next(numbers)], True))
    best("next page of the unread", lambda: library.first(View(ViewKind.UNREAD), _SCREENFUL, after=ids[count // 2]))
    for query in (
        "president government",
        '"president government"',
        "the government -president",
        "gover*",
        "president is:unread since:2024-01-02",
        "president source:7",
        "source:7",
        "president government sort:old",
        "president government sort:best",
    ):
        best(f"search, first screenful: {query}", partial(library.first, View(query=query), _SCREENFUL))
        best("    its whole list of numbers", partial(library.ids, View(query=query)))
    first = [entry.id for entry in library.first(View(query="president government"), _SCREENFUL)]
    best("excerpts of a screenful", lambda: library.excerpts(first, "president government"))
    best("hits in an article", lambda: library.hits(first[0], "president government"))
    change = once("mark all read", lambda: library.set_all_read(View()))
    once("undo it", lambda: library.undo(change))
    library.close()
    print(f"{'size of the file':<58}{path.stat().st_size / 1e6:10.1f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="where the library is left, to be used again the next time")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.keep or Path(folder) / "library.db"
        if not path.exists():
            add(path, arguments.articles)
        measure(path, arguments.articles)


if __name__ == "__main__":
    main()
