"""Look up English words for people: titles, roles, given names, nicknames, and the gender that they tell.

The tables are files in `assets/models/english`: `people.json` (titles, roles, nicknames; written for this project) and
`given_names.json` (for its sources see `assets/training/given_names.py`). Genders are "m", "f", and "" or "u" where
noted. Words are looked up folded: see `fold`.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from newsreader.language.resources import models

__all__ = [
    "PRONOUNS",
    "SAYING",
    "fold",
    "full_noun",
    "given_name",
    "is_modifier",
    "is_title",
    "kinds",
    "known_gender",
    "nicknames",
    "plain_noun",
    "role_gender",
    "title_gender",
]

PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
}
"""Pronouns of one person, in lower case, with the gender."""

SAYING = frozenset(
    (
        "said says say saying told tells added adds asked asks wrote writes tweeted explained explains argued argues "
        "claimed claims noted notes continued continues insisted insists concluded replied responded declared "
        "announced warned suggested stated recalled acknowledged admitted called joked quipped testified charged "
        "predicted"
    ).split()
)
"""Verbs of saying, in the forms that are frequent in news."""


def fold(word: str) -> str:
    """Return `word` in the form for comparing names: lower case, straight apostrophes, no accents, no full stops."""
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word)
        word = "".join(c for c in word if not unicodedata.combining(c)).replace("’", "'").replace("‘", "'")
    return word.casefold().replace(".", "")


@cache
def _given() -> dict[str, str]:
    lists: dict[str, str] = models.load_json("given_names.json")
    return {name: sex for sex, names in lists.items() for name in names.split()}


@cache
def _by_gender(table: str) -> dict[str, str]:
    lists: dict[str, str] = models.load_json("people.json")[table]
    return {word: gender for gender, words in lists.items() for word in words.split()}


@cache
def _short() -> dict[str, str]:
    table: dict[str, str] = models.load_json("people.json")["short"]
    return table


@cache
def _modifiers() -> frozenset[str]:
    words: str = models.load_json("people.json")["modifiers"]
    return frozenset(words.split())


@cache
def _kinds() -> dict[str, frozenset[str]]:
    table: dict[str, str] = models.load_json("people.json")["kinds"]
    return {role: frozenset(words.split()) for role, words in table.items()}


@cache
def nicknames() -> dict[str, frozenset[int]]:
    """Map each given name with short forms to the numbers of its groups: Bill and William share one."""
    groups: dict[str, set[int]] = {}
    for number, words in enumerate(models.load_json("people.json")["nicknames"]):
        for word in words.split():
            groups.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in groups.items()}


def given_name(word: str) -> str | None:
    """Return the gender of the folded given name `word`: "m", "f", or "u" (both, or unknown); None for other words."""
    found = _given().get(word)
    if found is None and "-" in word:
        found = _given().get(word.split("-")[0])
    return found


def is_title(word: str) -> bool:
    """Return whether the folded `word` is a title, or part of one, before a name: "mr", "president", "former"."""
    return word in _by_gender("titles")


def title_gender(word: str) -> str:
    """Return the gender that the folded title `word` tells: "m", "f", or ""."""
    return _by_gender("titles").get(word, "")


def is_modifier(word: str) -> bool:
    """Return whether `word` (lower case) can modify a role: "education", "former"."""
    return word in _modifiers() or word.endswith(("al", "ive", "ary", "ic"))


def role_gender(word: str) -> str | None:
    """Return the gender of the folded noun `word` for a person: "m", "f", or "" for either. None: not a person."""
    found = _by_gender("roles").get(word)
    if found is None and "-" in word:
        found = _by_gender("roles").get(plain_noun(word))
    if found is None and word in _short():
        return ""
    return found


def plain_noun(word: str) -> str:
    """Return the role noun of a folded compound: "father" for "father-of-three", "author" for "co-author"."""
    return word if word in _by_gender("roles") else word.split("-of-")[0].rsplit("-", 1)[-1]


def full_noun(word: str) -> str:
    """Return the noun that the folded `word` abbreviates, else `word`: "senator" for "sen"."""
    return _short().get(word, word)


def known_gender(word: str) -> str:
    """Return the gender of a person whom the news calls by the folded name `word` alone ("obama"), else ""."""
    return _by_gender("known").get(word, "")


def kinds(role: str) -> frozenset[str]:
    """Return the roles that the folded noun `role` can stand for, itself included: a senator is a lawmaker."""
    role = full_noun(role)
    return _kinds().get(role, frozenset()) | {role}
