"""Who a pronoun, a description or a short form stands for: "she", "the union's president", "Putin"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from newsreader.language.coreference import missed_people, pronouns, roles
from newsreader.language.coreference.gender import genders
from newsreader.language.document.document import Document, SentenceKind
from newsreader.language.document.token_index import Story
from newsreader.language.resources import models
from newsreader.language.resources.person_lexicon import PRONOUNS, fold, role_gender
from newsreader.model.analysis import Entity

__all__ = ["Coreference"]

_PARTY = re.compile(r"[A-Z]-[A-Z]")  # "R-Wis" in brackets after a name is nobody
_BYLINE = re.compile(r"(?:\W*by|written by|words by)\s", re.IGNORECASE)
_HEAD = 8  # sentences and lines that a by-line is among
_GROUPS = frozenset({"it", "they", "them", "its", "their"})
_AFTER_NAME = frozenset({",", "(", "who", "of", "from", "at", "and", ":", "—", "–", ")", "in", "for", "with", "on"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_OBJECT_OF = frozenset({"for", "of", "to", "with", "by", "from", "at", "against", "behind", "about", "in", "on"})
_VARIATIONS = frozenset(
    (
        "candidate nominee front-runner frontrunner contender hopeful businessman businesswoman billionaire mogul "
        "tycoon magnate senator governor president mayor congressman congresswoman lawmaker politician leader "
        "minister premier chancellor star actor actress singer champion democrat republican native neurosurgeon mother "
        "father pontiff monarch incumbent challenger libertarian independent socialist conservative liberal"
    ).split()
)
"""Nouns with which news writers call again somebody whom they have named."""

_VARIED = 6
"""Such a description has so many words at most."""

_LOOKED = 12
"""So many mentions before a description are looked at for whom it varies."""

_REACH = 5
"""So many sentences back a body is looked for that "it" or "they" may stand for."""


class Coreference:
    """Answers for one document; made once for all its quotes.

    Making one costs time linear in the document; every question costs about the logarithm of the number of mentions.
    """

    def __init__(self, document: Document, entities: Sequence[Entity]) -> None:
        """`entities` are those that `names.resolve` gave for `document`, in reading order."""
        self._document = document
        missed = missed_people.people(document, entities)
        self._entities = sorted([*entities, *missed], key=lambda e: e.start)
        self._starts = [e.start for e in self._entities]
        self._story = Story.of(document)
        self._people = [e for e in self._entities if e.label == "PERSON" and not _PARTY.match(e.name)]
        self._genders = genders(self._story, self._people)
        choices = pronouns.resolve(self._story, self._people, self._genders)
        self._pronouns = {document.starts[c.token]: c.names[c.chosen] for c in choices}

    @cached_property
    def _roles(self) -> roles.Roles:
        return roles.Roles(self._story, self._people)

    @cached_property
    def _bodies(self) -> list[Entity]:
        return [e for e in self._entities if e.label == "ORG" and e.name[:1].isalnum()]

    @cached_property
    def _body_starts(self) -> list[int]:
        return [e.start for e in self._bodies]

    @cached_property
    def _author(self) -> str | None:
        """Who the by-line says wrote the article, where it names one person."""
        text = self._document.text
        for sentence in self._document.sentences[:_HEAD]:
            if sentence.kind is SentenceKind.FURNITURE and _BYLINE.match(text, sentence.start, sentence.end):
                named = {e.name for e in self._within(sentence.start, sentence.end) if e.label == "PERSON"}
                return named.pop() if len(named) == 1 else None
        return None

    @cached_property
    def _mentions(self) -> tuple[list[int], list[str]]:
        """Where people are meant outside quotes, by name or by pronoun: offsets, ascending, and the names."""
        document, inside = self._document, self._story.inside
        found = dict(self._pronouns)
        for entity in self._people:
            if inside[document.token_at(entity.start)] < 0:
                found[entity.start] = entity.name
        order = sorted(found)
        return order, [found[start] for start in order]

    def name_of(self, start: int, end: int) -> str | None:
        """The name of whom the mention at `[start, end)` stands for, or None where the article does not say.

        The mention may be a name, alone or in a longer description ("US State Department spokesman Ned Price"), a
        pronoun, or a description ("the senator", "the commission"). Somebody who belongs to a person or body is not
        that person or body: "Donald Trump's son" is None unless the article says who that is.
        """
        document = self._document
        first, last = document.token_at(start), bisect_left(document.starts, end)
        if first >= last:
            return None
        words = document.words[first:last]
        if len(words) == 1:
            lower = words[0].lower()
            if lower == "i":
                return self._author
            if lower in PRONOUNS:
                return self._pronouns.get(document.starts[first])
            if lower in _GROUPS:
                return self._body_before(first)
            if lower == "who":
                return self._before_who(first)
        within = self._within(start, end)
        name = self._named(within, first, last)
        if name is not None:
            return name
        return self._described(words, first, within)

    def role_of(self, name: str) -> str | None:
        """What the article says that the person called `name` is ("US Secretary of State"), as it stands in the text.

        The first description of more than one word, of 80 characters at most; None where the article has none.
        """
        span = self._roles.literal(name)
        return self._document.text[span[0] : span[1]] if span else None

    def _within(self, start: int, end: int) -> list[Entity]:
        """The entities that overlap `[start, end)`."""
        index = max(bisect_right(self._starts, start) - 1, 0)
        found = []
        while index < len(self._entities) and self._starts[index] < end:
            if self._entities[index].end > start:
                found.append(self._entities[index])
            index += 1
        return found

    def _named(self, within: Sequence[Entity], first: int, last: int) -> str | None:
        """The name at the head of the mention, tokens `[first, last)`."""
        words, starts = self._document.words, self._document.starts
        for entity in within:
            begin, end = self._document.token_at(entity.start), bisect_left(starts, entity.end)
            whole = end >= last and all(w.lower() in ("the", "a", "an") for w in words[first:begin])
            if entity.label == "PERSON":
                after = words[end] if end < last else ""
                before = words[begin - 1].lower() if begin > first else ""
                if whole or (before not in _OBJECT_OF and (not after or after.lower() in _AFTER_NAME)):
                    return entity.name
            elif whole and entity.label == "NORP" and words[first].lower() == "the":
                break  # "the Slovenian" is somebody
            elif whole and entity.label not in ("DATE", "MONEY") and (begin == first or words[first].lower() == "the"):
                return entity.name
            if begin > first and words[begin - 1].lower() in _OBJECT_OF:
                break
        return None

    def _before_who(self, token: int) -> str | None:
        """The person right before "who"."""
        start = self._document.starts[token]
        for entity in reversed(self._within(max(start - 80, 0), start)):
            if (
                entity.label == "PERSON"
                and self._story.sentence_of[token] == self._story.sentence_of[self._document.token_at(entity.start)]
            ):
                return entity.name
        return None

    def _body_before(self, token: int) -> str | None:
        """The body at the beginning of the latest clause before `token` that begins with one.

        None where a sentence in between begins with a body that the article does not name ("The ministry said").
        """
        words, story = self._document.words, self._story
        index = bisect_left(self._body_starts, self._document.starts[token])
        for entity in reversed(self._bodies[max(index - _LOOKED, 0) : index]):
            at = self._document.token_at(entity.start)
            if story.sentence_of[token] - story.sentence_of[at] > _REACH:
                return None
            end = bisect_left(self._document.starts, entity.end)
            before = words[at - 1].lower() if at else ""
            after = words[end] if end < len(words) else ""
            if story.inside[at] < 0 and before not in _OBJECT_OF and after not in _POSSESSIVE:
                called = self._opening_body(at, token)
                return self._body_called(words[called : called + 2], called) if called is not None else entity.name
        return None

    def _opening_body(self, first: int, last: int) -> int | None:
        """The latest of the tokens `[first, last)` outside quotes that opens a sentence with "The ministry" or such."""
        words, story = self._document.words, self._story
        for number in range(story.sentence_of[last], story.sentence_of[first], -1):
            at = story.opening[number]
            the, noun, after = words[at : at + 3] if at + 2 <= last else ("", "", "")
            if the == "The" and fold(noun) in self._kinds_of_bodies and after not in _POSSESSIVE:
                return at
        return None

    def _described(self, words: Sequence[str], token: int, within: Sequence[Entity]) -> str | None:
        """Whom a description means: somebody or some body that the article calls so."""
        description = roles.read(words)
        if description is not None:
            if not description.definite:
                return None
            owners = {e.name for e in within}
            name = self._roles.name(description, token)
            if name is not None and name not in owners:
                return name
            if words[0].lower() == "the" and len(words) <= _VARIED and description.heads[0] in _VARIATIONS:
                return self._likely(description, token)
            return None
        if words[0].lower() in ("the", "this", "that"):
            return self._holder(words, token) or self._body_called(words, token)
        return None

    def _holder(self, words: Sequence[str], token: int) -> str | None:
        """Whom an office in capitals means ("the OC"): the latest person named as in "Ann Lee, OC of Oslo"."""
        if len(words) != 2 or len(words[1]) < 2 or not words[1].isupper():
            return None
        document = self._document
        wanted = [",", words[1], "of"]
        index = bisect_left(self._people, document.starts[token], key=lambda e: e.start)
        for entity in reversed(self._people[max(index - 3 * _LOOKED, 0) : index]):
            after = bisect_left(document.starts, entity.end)
            if document.words[after : after + 3] == wanted:
                return entity.name
        return None

    def _likely(self, description: roles.Description, token: int) -> str | None:
        """Whom a description means that only varies a name: somebody with a part in the story who was meant lately."""
        starts, names = self._mentions
        index = bisect_left(starts, self._document.starts[token])
        gender = role_gender(description.heads[0])
        scores: dict[str, float] = {}
        for near in range(index - 1, max(index - _LOOKED, 0) - 1, -1):
            start, name = starts[near], names[near]
            if name in scores:
                scores[name] += 0.25
                continue
            apart = self._story.paragraph_of[token] - self._story.paragraph_of[self._document.token_at(start)]
            if gender and self._genders.get(name) not in ("", None, gender):
                continue
            if self._roles.likely(description, name):
                scores[name] = 2 / (1 + apart)
        best = max(scores, key=scores.__getitem__, default=None)
        return best if best is not None and scores[best] >= 1 else None

    def _body_called(self, words: Sequence[str], token: int) -> str | None:
        """The body that "the commission" or "the newspaper" means: the latest whose name has a fitting word."""
        noun = fold(words[-1])
        fitting = frozenset({noun}) if words[-1][0].isupper() else self._kinds_of_bodies.get(noun)
        if len(words) > 3 or fitting is None:
            return None
        index = bisect_left(self._body_starts, self._document.starts[token]) - 1
        for entity in reversed(self._bodies[max(index - 3 * _LOOKED, 0) : index + 1]):
            folded = {fold(w) for w in entity.name.replace("-", " ").split()}
            if folded & fitting and " " in entity.name:
                return entity.name
        return None

    @cached_property
    def _kinds_of_bodies(self) -> dict[str, frozenset[str]]:
        table = models.load_json("people.json")["bodies"]
        return {noun: frozenset(words.split()) for noun, words in table.items()}
