"""All figures of a large library in one table: (in tests) python -m benchmarks.figures [--articles 100000] [--memory]

Fills a library with made-up articles and prints what adding them, a launch, the next article, a search, marking all
read and its undo cost. With --memory it also reads 50 articles in the program itself, on a pseudo-terminal, and adds
up the memory of all its processes (Linux): their proportional set size, as pages that two share are there once.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.articles import made
from newsreader.library.store import Library, View

_SCREENFUL = 60
_STEPS = 200


def clocked(run: Callable[[], object]) -> float:
    """Seconds that `run` takes."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def launch(path: Path) -> None:
    """What a launch asks of the library before the first paint."""
    library = Library(path)
    first = library.first(View(), _SCREENFUL)
    library.article(first[0].id)
    library.counts()
    library.close()


def processes(pid: int) -> list[int]:
    """A process and all that it has started."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    children = [child for task in tasks for child in (task / "children").read_text().split()]
    return [pid, *(found for child in children for found in processes(int(child)))]


def memory(path: Path, articles: int) -> float:
    """Megabytes of all processes of the reader after reading so many articles."""
    from terminal import NEWSREADER, Terminal

    with Terminal([*NEWSREADER, "--library", str(path)], columns=160, rows=50) as terminal:
        terminal.until("body-")
        for _ in range(articles):
            before = terminal.text
            terminal.press("J")
            terminal.until(lambda text, before=before: text != before)  # type: ignore[misc]
        terminal.until(lambda text: "Summary" in text and "Reading the article" not in text)
        sizes = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in processes(terminal.pid))
        return sum(int(re.findall(r"^Pss:\s+(\d+)", size, re.MULTILINE)[0]) for size in sizes) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--memory", action="store_true")
    arguments = parser.parse_args()
    count = arguments.articles
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        articles = list(made(count))
        library = Library(path)
        cpu = time.process_time()
        seconds = clocked(lambda: library.add(articles))
        print(f"add {count:,} articles: {seconds:.1f} s (processor {time.process_time() - cpu:.1f} s)", flush=True)
        print(f"launch: {min(clocked(lambda: launch(path)) for _ in range(7)) * 1000:.1f} ms for the library")
        ids = library.ids(View())
        steps = sorted(clocked(lambda id=id: library.article(id)) for id in ids[:_STEPS])  # type: ignore[misc]
        print(f"next article, p95: {steps[len(steps) * 95 // 100] * 1000:.1f} ms for the library")
        search = View(query="president government")
        best = min(clocked(lambda: library.first(search, _SCREENFUL)) for _ in range(7))
        print(f"search of two words, first screenful: {best * 1000:.1f} ms")
        began = time.perf_counter()
        change = library.set_all_read(View())
        print(f"mark all read: {time.perf_counter() - began:.2f} s")
        print(f"undo it: {clocked(lambda: library.undo(change)):.2f} s")
        library.close()
        if arguments.memory and sys.platform == "linux":
            print(f"memory after reading 50 articles: {memory(path, 50):.0f} MB")


if __name__ == "__main__":
    main()
