"""Label news for the recogniser to learn from: `python assets/training/entity_teacher.py DATA --work FOLDER`.

DATA is the data folder; of it, entities/newswire-train.jsonl is learnt from. Labelled are the texts of
quotes/train.jsonl and summaries/highlights.jsonl, and news reports that two packages carry (`raw_news.py`). The teacher
is a transformer. Its scores are added to those of the network and the chain in assets/models. Writes FOLDER/silver.npz,
the labelled texts, and FOLDER/annotated.npz, the annotated articles with the teacher's doubts, for
`entities.py --silver FOLDER`.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from entity_changes import Changes
from entity_examples import LABELS, Example, read_annotated, write_silver
from entity_lexicon import build
from entity_transformer import Teacher, Window, batches, windows
from numpy.typing import NDArray
from raw_news import texts
from torch import nn

from newsreader.language.document.tokens import tokenise
from newsreader.language.entities import crf
from newsreader.language.entities import network as entity_network
from newsreader.language.entities.features import segments
from newsreader.language.entities.posterior_decoding import decode

PASSES = 2
RATE = 5e-5
"""The highest learning rate of the transformer; that of what is new is `FASTER` times as high."""
FASTER = 20
RISE = 0.1
"""The share of the steps in which the rate rises; then it falls to nothing."""
POOL = 256
"""Windows of much the same length are found among so many."""
WEIGHT = 4
"""How much the teacher's scores weigh against those of the network and of the chain."""
SOFTER = 1 / 3
"""What the sum is multiplied with for a target: scores that are added are too sure of themselves."""
DOUBT = 0.4
"""The teacher's share in the probabilities of annotated labels, as it has learnt from these articles too."""


def gathered(examples: Sequence[Example], dice: random.Random) -> Iterator[list[Window]]:
    """The windows of `examples` in batches, in random order."""
    found = [window for example in examples for window in windows(example)]
    dice.shuffle(found)
    packed = [batch for at in range(0, len(found), POOL) for batch in batches(found[at : at + POOL])]
    dice.shuffle(packed)
    yield from packed


def train(examples: Sequence[Example], changes: Changes, seed: int) -> Teacher:
    """The teacher after `PASSES` passes over copies of `examples`; every other pass has names swapped."""
    torch.manual_seed(seed)
    dice = random.Random(seed)
    teacher = Teacher()
    teacher.train()
    new = [*teacher.marks.parameters(), *teacher.out.parameters()]
    old = [weights for weights in teacher.body.parameters() if weights.requires_grad]
    optimiser = torch.optim.AdamW([{"params": old, "lr": RATE}, {"params": new, "lr": RATE * FASTER}])
    steps = [
        batch
        for number in range(PASSES)
        for batch in gathered([changes.copy(example, dice, number % 2 == 1) for example in examples], dice)
    ]
    rise = RISE * len(steps)

    def share(step: int) -> float:
        return min((step + 1) / rise, (len(steps) - step) / (len(steps) - rise))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, share)
    lost, began = 0.0, time.monotonic()
    for count, batch in enumerate(steps, 1):
        labels = torch.from_numpy(np.concatenate([window.labels for window in batch])).long()
        loss = nn.functional.cross_entropy(teacher(batch), labels)
        loss.backward()
        nn.utils.clip_grad_norm_([*old, *new], 1.0)
        optimiser.step()
        optimiser.zero_grad()
        schedule.step()
        lost += (loss.item() - lost) / min(count, 50)
        if count % 20 == 0:
            print(f"step {count} of {len(steps)}: loss {lost:.4f}, {time.monotonic() - began:.0f} s", flush=True)
    return teacher


def scored(teacher: Teacher, example: Example) -> NDArray[np.float32]:
    """A row for each token: the logarithm of the probability of each label."""
    found = np.zeros((len(example.words), len(LABELS)), np.float32)
    teacher.eval()
    with torch.inference_mode():
        for batch in batches(list(windows(example))):
            rows, at = torch.log_softmax(teacher(batch), -1).numpy(), 0
            for window in batch:
                count = len(window.starts)
                found[window.first : window.first + count] = rows[at : at + count]
                at += count
    return found


def labelled(teacher: Teacher, text: str) -> Example:
    """`text` with what the teacher, the network and the chain make of it together."""
    network, chain = entity_network.load(), crf.load()
    words, starts, ends = tokenise(text)
    example = Example(text, words, starts, ends, np.zeros(len(words), np.int32))
    encoded = example.encoded()
    rows = SOFTER * (WEIGHT * scored(teacher, example) + network.scores(encoded) + chain.scores(encoded))
    between = SOFTER * (network.transitions + chain.transitions)
    best = decode(rows, between, network.labels, *segments(encoded))
    targets = rows - rows.max(axis=1, keepdims=True)
    return replace(example, labels=best.astype(np.int32), targets=targets.clip(-60).astype(np.float16))


def doubted(teacher: Teacher, example: Example) -> Example:
    """An annotated article with targets that are true for the most part."""
    likely = DOUBT * np.exp(scored(teacher, example))
    likely[np.arange(len(likely)), example.labels] += 1 - DOUBT
    return replace(example, targets=np.log(likely + 1e-9).astype(np.float16))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the data folder")
    parser.add_argument("--work", type=Path, required=True, help="a folder that keeps the teacher, and for the result")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    data: Path = options.data
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)

    kept = work / "teacher.pt"
    annotated = read_annotated(data / "entities" / "newswire-train.jsonl")
    if not kept.exists():
        torch.save(train(annotated, Changes(annotated, build()), options.seed).state_dict(), kept)
    teacher = Teacher()
    teacher.load_state_dict(torch.load(kept))
    found = [labelled(teacher, text) for text in texts(data)]
    between = entity_network.load().transitions + crf.load().transitions
    write_silver(work / "silver.npz", found, SOFTER * between)
    write_silver(work / "annotated.npz", [doubted(teacher, example) for example in annotated], SOFTER * between)


if __name__ == "__main__":
    main()
