"""Train the Punkt model that finds sentence ends, and write it in NLTK's `punkt_tab` layout.

    python assets/training/sentences.py DATA [--models assets/models]

DATA is the data folder: the script reads the texts of `DATA/articles/*.txt` and `DATA/quotes/train.jsonl`, without
labels. The method is that of Kiss and Strunk (2006), "Unsupervised Multilingual Sentence Boundary Detection", in NLTK's
PunktTrainer. It writes `MODELS/tokenizers/punkt_tab/english/*`, sorted, so that the same data gives the same bytes.
`nltk.data.path.insert(0, MODELS)` lets NLTK and sumy find the model. Takes about 20 seconds.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path

from nltk.tabdata import TabEncoder
from nltk.tokenize.punkt import PunktTrainer

ADDED = """
adm assoc asst attn aug ave blvd brig capt cmdr co col corp cpl cpt dec dept dr e.g etc feb gen gov hr i.e inc insp jan
jr lt ltd maj messrs mgr mr mrs ms mt nov oct prof pres rep reps rev sen sens sept sgt sr st supt u.k u.n u.s viz vol vs
ala ariz ark calif colo conn fla ga kan ky md mich minn mont neb nev okla ore pa tenn tex va vt wis wyo
"""
"""Abbreviations of news English that are too rare in the training text, or written there without a stop."""

REMOVED = """
ale ani bo bud cbn cms cvs den ect eln eww ica ism jo ket lga med nae pic pos rbg roo unb wl yay bc hye ind
"""
"""Words that training takes for abbreviations because they often end a sentence."""

ABBREVIATION = re.compile(r"[a-z]{1,5}|[a-z]+(?:[.\-&][a-z&]+)+")
"""The form of an abbreviation without its last stop: "etc", "u.s", "ph.d", "d-va"."""

MIN_SEEN = 3
"""Words seen less often than this are left out of the table of letter case: they hardly change a decision."""

MIN_LOWER_CASE = 0.2
"""A sentence starter is kept if at least this share of its uses is in lower case. This excludes names; otherwise
"Sen. Sanders" would be cut in two."""

_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "…": "..."})


def texts(data: Path) -> Iterator[str]:
    """Yield the training texts, in a fixed order, with the straight quotation marks that Punkt's word rules expect."""
    for file in sorted((data / "articles").glob("*.txt")):
        yield file.read_text(encoding="utf-8").translate(_STRAIGHT)
    for line in (data / "quotes/train.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["text"].translate(_STRAIGHT)


def total(seen: dict[str, int], word: str) -> int:
    """Return the number of uses of `word` (lower case) in any letter case."""
    return seen.get(word, 0) + seen.get(word.capitalize(), 0) + seen.get(word.upper(), 0)


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the Punkt sentence model.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--models", type=Path, default=Path(__file__).parents[1] / "models")
    options = parser.parse_args()

    trainer = PunktTrainer()
    seen: dict[str, int] = {}
    for text in texts(options.data):
        trainer.train(text, finalize=False)
        for word in text.split():
            bare = word.strip(".,;:!?\"'()[]")
            seen[bare] = seen.get(bare, 0) + 1
    trainer.finalize_training()
    params = trainer.get_params()

    abbreviations = {a for a in params.abbrev_types if ABBREVIATION.fullmatch(a)} - set(REMOVED.split()) | set(
        ADDED.split()
    )
    starters = {s for s in params.sent_starters if seen.get(s, 0) >= MIN_LOWER_CASE * total(seen, s)} | {"i"}
    collocations = {pair for pair in params.collocations if all(word.isalpha() for word in pair)}
    context = {w: flags for w, flags in params.ortho_context.items() if flags and total(seen, w) >= MIN_SEEN}

    encoder = TabEncoder()
    folder = options.models / "tokenizers/punkt_tab/english"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in (
        ("abbrev_types.txt", encoder.list2txt(sorted(abbreviations))),
        ("sent_starters.txt", encoder.list2txt(sorted(starters))),
        ("collocations.tab", encoder.tups2tab(sorted(collocations))),
        ("ortho_context.tab", encoder.ivdict2tab(dict(sorted(context.items())))),
    ):
        (folder / name).write_text(content, encoding="utf-8", newline="\n")
    print(f"{len(abbreviations)} abbreviations, {len(starters)} starters, {len(context)} words -> {folder}")


if __name__ == "__main__":
    main()
