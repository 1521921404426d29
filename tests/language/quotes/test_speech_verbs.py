"""Verbs of saying and sources are recognised by the words around them."""

from __future__ import annotations

from newsreader.language.quotes.speech_verbs import QUOTE, features, mask_quotes, probabilities

WEIGHTS = {"": (-2.0, -3.0), "0mayor": (4.0, 0.0), "+1said": (1.0, 0.0), "0said": (0.0, 6.0), "-1<edge>": (-9.0, 0.0)}


def test_a_quote_becomes_one_placeholder() -> None:
    words = ["“", "we", "will", "”", ",", "the", "mayor’s", "aide", "said"]
    assert mask_quotes(words, 0, 9, [(1, 3)]) == (
        ["“", QUOTE, "”", ",", "the", "mayor's", "aide", "said"],
        [0, -1, 3, 4, 5, 6, 7, 8],
    )
    assert mask_quotes(words, 4, 7, []) == ([",", "the", "mayor's"], [4, 5, 6])


def test_words_count_by_themselves_and_by_their_neighbours() -> None:
    words, kinds = ["the", "mayor", "said", QUOTE, "mayor"], ["s", "s", "s", "q", "s"]
    found = probabilities(words, kinds, WEIGHTS)
    assert [source > 0.5 for source, _ in found] == [False, True, False, False, True]
    assert [verb > 0.5 for _, verb in found] == [False, False, True, False, False]
    assert found[1][0] > found[4][0]  # "said" follows the first
    assert found[3] == (0.0, 0.0)


def test_features_are_the_neighbours_and_stop_at_the_edge() -> None:
    assert {"0a", "-1<edge>", "-2<edge>", "+1<edge>", "+2<edge>"} <= set(features(["a"], ["s"], 0))
    assert {"0b", "-1a", "+1c", "-10a b", "+01b c"} <= set(features(["a", "b", "c"], ["s", "s", "s"], 1))
