"""Augment training examples with other letter cases and other names, so that the model memorises less."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from entity_examples import Example
from entity_gazetteer import GIVEN, GIVEN_ABROAD, PLACE, SURNAME, SURNAME_ABROAD, TrainingLexicon

__all__ = ["Augmenter"]


class Augmenter:
    """Makes augmented copies, with other names from `examples` and `lexicon`."""

    def __init__(self, examples: Sequence[Example], lexicon: TrainingLexicon) -> None:
        self._given: list[str] = []
        self._surnames: list[str] = []
        self._bodies: list[str] = []
        self._places: list[str] = []
        for example in examples:
            for first, last, label in example.spans():
                if label == "PERSON":
                    self._given += example.words[first : last - 1]
                    self._surnames.append(example.words[last - 1])
                elif label == "ORG" and last - first == 1:
                    self._bodies.append(example.words[first])
                elif label == "LOC" and last - first == 1:
                    self._places.append(example.words[first])
        lists = lexicon.lists
        for row in np.flatnonzero(lists & (1 << GIVEN | 1 << GIVEN_ABROAD)).tolist():
            self._given.append(lexicon.words[row].title())
        for row in np.flatnonzero(lists & (1 << SURNAME | 1 << SURNAME_ABROAD)).tolist():
            self._surnames.append(lexicon.words[row].title())
        for row in np.flatnonzero(lists & (1 << PLACE)).tolist():
            self._places.append(lexicon.words[row].title())

    def copy(self, example: Example, dice: random.Random, swap_names: bool) -> Example:
        """Return a copy with, at random, other letter cases and (with `swap_names`) other names.

        A name is replaced by the same other name everywhere in the example.
        """
        words = list(example.words)
        if swap_names:
            self._rename(example, words, dice)
        self._recase(example, words, dice)
        return replace(example, words=words)

    def _rename(self, example: Example, words: list[str], dice: random.Random) -> None:
        people, others = dice.random() < 0.5, dice.random() < 0.3
        renamed: dict[tuple[str, str], str] = {}
        for first, last, label in example.spans():
            for index in range(first, last):
                old = words[index]
                if not old[:1].isupper() or len(old) < 2 or "." in old:
                    continue
                if label == "PERSON" and people:
                    pool = self._surnames if index == last - 1 else self._given
                elif last - first == 1 and label == "ORG" and others and old.isupper():
                    pool = self._bodies
                elif last - first == 1 and label == "LOC" and others:
                    pool = self._places
                else:
                    continue
                words[index] = renamed.setdefault((label, old), dice.choice(pool))

    @staticmethod
    def _recase(example: Example, words: list[str], dice: random.Random) -> None:
        throw = dice.random()
        if throw < 0.07:
            words[:] = [word.upper() if throw < 0.04 else word.lower() for word in words]
            return
        breaks = np.flatnonzero(example.encoded().breaks).tolist()
        for first, last in zip(breaks, [*breaks[1:], len(words)], strict=True):
            throw = dice.random()
            if throw < 0.04:
                words[first:last] = [word.upper() for word in words[first:last]]
            elif throw < 0.06:
                words[first:last] = [word.lower() for word in words[first:last]]
            elif throw < 0.09:
                words[first:last] = [word[:1].upper() + word[1:] for word in words[first:last]]
