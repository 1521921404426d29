"""What English knows of people: titles, roles, given names and who bears them.

The tables are facts in `assets/models/english`: `people.json` (titles, roles, nicknames, written for this project)
and `given_names.json` (see `assets/training/given_names.py` for where it comes from).
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
"""Pronouns of one person, lower case, with the gender."""

SAYING = frozenset(
    (
        "said says say saying told tells added adds asked asks wrote writes tweeted explained explains argued argues "
        "claimed claims noted notes continued continues insisted insists concluded replied responded declared "
        "announced warned suggested stated recalled acknowledged admitted called joked quipped testified charged "
        "predicted"
    ).split()
)
"""Verbs with which somebody speaks, in the forms that news has."""


def fold(word: str) -> str:
    """`word` as names are compared: lower case, straight apostrophes, no accents, no full stops."""
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
    """Each given name that has short forms, with the numbers of its groups: Bill and William share one."""
    groups: dict[str, set[int]] = {}
    for number, words in enumerate(models.load_json("people.json")["nicknames"]):
        for word in words.split():
            groups.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in groups.items()}


def given_name(word: str) -> str | None:
    """Who bears the folded given name `word`: "m" men, "f" women, "u" both or nobody knows; None: no given name."""
    found = _given().get(word)
    if found is None and "-" in word:
        found = _given().get(word.split("-")[0])
    return found


def is_title(word: str) -> bool:
    """Whether the folded `word` is a title, or part of one, that stands before a name: "mr", "president", "former"."""
    return word in _by_gender("titles")


def title_gender(word: str) -> str:
    """The gender, "m" or "f", that the folded title `word` gives its bearer; "" where it gives none."""
    return _by_gender("titles").get(word, "")


def is_modifier(word: str) -> bool:
    """Whether `word`, in lower case, says what a role is about or what sort it is: "education", "former"."""
    return word in _modifiers() or word.endswith(("al", "ive", "ary", "ic"))


def role_gender(word: str) -> str | None:
    """The gender, "m", "f" or "" for either, of whom the folded noun `word` describes; None: it describes nobody."""
    found = _by_gender("roles").get(word)
    if found is None and "-" in word:
        found = _by_gender("roles").get(plain_noun(word))
    if found is None and word in _short():
        return ""
    return found


def plain_noun(word: str) -> str:
    """The noun in a folded compound that says who somebody is: "father-of-three" is a father, "co-author" an author."""
    return word if word in _by_gender("roles") else word.split("-of-")[0].rsplit("-", 1)[-1]


def full_noun(word: str) -> str:
    """The noun that the folded `word` is short for, else itself: "sen" is senator."""
    return _short().get(word, word)


def known_gender(word: str) -> str:
    """The gender of whom the news calls by the folded name `word` alone ("obama"), "" for all others."""
    return _by_gender("known").get(word, "")


def kinds(role: str) -> frozenset[str]:
    """The roles whose holders the folded noun `role` may describe, itself included: a senator is a lawmaker."""
    role = full_noun(role)
    return _kinds().get(role, frozenset()) | {role}
