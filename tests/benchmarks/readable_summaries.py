"""Count the faults of summaries: dependent sentences, boilerplate, repetition.

    python tests/benchmarks/readable_summaries.py DATA

DATA is the data folder, with `summaries/highlights.jsonl` (3 sentences) and `summaries/news.jsonl` (2 sentences). A
sentence is dependent if it opens with a pronoun, "But", "However" or the like and the one before it is not chosen.
"""

from __future__ import annotations

import argparse
import json
import re
from itertools import combinations, pairwise
from pathlib import Path

import newsreader

DEPENDENT = re.compile(
    r"[\W_]*(?:he|she|it|they|him|her|his|hers|its|their|them|this|that|these|those|but|and|or|so|however|meanwhile"
    r"|moreover|furthermore|therefore|instead|nevertheless|also|then|yet|still"
    r"|the\ (?:latter|former))\b(?!\ (?:week|year|month))",
    re.IGNORECASE,
)
BOILERPLATE = re.compile(
    r"read more|read also|also read|click here|follow us|subscribe|newsletter|cookie|all rights reserved|©"
    r"|contributed to this|getty images"
    r"|^\W*\(?(?:photo|image|picture|video|share|by)\b\s*[:A-Z]|^\([A-Z]|\(CNN\)|^https?:"
    r"|\s\.$|[^.!?\"”’')]$",
)


def count(path: Path, size: int) -> None:
    chosen = dependent = boilerplate = same = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["text"]
        analysis = newsreader.analyse(text, row.get("title", ""), sentences=size)
        before = {b: a for a, b in pairwise(analysis.sentences)}
        picked = [text[s.start : s.end] for s in analysis.summary]
        for span, sentence in zip(analysis.summary, picked, strict=True):
            chosen += 1
            if DEPENDENT.match(sentence) and before.get(span) not in analysis.summary:
                dependent += 1
                print("  dependent:", sentence[:100])
            if BOILERPLATE.search(sentence) or sentence == row.get("title"):
                boilerplate += 1
                print("  boilerplate:", sentence[:100], "...", sentence[-30:])
        for one, other in combinations([set(re.findall(r"\w{4,}", s.lower())) for s in picked], 2):
            same += len(one & other) > 0.6 * max(1, min(len(one), len(other)))
    share = 100 * dependent / chosen
    print(
        f"{path.name}: {chosen} sentences, {dependent} dependent ({share:.1f} %), "
        f"{boilerplate} boilerplate, {same} same"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the data folder")
    data: Path = parser.parse_args().data
    count(data / "summaries/highlights.jsonl", 3)
    count(data / "summaries/news.jsonl", 2)


if __name__ == "__main__":
    main()
