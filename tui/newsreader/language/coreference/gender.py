"""Infer the gender of each person in an article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from newsreader.language.document.token_index import TokenIndex
from newsreader.language.resources.person_lexicon import (
    PRONOUNS,
    fold,
    given_name,
    known_gender,
    role_gender,
    title_gender,
)
from newsreader.model.analysis import Entity

__all__ = ["infer_genders"]


def _gender_of_name(name: str) -> str:
    """Return the gender that `name` suggests: "m", "f", or "" for unknown."""
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


def infer_genders(tokens: TokenIndex, people: Sequence[Entity]) -> dict[str, str]:
    """Return the gender of each person by name: "m", "f", or "" for unknown.

    It is inferred from titles, nouns right after a mention, the next pronoun and the given name. `people` are the
    mentions of people in reading order.
    """
    document = tokens.document
    places = [(document.token_at(e.start), bisect_left(document.starts, e.end)) for e in people]
    words = tokens.document.words
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
        if tokens.quote_of[first] < 0:
            gender = _pronoun_after(tokens, last)
            if gender:
                vote[gender] += 0.05  # decides only where nothing else does
    found = {}
    for name, vote in votes.items():
        given = _gender_of_name(name)
        if given:
            vote[given] += 1.2
        found[name] = "" if vote["m"] == vote["f"] else "m" if vote["m"] > vote["f"] else "f"
    return found


def _pronoun_after(tokens: TokenIndex, token: int) -> str:
    """Return the gender of the first pronoun within fifteen words of the sentence, with no name before it, or ""."""
    words = tokens.document.words
    for index in range(token, min(token + 15, len(words))):
        word = words[index]
        if tokens.sentence_of[index] != tokens.sentence_of[token - 1] or (word[0].isupper() and index > token):
            break
        if tokens.quote_of[index] < 0 and word in PRONOUNS:
            return PRONOUNS[word]
    return ""
