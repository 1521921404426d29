"""Label news as training data for the recogniser: `python assets/training/entity_teacher.py DATA --work FOLDER`.

DATA is the data folder. The teacher, a transformer, learns from its entities/newswire-train.jsonl. It labels the texts
of quotes/train.jsonl and summaries/highlights.jsonl, and news reports from two packages (`raw_news.py`). Its scores are
added to those of the network and the random field in assets/models. Writes FOLDER/silver.npz, the labelled texts, and
FOLDER/annotated.npz, the annotated articles with softened labels, for `entities.py --silver FOLDER`.
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
from entity_augmentation import Augmenter
from entity_examples import LABELS, Example, read_annotated, write_silver
from entity_gazetteer import build
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
"""The highest learning rate of the pretrained layers; new layers have `FASTER` times this rate."""
FASTER = 20
WARM_UP = 0.1
"""The share of the steps in which the rate rises; then it falls to 0."""
POOL = 256
"""The number of windows that are sorted by length together."""
WEIGHT = 4
"""The weight of the teacher's scores; the network and the random field have 1 each."""
SOFTENING = 1 / 3
"""The factor of the summed scores in the targets: a sum of scores is overconfident."""
DOUBT = 0.4
"""The teacher's share in the probabilities of annotated labels; it has learnt from these articles itself."""


def gathered(examples: Sequence[Example], dice: random.Random) -> Iterator[list[Window]]:
    """Yield the windows of `examples` in batches, in random order."""
    found = [window for example in examples for window in windows(example)]
    dice.shuffle(found)
    packed = [batch for at in range(0, len(found), POOL) for batch in batches(found[at : at + POOL])]
    dice.shuffle(packed)
    yield from packed


def train(examples: Sequence[Example], augmenter: Augmenter, seed: int) -> Teacher:
    """Return the teacher after `PASSES` passes over copies of `examples`; every other pass has names swapped."""
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
        for batch in gathered([augmenter.copy(example, dice, number % 2 == 1) for example in examples], dice)
    ]
    rise = WARM_UP * len(steps)

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
    """Return a row for each token: the log probability of each label."""
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
    """Return `text` labelled by the teacher, the network and the random field together."""
    network, chain = entity_network.load(), crf.load()
    words, starts, ends = tokenise(text)
    example = Example(text, words, starts, ends, np.zeros(len(words), np.int32))
    encoded = example.encoded()
    rows = SOFTENING * (WEIGHT * scored(teacher, example) + network.scores(encoded) + chain.scores(encoded))
    between = SOFTENING * (network.transitions + chain.transitions)
    best = decode(rows, between, network.labels, *segments(encoded))
    targets = rows - rows.max(axis=1, keepdims=True)
    return replace(example, labels=best.astype(np.int32), targets=targets.clip(-60).astype(np.float16))


def doubted(teacher: Teacher, example: Example) -> Example:
    """Return an annotated article with targets that mix the true labels and the teacher's probabilities."""
    likely = DOUBT * np.exp(scored(teacher, example))
    likely[np.arange(len(likely)), example.labels] += 1 - DOUBT
    return replace(example, targets=np.log(likely + 1e-9).astype(np.float16))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the data folder")
    parser.add_argument("--work", type=Path, required=True, help="the folder for the trained teacher and the results")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    data: Path = options.data
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)

    kept = work / "teacher.pt"
    annotated = read_annotated(data / "entities" / "newswire-train.jsonl")
    if not kept.exists():
        torch.save(train(annotated, Augmenter(annotated, build()), options.seed).state_dict(), kept)
    teacher = Teacher()
    teacher.load_state_dict(torch.load(kept))
    found = [labelled(teacher, text) for text in texts(data)]
    between = entity_network.load().transitions + crf.load().transitions
    write_silver(work / "silver.npz", found, SOFTENING * between)
    write_silver(work / "annotated.npz", [doubted(teacher, example) for example in annotated], SOFTENING * between)


if __name__ == "__main__":
    main()
