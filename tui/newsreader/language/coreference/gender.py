"""Whether an article speaks of a man or a woman."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from newsreader.language.document.token_index import Story
from newsreader.language.resources.person_lexicon import (
    PRONOUNS,
    fold,
    given_name,
    known_gender,
    role_gender,
    title_gender,
)
from newsreader.model.analysis import Entity

__all__ = ["genders"]


def _gender_of(name: str) -> str:
    """The gender, "m", "f" or "" for unknown, of who bears `name`."""
    words = name.split()
    if len(words) > 1:
        for word in words[:-1]:
            gender = given_name(fold(word)) or ""
            if gender in ("m", "f"):
                return gender
            if len(fold(word)) > 1:
                break
        return ""
    return known_gender(fold(name))


def genders(story: Story, people: Sequence[Entity]) -> dict[str, str]:
    """The gender, "m", "f" or "", of each person, by name: from titles, nouns right after a mention and the given name.

    `people` are the mentions of people in reading order.
    """
    document = story.document
    places = [(document.token_at(e.start), bisect_left(document.starts, e.end)) for e in people]
    words = story.document.words
    votes: dict[str, dict[str, float]] = {}
    for entity, (first, last) in zip(people, places, strict=True):
        vote = votes.setdefault(entity.name, {"m": 0.0, "f": 0.0})
        if first > 0:
            gender = title_gender(fold(words[first - 1])) or role_gender(words[first - 1].lower())
            if gender:
                vote[gender] += 2
        head = fold(words[first])
        if title_gender(head) and last - first > 1:
            vote[title_gender(head)] += 2
        if last + 1 < len(words) and words[last] == ",":
            for word in words[last + 1 : last + 9]:
                if word in (",", ".", ";", "who", "and"):
                    break
                gender = role_gender(word.lower())
                if gender:
                    vote[gender] += 1.5
                    break
        if story.inside[first] < 0:
            gender = _pronoun_after(story, last)
            if gender:
                vote[gender] += 0.05  # only ever decides between none and none
    found = {}
    for name, vote in votes.items():
        given = _gender_of(name)
        if given:
            vote[given] += 1.2
        found[name] = "" if vote["m"] == vote["f"] else "m" if vote["m"] > vote["f"] else "f"
    return found


def _pronoun_after(story: Story, token: int) -> str:
    """The gender of the first pronoun within the sentence and fifteen words, with no name before it."""
    words = story.document.words
    for index in range(token, min(token + 15, len(words))):
        word = words[index]
        if story.sentence_of[index] != story.sentence_of[token - 1] or (word[0].isupper() and index > token):
            break
        if story.inside[index] < 0 and word in PRONOUNS:
            return PRONOUNS[word]
    return ""
