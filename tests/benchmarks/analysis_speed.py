"""Measure the time of the whole analysis, and check that it grows in step with the text.

    python tests/benchmarks/analysis_speed.py FOLDER_OF_TEXTS

Prints the processor time for 700 words in milliseconds (the best of three rounds), for the whole analysis, the
sentences and the summary, and the time for one text of 1, 2, 4 and 8 times the length.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import newsreader
from newsreader.language.document import document
from newsreader.language.summary import summary


def least(run: Callable[[], object], rounds: int = 3) -> float:
    """Return the processor time of the fastest round, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="a folder of plain texts; every ninth is used")
    folder: Path = parser.parse_args().folder
    texts = [file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.txt"))][::9]
    words = sum(len(text.split()) for text in texts)
    newsreader.analyse(texts[0])
    documents = [document.read(text) for text in texts]
    whole = least(lambda: [newsreader.analyse(text) for text in texts])
    reading = least(lambda: [document.read(text) for text in texts])
    choosing = least(lambda: [summary.choose(document) for document in documents])
    for name, seconds in (("whole analysis", whole), ("sentences", reading), ("summary", choosing)):
        print(f"{name:15} {seconds / words * 700 * 1000:6.1f} ms for 700 words, {words / seconds:8.0f} words/s")
    base = "\n\n".join(texts[:20])
    for times in (1, 2, 4, 8):
        text = "\n\n".join([base] * times)
        print(f"{len(text):9} characters: {least(lambda text=text: newsreader.analyse(text), 1):.2f} s")  # type: ignore[misc]


if __name__ == "__main__":
    main()
