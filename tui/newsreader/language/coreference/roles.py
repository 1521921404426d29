"""What an article says people are, and whom "the Vermont senator" or "the union's president" therefore means.

A person is described by what stands before the name ("Secretary of State John Kerry", "the union's president, Sara
Nelson,"), after it ("Ned Price, a State Department spokesman,", "Bernie Sanders (I-Vt.)") or after a form of "to
be". A later description means the person with the same or a kindred noun whose other words fit best.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import log

from newsreader.language.document.token_index import Story
from newsreader.language.resources import models
from newsreader.language.resources.person_lexicon import (
    SAYING,
    fold,
    full_noun,
    is_modifier,
    is_title,
    kinds,
    plain_noun,
    role_gender,
)
from newsreader.model.analysis import Entity

__all__ = ["Description", "Roles", "read"]

_LONGEST = 14
"""So many words of a description are read at most."""

_LEAST = 1.5
"""A description fits nobody whose score is less."""

_LATEST = 40
"""So many of the latest people of one role are looked at for a description."""

_ARTICLES = frozenset({"the", "a", "an"})
_OWNERS = frozenset({"his", "her", "their", "its", "our", "my"})
_DEFINITE = frozenset({"the", "this", "that"}) | _OWNERS
_INDEFINITE = frozenset(("a an one some several another many most two three four five other both any no each").split())
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_JOINTS = frozenset({"of", "for", "at", "in", "to", "on", "from", "with", "and", "&"})
_BREAKS = frozenset(("who whose which that when while where because after before but said says told").split())
_BEING = frozenset({"is", "was", "became", "remains"})
_EMPTY = _ARTICLES | _JOINTS | _OWNERS | {"former", "then"}
_PAST = frozenset({"former", "then", "ex", "onetime", "one-time", "late"})
_PARTIES = {"R": "republican", "D": "democratic", "I": "independent"}


_OFFICES = frozenset(
    "senator governor representative mayor judge justice minister secretary general mp president".split()
)
"""Who holds the one hardly holds another."""

_LEADING = frozenset(
    (
        "and but as when while if for with by under to from in on at of like unlike although after before since "
        "alongside including"
    ).split()
)
_ACTIONS = frozenset(
    ("is was are were has had have will would can could may might also shot killed accused called used asked").split()
)
_VERBS = _LEADING | _ACTIONS
_CLAUSES = _ACTIONS | {"i", "we", "he", "she", "they"}
"""After "and", one of these begins what else there is to say."""

_SPEAKS = SAYING - {"asked", "called", "charged"} | frozenset(
    "is was are were has have had will would can could does did stated explained explains agreed confirmed "
    "confirms commenting".split()
)
"""After an apposition that no comma ends, what the person does: "Ann Lee, president of the council stated"."""

_OPENINGS = frozenset(
    (
        "however even also then now meanwhile today yesterday later earlier according only both currently following "
        "reportedly"
    ).split()
)
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_RELATIVES = frozenset(
    (
        "colleague counterpart friend rival opponent ally wife husband son daughter father mother brother sister "
        "partner boss predecessor successor neighbour neighbor cousin uncle aunt fiance girlfriend boyfriend "
        "teammate peer compatriot fellow one man woman boy girl person"
    ).split()
)
"""Whose these people are must be known."""

_HONORIFICS = frozenset("dr mr mrs ms miss sir prof rev hon st sheikh sheikha highness excellency".split())

_AGED = re.compile(r"\d{1,3}-year-old")
"""Who somebody is by their age: "the 43-year-old said"."""

_RIVALS = (("republican", "democratic"), ("democratic", "republican"))
"""Who is the one is not the other."""


@dataclass(frozen=True, slots=True)
class Description:
    """A noun phrase for one person: its nouns and its other words, folded, and whether it is "the", "her" ..."""

    heads: tuple[str, ...]
    others: frozenset[str]
    definite: bool
    owner: str  # the folded word that owns them, as in "Obama's campaign strategist", or ""
    former: bool


@dataclass(frozen=True, slots=True)
class _Role:
    name: str
    heads: frozenset[str]
    token: int
    first: int  # the tokens [first, last) that say it
    last: int
    former: bool
    words: frozenset[str]


@cache
def _places() -> dict[str, str]:
    """Words for a place, folded, to one of them: "vt" and "vermont", "russian" and "russia"."""
    tables = models.load_json("aliases.json")
    found: dict[str, str] = {}
    for names in tables["aliases"]:
        for name in names:
            if " " not in name:
                found[fold(name)] = fold(names[0]).split(" ")[-1]
    for place, people in tables["peoples"].items():
        found[fold(people).split(" ")[-1]] = found.get(fold(place), fold(place)).split(" ")[-1]
    found |= {"democrat": "democratic", "democrats": "democratic", "gop": "republican"}
    return found


def _content(words: Sequence[str]) -> frozenset[str]:
    places = _places()
    folded = (fold(w) for w in words if w[0].isalnum())
    return frozenset(places.get(w, w) for w in folded if w not in _EMPTY)


def _heads(words: Sequence[str]) -> frozenset[str]:
    """The nouns in `words` that say who somebody is, in full."""
    folded = (fold(w) for w in words)
    return frozenset(full_noun(plain_noun(w)) for w in folded if role_gender(w) is not None)


def read(words: Sequence[str]) -> Description | None:
    """The description that the tokens `words` are; None where they describe no single person."""
    if len(words) == 2 and words[0].lower() in _DEFINITE and _AGED.fullmatch(words[1]):
        return Description((words[1],), frozenset(), True, "", False)
    heads: list[str] = []
    head = ""
    owner = ""
    for index, word in enumerate(words[:_LONGEST]):
        lower = word.lower()
        if lower in _JOINTS or lower in _BREAKS or word in (",", "("):
            if head:
                heads.append(head)
            elif index == 0 or not heads:
                break
            if lower in _BREAKS or word in (",", "("):
                break
            head = ""
        elif word in _POSSESSIVE:
            owner = fold(words[index - 1]) if index else ""
            head = ""
        elif role_gender(fold(word)) is not None:
            head = plain_noun(fold(word))
        elif index and lower not in _ARTICLES and word.islower():
            head = ""  # a later noun is the head: "the mayor's office", "the candidate debate"
    else:
        if head:
            heads.append(head)
    if not heads:
        return None
    first = words[0].lower()
    others = _content(words[:_LONGEST]) - frozenset(heads)
    definite = first in _DEFINITE or (owner != "" and first not in _INDEFINITE)
    return Description(tuple(heads), others - {owner}, definite, owner, _former(words))


def _former(words: Sequence[str]) -> bool:
    """Whether the words speak of what somebody was, not is."""
    return any(w.lower() in _PAST or (len(w) == 4 and w.isdigit()) for w in words)


class Roles:
    """What the article says that people are; made once for a document."""

    def __init__(self, story: Story, entities: Sequence[Entity]) -> None:
        self._story = story
        self._roles: dict[str, list[_Role]] = {}
        self._by_head: dict[str, list[_Role]] = {}
        self._words: dict[str, set[str]] = {}
        self._heads: dict[str, set[str]] = {}
        self._counts = Counter(e.name for e in entities if e.label == "PERSON")
        document = story.document
        for entity in entities:
            if entity.label != "PERSON":
                continue
            first, last = document.token_at(entity.start), bisect_left(document.starts, entity.end)
            age = document.words[last + 1 : last + 2]
            if document.words[last : last + 1] == [","] and age and age[0].isdigit():
                head = f"{age[0]}-year-old"
                aged = _Role(entity.name, frozenset({head}), first, last + 1, last + 2, False, frozenset())
                self._by_head.setdefault(head, []).append(aged)
            for begin, end in self._spans(first, last):
                heads = _heads(document.words[begin:end])
                if document.words[begin] in _PARTIES:
                    heads = frozenset({_PARTIES[document.words[begin]]})
                self._words.setdefault(entity.name, set()).update(_content(document.words[begin:end]), heads)
                said = document.words[begin:end]
                role = _Role(entity.name, heads, first, begin, end, _former(said), _content(said))
                self._heads.setdefault(entity.name, set()).update(heads)
                self._roles.setdefault(entity.name, []).append(role)
                for head in heads:
                    self._by_head.setdefault(head, []).append(role)

    def _spans(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """The stretches of tokens around the mention `[first, last)` that say what the person is."""
        words, sentence = self._story.document.words, self._story.sentence_of
        size = len(words)
        office = first > 2 and words[first - 2] == "of" and is_or_role(words[first - 3])  # "Secretary of State"
        if first and (office or is_or_role(words[first - 1])):
            begin = self._back(first)
            yield begin, first
        elif first > 1 and words[first - 1] == "," and is_or_role(words[first - 2]) and last < size:
            begin = self._back(first - 1)
            if words[begin].lower() in _DEFINITE or words[begin][0].isupper():
                yield begin, first - 1
        begin = last
        if begin + 2 < size and words[begin] == "(" and words[begin + 1] in _PARTIES:
            yield begin + 1, min(begin + 4, size)
            return
        if begin + 1 < size and words[begin] == "," and words[begin + 1].isdigit():
            begin += 2
        if begin + 1 < size and words[begin] == ",":
            begin += 1
            if words[begin] == "who" and begin + 1 < size and words[begin + 1] in _BEING:
                begin += 2
        elif begin + 1 < size and words[begin].lower() in _BEING and words[begin + 1].lower() in _ARTICLES:
            begin += 1
        else:
            return
        end = begin
        limit = min(begin + _LONGEST, size)
        while end < limit and sentence[end] == sentence[last - 1] and words[end] not in (",", ";", "(", "—", "–", ":"):
            lower = words[end].lower()
            if lower in _BREAKS or words[end] in '.!?”"':
                break
            if end > begin + 1 and (lower in _SPEAKS or lower.endswith(("n't", "n’t"))):
                break
            if lower == "and" and end + 1 < limit and words[end + 1].lower() in _CLAUSES:
                break
            end += 1
        if _is_role(words[begin:end]):
            yield begin, end

    def _back(self, end: int) -> int:
        """Where the noun phrase that ends before token `end` begins."""
        words, sentence = self._story.document.words, self._story.sentence_of
        begin = end
        office = is_or_role(words[end - 1])
        while begin and end - begin < _LONGEST and sentence[begin - 1] == sentence[end - 1]:
            word = words[begin - 1]
            lower = word.lower()
            if lower in _ACTIONS or lower in _DAYS:
                break
            if lower in _ARTICLES or lower in _OWNERS:
                begin -= 1
                break
            # In "a rival of President Ann Lee" only the last words say what she is.
            joint = lower in ("of", "for") and begin > 1 and is_or_role(words[begin - 2]) and not office
            named = word[0].isupper() and lower not in _LEADING
            if not (joint or word in _POSSESSIVE or word == "-" or named or is_or_role(lower) or is_modifier(lower)):
                break
            begin -= 1
        return begin

    def name(self, description: Description, token: int) -> str | None:
        """Whom `description`, at token `token`, means; None where the article does not say."""
        story = self._story
        best: tuple[float, str] | None = None
        for head in description.heads:
            for kind in sorted(kinds(head)):
                for role in self._by_head.get(kind, ())[-_LATEST:]:
                    score = (2.0 if kind == full_noun(head) else 1.2) + self._fit(description, role.name)
                    score += 0.3 * log(1 + self._counts[role.name])
                    if role.former != description.former:
                        score -= 0.8
                    if description.owner and description.owner not in role.words:
                        score -= 1.5
                    if role.token < token:
                        score += 0.5 + 1 / (1 + story.paragraph_of[token] - story.paragraph_of[role.token])
                    if score >= _LEAST and (best is None or score > best[0]):
                        best = (score, role.name)
        return best[1] if best else None

    def _fit(self, description: Description, name: str) -> float:
        """How well what is known of a person fits the words of `description` besides its nouns."""
        known = self._words.get(name, set())
        matched = len(description.others & known)
        against = sum(1 for a, b in _RIVALS if a in description.others and b in known and a not in known)
        return matched - 0.3 * (len(description.others) - matched) - 2 * against

    def likely(self, description: Description, name: str) -> bool:
        """Whether `description` may mean the person called `name`, though the article does not say so."""
        offices = self._heads.get(name, set()) & _OFFICES
        wanted = {full_noun(h) for head in description.heads for h in kinds(head)} & _OFFICES
        return (not offices or not wanted or bool(offices & wanted)) and self._fit(description, name) > -1

    def literal(self, name: str) -> tuple[int, int] | None:
        """Where the article says what the person called `name` is, as characters `[start, end)`; None: nowhere."""
        document = self._story.document
        best: tuple[tuple[bool, int], tuple[int, int]] | None = None
        for role in self._roles.get(name, ()):
            if not role.heads:
                continue
            first, last = role.first, role.last
            if document.words[first].lower() in _OWNERS and _RELATIVES.intersection(role.heads):
                continue  # "his Russian colleague" says nothing without the other person
            while first < last and (_is_loose(document.words[first]) or document.words[first] in _POSSESSIVE):
                first += 1
            while first < last and _is_empty(document.words[last - 1]):
                last -= 1
            words = document.words[first:last]
            if not words or all(fold(w) in _HONORIFICS for w in words) or words[0] in _PARTIES:
                continue
            start, end = document.starts[first], document.ends[last - 1]
            rank = (len(words) > 1 and end - start <= 80, -role.token)
            if end - start <= 80 and (best is None or rank > best[0]):
                best = (rank, (start, end))
        return best[1] if best else None


def is_or_role(word: str) -> bool:
    """Whether `word` is a title or a noun for a person."""
    folded = fold(word)
    return is_title(folded) or role_gender(folded) is not None


def _is_loose(word: str) -> bool:
    """Whether a word before a description is no part of it: "the", "his", "Even"."""
    lower = word.lower()
    return lower in _ARTICLES or lower in _OWNERS or lower in _OPENINGS or lower in ("another", "one")


def _is_empty(word: str) -> bool:
    """Whether a word at the end of a description says nothing: "of", "Sir"."""
    return word.lower() in _LEADING | _JOINTS or fold(word) in _HONORIFICS


def _is_role(words: Sequence[str]) -> bool:
    """Whether the words after a name say what the person is: a noun for it comes soon, and no verb before it."""
    for word in words[:8]:
        if is_or_role(word):
            return True
        if word.lower() in _VERBS or word.lower() in SAYING:
            return False
    return False
