"""Made-up articles for benchmarks: any number, of the length and variety of words of real news, always the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from newsreader.model.article import Article

__all__ = ["made"]

_COMMON = (
    "the of and to in a that for on is said was by with as at it he from be an has are have will his not but who they"
    " its were this more been which after their one about had or up out also when there people year new would two over"
).split()
_SYLLABLES = (
    "ba be bi bo ca ce co da de di do fa fe ga go ha ho ja ka la le li lo ma me mi mo na ne no pa pe po".split()
)
_SEED = 20260504
_WORDS = 520
"""Words an article, about 3,400 characters: the mean of a collection of 934 real ones."""
_VOCABULARY = 60_000


def _vocabulary(chance: random.Random) -> tuple[list[str], list[float]]:
    """Words with falling frequency (Zipf's law), the common ones of English first, then made ones, and two that
    benchmarks look for: "government" and "president" at the places that they have in real news."""
    made_up = {"".join(chance.choices(_SYLLABLES, k=chance.randint(2, 5))) for _ in range(_VOCABULARY)}
    words = [*_COMMON, *sorted(made_up - set(_COMMON))]
    words[90:90] = ["government", "president"]
    total, cumulative = 0.0, []
    for rank in range(len(words)):
        total += 1 / (rank + 2.7)
        cumulative.append(total)
    return words, cumulative


def made(count: int) -> Iterator[Article]:
    """`count` articles a minute apart, newest last: number N has `item-N` in its title and begins with `body-N`."""
    chance = random.Random(_SEED)
    words, cumulative = _vocabulary(chance)
    start = datetime(2024, 1, 1, tzinfo=UTC)
    for number in range(count):
        chosen = chance.choices(words, cum_weights=cumulative, k=_WORDS)
        sentences = [" ".join(chosen[at : at + 20]).capitalize() + "." for at in range(0, _WORDS, 20)]
        paragraphs = [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]
        yield Article(
            f"body-{number:07d} " + "\n\n".join(paragraphs),
            f"item-{number:07d} {' '.join(chosen[:9])}",
            source=f"Source {number % 40}",
            published=start + timedelta(minutes=number),
            url=f"http://localhost/a/{number}",
        )
