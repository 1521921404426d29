"""Resolve pronouns, descriptions and short forms to names: "she", "the union's president", "Putin"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from newsreader.language.coreference import missed_people, pronouns, roles
from newsreader.language.coreference.gender import infer_genders
from newsreader.language.document.document import Document, SentenceKind
from newsreader.language.document.token_index import TokenIndex
from newsreader.language.resources import models
from newsreader.language.resources.person_lexicon import PRONOUNS, fold, role_gender
from newsreader.model.analysis import Entity

__all__ = ["Coreference"]

_PARTY = re.compile(r"[A-Z]-[A-Z]")  # "R-Wis" in brackets after a name is not a person
_BYLINE = re.compile(r"(?:\W*by|written by|words by)\s", re.IGNORECASE)
_HEAD = 8  # the first sentences and lines, which may include a by-line
_GROUP_PRONOUNS = frozenset({"it", "they", "them", "its", "their"})
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
"""Nouns that news writers use for a person they have already named."""

_MAX_VARIATION = 6
"""The most words of such a description."""

_MAX_MENTIONS = 12
"""The number of mentions before a description that are examined to resolve it."""

_MAX_SENTENCES = 5
"""The largest distance of an organisation that "it" or "they" can refer to, in sentences."""


class Coreference:
    """Coreference for one document, built once and used for all its quotes.

    Building takes time linear in the document, each query about the logarithm of the number of mentions.
    """

    def __init__(self, document: Document, entities: Sequence[Entity]) -> None:
        """Prepare for `entities`, the result of `entity_linking.resolve` for `document`, in reading order."""
        self._document = document
        missed = missed_people.find_missed(document, entities)
        self._entities = sorted([*entities, *missed], key=lambda e: e.start)
        self._starts = [e.start for e in self._entities]
        self._tokens = TokenIndex.of(document)
        self._people = [e for e in self._entities if e.label == "PERSON" and not _PARTY.match(e.name)]
        self._genders = infer_genders(self._tokens, self._people)
        choices = pronouns.resolve(self._tokens, self._people, self._genders)
        self._pronouns = {document.starts[c.token]: c.names[c.chosen] for c in choices}

    @cached_property
    def _roles(self) -> roles.Roles:
        return roles.Roles(self._tokens, self._people)

    @cached_property
    def _organisations(self) -> list[Entity]:
        return [e for e in self._entities if e.label == "ORG" and e.name[:1].isalnum()]

    @cached_property
    def _organisation_starts(self) -> list[int]:
        return [e.start for e in self._organisations]

    @cached_property
    def _author(self) -> str | None:
        """Return the author in the by-line, if it names one person."""
        text = self._document.text
        for sentence in self._document.sentences[:_HEAD]:
            if sentence.kind is SentenceKind.BOILERPLATE and _BYLINE.match(text, sentence.start, sentence.end):
                named = {e.name for e in self._within(sentence.start, sentence.end) if e.label == "PERSON"}
                return named.pop() if len(named) == 1 else None
        return None

    @cached_property
    def _mentions(self) -> tuple[list[int], list[str]]:
        """Return the mentions of people outside quotes, by name or pronoun: ascending offsets, and the names."""
        document, quote_of = self._document, self._tokens.quote_of
        found = dict(self._pronouns)
        for entity in self._people:
            if quote_of[document.token_at(entity.start)] < 0:
                found[entity.start] = entity.name
        order = sorted(found)
        return order, [found[start] for start in order]

    def name_of(self, start: int, end: int) -> str | None:
        """Return the name of the person or organisation that the mention at `[start, end)` refers to, or None.

        The mention may be a name, alone or in a longer description ("US State Department spokesman Ned Price"), a
        pronoun, or a description ("the senator", "the commission"). Offsets are characters. A person who belongs to
        another person or an organisation is not that one: "Donald Trump's son" is None unless the article names him.
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
            if lower in _GROUP_PRONOUNS:
                return self._organisation_before(first)
            if lower == "who":
                return self._person_before_who(first)
        within = self._within(start, end)
        name = self._name_in(within, first, last)
        if name is not None:
            return name
        return self._resolve_description(words, first, within)

    def role_of(self, name: str) -> str | None:
        """Return the role that the article gives to the person called `name` ("US Secretary of State"), as written.

        That is the first description of more than one word, of at most 80 characters; None if the article has none.
        """
        span = self._roles.span_of(name)
        return self._document.text[span[0] : span[1]] if span else None

    def _within(self, start: int, end: int) -> list[Entity]:
        """Return the entities that overlap `[start, end)`."""
        index = max(bisect_right(self._starts, start) - 1, 0)
        found = []
        while index < len(self._entities) and self._starts[index] < end:
            if self._entities[index].end > start:
                found.append(self._entities[index])
            index += 1
        return found

    def _name_in(self, within: Sequence[Entity], first: int, last: int) -> str | None:
        """Return the name that is the head of the mention, the tokens `[first, last)`."""
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
                break  # "the Slovenian" is a person
            elif whole and entity.label not in ("DATE", "MONEY") and (begin == first or words[first].lower() == "the"):
                return entity.name
            if begin > first and words[begin - 1].lower() in _OBJECT_OF:
                break
        return None

    def _person_before_who(self, token: int) -> str | None:
        """Return the person right before "who"."""
        start = self._document.starts[token]
        for entity in reversed(self._within(max(start - 80, 0), start)):
            if (
                entity.label == "PERSON"
                and self._tokens.sentence_of[token] == self._tokens.sentence_of[self._document.token_at(entity.start)]
            ):
                return entity.name
        return None

    def _organisation_before(self, token: int) -> str | None:
        """Return the organisation that begins the latest clause before `token`.

        A description that opens a later sentence ("The ministry said") is resolved instead; None if that fails.
        """
        words, tokens = self._document.words, self._tokens
        index = bisect_left(self._organisation_starts, self._document.starts[token])
        for entity in reversed(self._organisations[max(index - _MAX_MENTIONS, 0) : index]):
            at = self._document.token_at(entity.start)
            if tokens.sentence_of[token] - tokens.sentence_of[at] > _MAX_SENTENCES:
                return None
            end = bisect_left(self._document.starts, entity.end)
            before = words[at - 1].lower() if at else ""
            after = words[end] if end < len(words) else ""
            if tokens.quote_of[at] < 0 and before not in _OBJECT_OF and after not in _POSSESSIVE:
                called = self._opening_description(at, token)
                if called is None:
                    return entity.name
                return self._organisation_called(words[called : called + 2], called)
        return None

    def _opening_description(self, first: int, last: int) -> int | None:
        """Return the last token in `[first, last)` that opens a sentence with a noun such as "The ministry"."""
        words, tokens = self._document.words, self._tokens
        for number in range(tokens.sentence_of[last], tokens.sentence_of[first], -1):
            at = tokens.first_token_of[number]
            the, noun, after = words[at : at + 3] if at + 2 <= last else ("", "", "")
            if the == "The" and fold(noun) in self._organisation_nouns and after not in _POSSESSIVE:
                return at
        return None

    def _resolve_description(self, words: Sequence[str], token: int, within: Sequence[Entity]) -> str | None:
        """Return the person or organisation that a description refers to."""
        description = roles.parse_description(words)
        if description is not None:
            if not description.definite:
                return None
            owners = {e.name for e in within}
            name = self._roles.resolve(description, token)
            if name is not None and name not in owners:
                return name
            if words[0].lower() == "the" and len(words) <= _MAX_VARIATION and description.heads[0] in _VARIATIONS:
                return self._varied_name(description, token)
            return None
        if words[0].lower() in ("the", "this", "that"):
            return self._office_holder(words, token) or self._organisation_called(words, token)
        return None

    def _office_holder(self, words: Sequence[str], token: int) -> str | None:
        """Return the holder of an office in capitals ("the OC"): the latest person in "Ann Lee, OC of Oslo"."""
        if len(words) != 2 or len(words[1]) < 2 or not words[1].isupper():
            return None
        document = self._document
        wanted = [",", words[1], "of"]
        index = bisect_left(self._people, document.starts[token], key=lambda e: e.start)
        for entity in reversed(self._people[max(index - 3 * _MAX_MENTIONS, 0) : index]):
            after = bisect_left(document.starts, entity.end)
            if document.words[after : after + 3] == wanted:
                return entity.name
        return None

    def _varied_name(self, description: roles.Description, token: int) -> str | None:
        """Return the person that a mere variation of a name refers to: one with several or recent mentions."""
        starts, names = self._mentions
        index = bisect_left(starts, self._document.starts[token])
        gender = role_gender(description.heads[0])
        scores: dict[str, float] = {}
        for near in range(index - 1, max(index - _MAX_MENTIONS, 0) - 1, -1):
            start, name = starts[near], names[near]
            if name in scores:
                scores[name] += 0.25
                continue
            apart = self._tokens.paragraph_of[token] - self._tokens.paragraph_of[self._document.token_at(start)]
            if gender and self._genders.get(name) not in ("", None, gender):
                continue
            if self._roles.may_refer_to(description, name):
                scores[name] = 2 / (1 + apart)
        best = max(scores, key=scores.__getitem__, default=None)
        return best if best is not None and scores[best] >= 1 else None

    def _organisation_called(self, words: Sequence[str], token: int) -> str | None:
        """Return the latest organisation with a word in its name that fits "the commission" or "the newspaper"."""
        noun = fold(words[-1])
        fitting = frozenset({noun}) if words[-1][0].isupper() else self._organisation_nouns.get(noun)
        if len(words) > 3 or fitting is None:
            return None
        index = bisect_left(self._organisation_starts, self._document.starts[token]) - 1
        for entity in reversed(self._organisations[max(index - 3 * _MAX_MENTIONS, 0) : index + 1]):
            folded = {fold(w) for w in entity.name.replace("-", " ").split()}
            if folded & fitting and " " in entity.name:
                return entity.name
        return None

    @cached_property
    def _organisation_nouns(self) -> dict[str, frozenset[str]]:
        table = models.load_json("people.json")["bodies"]
        return {noun: frozenset(words.split()) for noun, words in table.items()}
