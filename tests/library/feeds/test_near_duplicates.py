"""Texts that are nearly the same share a min-hash, and others do not."""

from __future__ import annotations

import random
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from newsreader.library.feeds.near_duplicates import SAME_STORY, min_hashes, similarity

WORDS = st.lists(st.sampled_from([f"word{number}" for number in range(5000)]), min_size=80, max_size=300, unique=True)


def test_a_changed_word_and_other_ends_leave_texts_alike_and_nearly_all_of_them_meet() -> None:
    chance = random.Random(7)
    met = 0
    for _ in range(200):
        words = [f"word{chance.randrange(5000)}" for _ in range(chance.randrange(80, 300))]
        changed = list(words)
        changed[chance.randrange(len(words))] = "other"
        one, other = " ".join(words), f"(Wire) {' '.join(changed)} Ends."
        assert similarity(one, other) > SAME_STORY
        met += bool(set(min_hashes(one)) & set(min_hashes(other)))
    assert met >= 196


@given(WORDS)
def test_other_texts_share_nothing(words: list[str]) -> None:
    one, other = " ".join(words), " ".join(f"x{word}" for word in words)
    assert similarity(one, other) == 0
    assert not set(min_hashes(one)) & set(min_hashes(other))


def test_case_and_punctuation_make_no_difference() -> None:
    text = " ".join(f"Word{number}" for number in range(60))
    assert min_hashes(text) == min_hashes(text.lower().replace(" ", ", ") + ".")


def test_short_texts_are_like_nothing() -> None:
    assert min_hashes("Read more on our site.") == ()
    assert similarity("Read more on our site.", "Read more on our site.") == 0


def test_bands_are_the_same_in_every_process() -> None:
    text = " ".join(f"word{number}" for number in range(60))
    code = f"from newsreader.library.feeds.near_duplicates import min_hashes; print(min_hashes({text!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(min_hashes(text))
