"""How fast the recogniser alone is: `python tests/benchmarks/entities_speed.py FILE.jsonl` ({"text"}, one a line).

Prints words a second on one core, article by article, the best of five passes; and the time from nothing to the
first entity, less what numpy takes to import. Set OPENBLAS_NUM_THREADS=1 for a figure of one core.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

FIRST = """
import time
import numpy
began = time.perf_counter()
from newsreader.language.entities import recognise
from newsreader.language.document import document
recognise.find(document.read("Ann Lee flew to Kenya."))
print(time.perf_counter() - began)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="articles: a JSON object with a `text` on each line")
    file: Path = parser.parse_args().file

    from newsreader.language.document import document as sentences
    from newsreader.language.entities import recognise

    lines = file.read_text(encoding="utf-8").splitlines()
    documents = [sentences.read(json.loads(line)["text"]) for line in lines]
    words = sum(len(document.text.split()) for document in documents)
    recognise.find(documents[0])
    times = []
    for _ in range(5):
        began = time.process_time()
        for document in documents:
            recognise.find(document)
        times.append(time.process_time() - began)
    print(f"{words / min(times):,.0f} words/s")
    runs = [subprocess.run([sys.executable, "-c", FIRST], capture_output=True, text=True, check=True) for _ in range(5)]
    print(f"{min(float(run.stdout) for run in runs):.3f} s to the first entity")


if __name__ == "__main__":
    main()
