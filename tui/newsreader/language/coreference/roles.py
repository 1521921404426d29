"""Collect the roles that an article gives to people, to resolve "the Vermont senator" or "the union's president".

A role precedes the name ("Secretary of State John Kerry", "the union's president, Sara Nelson,"), follows it ("Ned
Price, a State Department spokesman,", "Bernie Sanders (I-Vt.)") or follows a form of "to be". A later description
refers to the person with the same or a related noun whose other words fit best.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import log

from newsreader.language.document.token_index import TokenIndex
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

__all__ = ["Description", "Roles", "is_title_or_role", "parse_description"]

_MAX_WORDS = 14
"""The most words of a description that are examined."""

_LEAST_SCORE = 1.5
"""The least score of a person that a description refers to."""

_MAX_PEOPLE = 40
"""The number of latest people with a role that are examined for a description."""

_ARTICLES = frozenset({"the", "a", "an"})
_OWNERS = frozenset({"his", "her", "their", "its", "our", "my"})
_DEFINITE = frozenset({"the", "this", "that"}) | _OWNERS
_INDEFINITE = frozenset(("a an one some several another many most two three four five other both any no each").split())
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_JOINING = frozenset({"of", "for", "at", "in", "to", "on", "from", "with", "and", "&"})
_CLAUSE_BREAKS = frozenset(("who whose which that when while where because after before but said says told").split())
_BEING = frozenset({"is", "was", "became", "remains"})
_EMPTY = _ARTICLES | _JOINING | _OWNERS | {"former", "then"}
_PAST = frozenset({"former", "then", "ex", "onetime", "one-time", "late"})
_PARTIES = {"R": "republican", "D": "democratic", "I": "independent"}


_OFFICES = frozenset(
    "senator governor representative mayor judge justice minister secretary general mp president".split()
)
"""Offices of which a person hardly holds two."""

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
_CLAUSE_STARTS = _ACTIONS | {"i", "we", "he", "she", "they"}
"""After "and", these words begin another clause."""

_VERBS_AFTER_ROLE = SAYING - {"asked", "called", "charged"} | frozenset(
    "is was are were has have had will would can could does did stated explained explains agreed confirmed "
    "confirms commenting".split()
)
"""Verbs after an apposition without a closing comma: "Ann Lee, president of the council stated"."""

_OPENING_ADVERBS = frozenset(
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
"""Nouns for people that mean nothing without the person they belong to."""

_HONORIFICS = frozenset("dr mr mrs ms miss sir prof rev hon st sheikh sheikha highness excellency".split())

_AGED = re.compile(r"\d{1,3}-year-old")
"""A description by age: "the 43-year-old said"."""

_EXCLUSIVE = (("republican", "democratic"), ("democratic", "republican"))
"""Pairs of words that exclude each other."""


@dataclass(frozen=True, slots=True)
class Description:
    """A noun phrase for one person: its nouns and other words, folded, and whether it is definite ("the", "her")."""

    heads: tuple[str, ...]
    others: frozenset[str]
    definite: bool
    owner: str  # the folded word with the possessive, as in "Obama's campaign strategist", or ""
    former: bool


@dataclass(frozen=True, slots=True)
class _Role:
    """A role that the article gives to the person `name`, whose mention begins at `token`."""

    name: str
    heads: frozenset[str]
    token: int
    first: int  # the tokens [first, last) of the role
    last: int
    former: bool
    words: frozenset[str]


@cache
def _places() -> dict[str, str]:
    """Return one folded word for all that mean a place: "vt" and "vermont", "russian" and "russia"."""
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
    """Return the nouns for a person in `words`, folded and in their full form."""
    folded = (fold(w) for w in words)
    return frozenset(full_noun(plain_noun(w)) for w in folded if role_gender(w) is not None)


def parse_description(words: Sequence[str]) -> Description | None:
    """Return the description in the tokens `words`, or None if they do not describe a single person."""
    if len(words) == 2 and words[0].lower() in _DEFINITE and _AGED.fullmatch(words[1]):
        return Description((words[1],), frozenset(), True, "", False)
    heads: list[str] = []
    head = ""
    owner = ""
    for index, word in enumerate(words[:_MAX_WORDS]):
        lower = word.lower()
        if lower in _JOINING or lower in _CLAUSE_BREAKS or word in (",", "("):
            if head:
                heads.append(head)
            elif index == 0 or not heads:
                break
            if lower in _CLAUSE_BREAKS or word in (",", "("):
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
    others = _content(words[:_MAX_WORDS]) - frozenset(heads)
    definite = first in _DEFINITE or (owner != "" and first not in _INDEFINITE)
    return Description(tuple(heads), others - {owner}, definite, owner, _former(words))


def _former(words: Sequence[str]) -> bool:
    """Return whether the words give a former role."""
    return any(w.lower() in _PAST or (len(w) == 4 and w.isdigit()) for w in words)


class Roles:
    """The roles that an article gives to people, built once for a document."""

    def __init__(self, tokens: TokenIndex, entities: Sequence[Entity]) -> None:
        self._tokens = tokens
        self._roles: dict[str, list[_Role]] = {}
        self._by_head: dict[str, list[_Role]] = {}
        self._words: dict[str, set[str]] = {}
        self._heads: dict[str, set[str]] = {}
        self._counts = Counter(e.name for e in entities if e.label == "PERSON")
        document = tokens.document
        for entity in entities:
            if entity.label != "PERSON":
                continue
            first, last = document.token_at(entity.start), bisect_left(document.starts, entity.end)
            age = document.words[last + 1 : last + 2]
            if document.words[last : last + 1] == [","] and age and age[0].isdigit():
                head = f"{age[0]}-year-old"
                aged = _Role(entity.name, frozenset({head}), first, last + 1, last + 2, False, frozenset())
                self._by_head.setdefault(head, []).append(aged)
            for begin, end in self._role_spans(first, last):
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

    def _role_spans(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Yield the stretches of tokens before and after the mention `[first, last)` that give the person's role."""
        words = self._tokens.document.words
        before = self._role_before(first, last)
        if before is not None:
            yield before
        if last + 2 < len(words) and words[last] == "(" and words[last + 1] in _PARTIES:
            yield last + 1, min(last + 4, len(words))
            return
        begin = self._start_after(last)
        if begin is not None:
            end = self._end_after(begin, last)
            if _gives_role(words[begin:end]):
                yield begin, end

    def _role_before(self, first: int, last: int) -> tuple[int, int] | None:
        """Return the role right before the mention `[first, last)`, with or without a comma after it, or None."""
        words = self._tokens.document.words
        office = first > 2 and words[first - 2] == "of" and is_title_or_role(words[first - 3])  # "Secretary of State"
        if first and (office or is_title_or_role(words[first - 1])):
            return self._phrase_start(first), first
        if first > 1 and words[first - 1] == "," and is_title_or_role(words[first - 2]) and last < len(words):
            begin = self._phrase_start(first - 1)
            if words[begin].lower() in _DEFINITE or words[begin][0].isupper():
                return begin, first - 1
        return None

    def _start_after(self, last: int) -> int | None:
        """Return the first token of a possible role after the mention that ends before token `last`, or None.

        It follows a comma, an age between commas, ", who is" or a form of "to be".
        """
        words = self._tokens.document.words
        size = len(words)
        begin = last
        if begin + 1 < size and words[begin] == "," and words[begin + 1].isdigit():
            begin += 2
        if begin + 1 < size and words[begin] == ",":
            begin += 1
            if words[begin] == "who" and begin + 1 < size and words[begin + 1] in _BEING:
                begin += 2
            return begin
        if begin + 1 < size and words[begin].lower() in _BEING and words[begin + 1].lower() in _ARTICLES:
            return begin + 1
        return None

    def _end_after(self, begin: int, last: int) -> int:
        """Return the token after a possible role that begins at `begin`, in the sentence of the token before `last`."""
        words, sentence = self._tokens.document.words, self._tokens.sentence_of
        end = begin
        limit = min(begin + _MAX_WORDS, len(words))
        while end < limit and sentence[end] == sentence[last - 1] and words[end] not in (",", ";", "(", "—", "–", ":"):
            lower = words[end].lower()
            if lower in _CLAUSE_BREAKS or words[end] in '.!?”"':
                break
            if end > begin + 1 and (lower in _VERBS_AFTER_ROLE or lower.endswith(("n't", "n’t"))):
                break
            if lower == "and" and end + 1 < limit and words[end + 1].lower() in _CLAUSE_STARTS:
                break
            end += 1
        return end

    def _phrase_start(self, end: int) -> int:
        """Return the first token of the noun phrase that ends before token `end`."""
        words, sentence = self._tokens.document.words, self._tokens.sentence_of
        begin = end
        office = is_title_or_role(words[end - 1])
        while begin and end - begin < _MAX_WORDS and sentence[begin - 1] == sentence[end - 1]:
            word = words[begin - 1]
            lower = word.lower()
            if lower in _ACTIONS or lower in _DAYS:
                break
            if lower in _ARTICLES or lower in _OWNERS:
                begin -= 1
                break
            # In "a rival of President Ann Lee" only "President" is her role.
            joint = lower in ("of", "for") and begin > 1 and is_title_or_role(words[begin - 2]) and not office
            named = word[0].isupper() and lower not in _LEADING
            if not (
                joint or word in _POSSESSIVE or word == "-" or named or is_title_or_role(lower) or is_modifier(lower)
            ):
                break
            begin -= 1
        return begin

    def resolve(self, description: Description, token: int) -> str | None:
        """Return the name of the person that `description`, at token `token`, refers to, or None if it is unclear."""
        tokens = self._tokens
        best: tuple[float, str] | None = None
        for head in description.heads:
            for kind in sorted(kinds(head)):
                for role in self._by_head.get(kind, ())[-_MAX_PEOPLE:]:
                    score = (2.0 if kind == full_noun(head) else 1.2) + self._fit(description, role.name)
                    score += 0.3 * log(1 + self._counts[role.name])
                    if role.former != description.former:
                        score -= 0.8
                    if description.owner and description.owner not in role.words:
                        score -= 1.5
                    if role.token < token:
                        score += 0.5 + 1 / (1 + tokens.paragraph_of[token] - tokens.paragraph_of[role.token])
                    if score >= _LEAST_SCORE and (best is None or score > best[0]):
                        best = (score, role.name)
        return best[1] if best else None

    def _fit(self, description: Description, name: str) -> float:
        """Score how well the roles of the person `name` fit the words of `description` other than its nouns."""
        known = self._words.get(name, set())
        matched = len(description.others & known)
        against = sum(1 for a, b in _EXCLUSIVE if a in description.others and b in known and a not in known)
        return matched - 0.3 * (len(description.others) - matched) - 2 * against

    def may_refer_to(self, description: Description, name: str) -> bool:
        """Return whether `description` may refer to the person called `name`, by office and words."""
        offices = self._heads.get(name, set()) & _OFFICES
        wanted = {full_noun(h) for head in description.heads for h in kinds(head)} & _OFFICES
        return (not offices or not wanted or bool(offices & wanted)) and self._fit(description, name) > -1

    def span_of(self, name: str) -> tuple[int, int] | None:
        """Return the characters `[start, end)` of the first role of the person called `name`, or None.

        A role of several words is preferred to one of a single word; a role over 80 characters does not count.
        """
        document = self._tokens.document
        best: tuple[tuple[bool, int], tuple[int, int]] | None = None
        for role in self._roles.get(name, ()):
            if not role.heads:
                continue
            first, last = role.first, role.last
            if document.words[first].lower() in _OWNERS and _RELATIVES.intersection(role.heads):
                continue  # "his Russian colleague" means nothing without the other person
            while first < last and (_can_precede_role(document.words[first]) or document.words[first] in _POSSESSIVE):
                first += 1
            while first < last and _can_end_role(document.words[last - 1]):
                last -= 1
            words = document.words[first:last]
            if not words or all(fold(w) in _HONORIFICS for w in words) or words[0] in _PARTIES:
                continue
            start, end = document.starts[first], document.ends[last - 1]
            rank = (len(words) > 1 and end - start <= 80, -role.token)
            if end - start <= 80 and (best is None or rank > best[0]):
                best = (rank, (start, end))
        return best[1] if best else None


def is_title_or_role(word: str) -> bool:
    """Return whether `word` is a title or a noun for a person."""
    folded = fold(word)
    return is_title(folded) or role_gender(folded) is not None


def _can_precede_role(word: str) -> bool:
    """Return whether a word before a role does not belong to it: "the", "his", "Even"."""
    lower = word.lower()
    return lower in _ARTICLES or lower in _OWNERS or lower in _OPENING_ADVERBS or lower in ("another", "one")


def _can_end_role(word: str) -> bool:
    """Return whether a word at the end of a role can be left out: "of", "Sir"."""
    return word.lower() in _LEADING | _JOINING or fold(word) in _HONORIFICS


def _gives_role(words: Sequence[str]) -> bool:
    """Return whether the words after a name give a role: a noun for a person comes soon, and no verb before it."""
    for word in words[:8]:
        if is_title_or_role(word):
            return True
        if word.lower() in _VERBS or word.lower() in SAYING:
            return False
    return False
