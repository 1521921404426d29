"""Whom "he" and "she" mean: each pronoun of the running text, in reading order, goes to a person named before it.

A pronoun that is resolved counts as a mention of that person for the next one. The people mentioned lately are
scored by a linear model over where and how they were last mentioned (`features`), whose weights are learned from
pronouns of news articles with their antecedents marked (`assets/training/coreference.py`, softmax over the people).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from newsreader.analysis import Entity
from newsreader.language import models
from newsreader.language.people import PRONOUNS, SAYING, fold, given_name, known_gender, role_gender, title_gender
from newsreader.language.quotation_marks import quoted
from newsreader.language.sentences import Document

__all__ = ["Choice", "Story", "features", "gender_of", "resolve"]

_CANDIDATES = 10
"""So many of the people mentioned last are scored for a pronoun."""

_PREPOSITIONS = frozenset(
    (
        "of in on at to for from with by about against between among into through during without toward towards over "
        "under after before behind than like unlike including upon despite versus vs near around"
    ).split()
)
_CONJUNCTIONS = frozenset(
    (
        "and or but that as when while if because although though since until whether where which who whom what how "
        "why then so yet however nor unless once"
    ).split()
)
_AUXILIARIES = frozenset(
    (
        "is was has had will would can could may might must should did does do are were have been being also never "
        "isn't wasn't hasn't hadn't won't wouldn't can't couldn't didn't doesn't"
    ).split()
)

_SMALL = _PREPOSITIONS | _CONJUNCTIONS | _AUXILIARIES
_POSSESSIONS = frozenset(
    (
        "campaign campaigns administration supporter supporters team ad ads rally rallies voters voter backers fans "
        "era presidency office camp loyalists delegates donors allies family estate brand organization "
        "foundation university tower aides staff advisers advisors speech speeches policy policies"
    ).split()
)
"""What belongs to whose name stands before it."""


@dataclass(slots=True)
class Story:
    """Where everything in a document stands, worked out once: token and sentence numbers, and what is quoted.

    `sentence_of` gives each token the number of the last sentence up to it that has words outside quotes, so that
    long quotes do not put a distance between the people around them. `inside[i]` is the number of the quoted stretch
    that token i is in, or -1.
    """

    document: Document
    sentence_of: list[int]
    paragraph_of: list[int]
    inside: list[int]

    @classmethod
    def of(cls, document: Document) -> Story:
        size = len(document.words)
        inside = [-1] * size
        starts = document.starts
        for number, quote in enumerate(quoted(document.text, document.paragraphs)):
            first = bisect_left(starts, quote.start)
            last = bisect_left(starts, quote.end)
            inside[first:last] = [number] * (last - first)
        sentence_of = [0] * size
        paragraph_of = [0] * size
        count = 0
        for sentence in document.sentences:
            first, last = sentence.first, sentence.last
            if any(inside[i] < 0 and document.words[i][0].isalpha() for i in range(first, last)):
                count += 1
            sentence_of[first:last] = [count] * (last - first)
            paragraph_of[first:last] = [sentence.paragraph] * (last - first)
        return cls(document, sentence_of, paragraph_of, inside)


@dataclass(slots=True, eq=False)
class Person:
    """What is known of one person up to some point of the text, and the latest mention before that point."""

    name: str
    gender: str  # "m", "f" or ""
    in_title: bool
    guessed: str = ""  # the gender of a pronoun that was taken for this person, where `gender` is unknown
    count: int = 0
    first_paragraph: int = 0
    token: int = -1
    sentence: int = -1
    paragraph: int = -1
    before: str = ""
    after: str = ""
    opening: bool = False  # the latest mention is the first of a person in its sentence
    pronoun: bool = False
    spoke: int = -1  # the sentence in which this person last spoke
    quoted_token: int = -1  # the latest mention inside a quote


@dataclass(frozen=True, slots=True)
class Choice:
    """A pronoun at token `token`, and the people it was chosen from with the features of each."""

    token: int
    names: tuple[str, ...]
    features: tuple[tuple[str, ...], ...]
    chosen: int


def gender_of(name: str) -> str:
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


def _genders(story: Story, entities: Sequence[Entity], places: Sequence[tuple[int, int]]) -> dict[str, str]:
    """The gender of each person, by name: from titles before any mention, nouns right after it, and the given name."""
    words = story.document.words
    votes: dict[str, dict[str, float]] = {}
    for entity, (first, last) in zip(entities, places, strict=True):
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
        given = gender_of(name)
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


def _modifies(words: Sequence[str], first: int, last: int) -> bool:
    """Whether the name at `[first, last)` only says whose: "Obama consultant Cornell Belcher", "the Cruz campaign"."""
    if last >= len(words) or not words[last][0].isalpha() or words[last].lower() in SAYING:
        return False
    after = words[last].lower()
    if role_gender(after) is not None or after in _POSSESSIONS:
        return True
    before = words[first - 1].lower() if first else ""
    return before in ("the", "a", "an", "this", "that", "pro", "anti") and after not in _SMALL


def _owns(words: Sequence[str], token: int) -> bool:
    """Whether the pronoun at `token` only says whose: "his campaign"."""
    lower = words[token].lower()
    if lower == "his":
        return True
    after = words[token + 1] if token + 1 < len(words) else "."
    return lower == "her" and after[0].isalnum() and after.lower() not in _SMALL


def _before(words: Sequence[str], token: int, first: int) -> str:
    """What kind of word stands before the mention that begins at `token`, titles left out."""
    index = token - 1
    while index >= first and (title_gender(fold(words[index])) or role_gender(words[index].lower()) is not None):
        index -= 1
    if index < first:
        return "start"
    word = words[index].lower()
    if word in _PREPOSITIONS:
        return "preposition"
    if word in _CONJUNCTIONS:
        return "conjunction"
    if word in ("told", "tells", "asked", "asks", "called", "calls"):
        return "told"
    if word in SAYING:
        return "saying"
    if word in ("the", "a", "an", "'s", "’s", "his", "her", "their", "its"):
        return "determiner"
    if not word[0].isalnum():
        return "mark"
    return "capital" if words[index][0].isupper() else "word"


def _after(words: Sequence[str], token: int) -> str:
    """What kind of word stands at `token`, right after a mention."""
    if token >= len(words):
        return "end"
    word = words[token]
    if word in ("'s", "’s", "'", "’"):
        return "possessive"
    lower = word.lower()
    if lower in SAYING:
        return "saying"
    if lower in _AUXILIARIES:
        return "auxiliary"
    if word == ",":
        return "comma"
    if not word[0].isalnum():
        return "mark"
    if lower in _PREPOSITIONS or lower in _CONJUNCTIONS:
        return "small"
    if word[0].isupper():
        return "capital"
    return "ed" if lower.endswith("ed") else "s" if lower.endswith("s") else "word"


def features(
    person: Person, story: Story, token: int, rank: int, largest: int, speaker: Person | None
) -> tuple[str, ...]:
    """How `person` was last mentioned, seen from the pronoun at `token`; names of weights.

    `rank` counts the people of this gender mentioned since, `largest` is the largest number of mentions of one,
    `speaker` who spoke last.
    """
    sentence, paragraph = story.sentence_of[token], story.paragraph_of[token]
    kind = _kind(story, token)
    apart = min(sentence - person.sentence, 6)
    between = min(paragraph - person.paragraph, 4)
    near = "0" if apart == 0 else "1" if apart == 1 else "+"
    found = [
        f"sentences {apart}",
        f"paragraphs {between}",
        f"rank {min(rank, 4)}",
        f"before {person.before} {near}",
        f"after {person.after} {near}",
        "before " + person.before,
        "after " + person.after,
        "opening " + near if person.opening else "later " + near,
        f"count {min(person.count, 5)}",
        "gender " + ("known" if person.gender else "guessed" if person.guessed else "unknown"),
    ]
    found += [f"{kind} sentences {apart}", f"{kind} {'opening' if person.opening else 'later'} {near}"]
    if person.pronoun:
        found += ["pronoun " + near, f"{kind} pronoun " + near]
    if person.spoke >= 0:
        spoke = min(sentence - person.spoke, 4)
        found += [f"spoke {spoke}", f"{kind} spoke {spoke}"]
        if person is speaker:
            found += ["speaker", kind + " speaker"]
    if person.count == largest:
        found.append("largest")
    if person.first_paragraph == 0:
        found.append("lede")
    if person.in_title:
        found.append("title")
    if person.quoted_token > person.token:
        found.append("quoted since")
    return tuple(found)


def resolve(document: Document, entities: Sequence[Entity], story: Story) -> Iterator[Choice]:
    """Each pronoun outside quotes that has somebody to go to, in reading order, with whom it goes to."""
    weights: Mapping[str, float] = models.load_json("coreference.json")["antecedents"]
    people = [e for e in entities if e.label == "PERSON"]
    places = [(document.token_at(e.start), bisect_left(document.starts, e.end)) for e in people]
    genders = _genders(story, people, places)
    titled = document.title.casefold()
    known: dict[str, Person] = {}
    recent: list[Person] = []  # the latest mentioned last, each once
    words, inside = document.words, story.inside
    mention = 0
    largest = 1
    speaker: Person | None = None
    opened = -1  # the sentence in which a person was mentioned last
    for token, word in enumerate(words):
        if mention < len(people) and places[mention][0] <= token:
            entity, (first, last) = people[mention], places[mention]
            mention += 1
            person = known.get(entity.name)
            if person is None:
                surname = entity.name.rsplit(" ", 1)[-1].casefold()
                person = Person(entity.name, genders[entity.name], surname in titled)
                person.first_paragraph = story.paragraph_of[first]
                known[entity.name] = person
            if inside[first] >= 0:
                person.quoted_token = first
                if person.token < 0:
                    continue
            else:
                owns = _modifies(words, first, last)
                if owns and person.sentence == story.sentence_of[first]:
                    continue
                begin = first
                while begin > 0 and story.sentence_of[begin - 1] == story.sentence_of[first] and first - begin < 12:
                    begin -= 1
                before = "owner" if owns else _before(words, first, begin)
                _place(person, story, first, before, _after(words, last), opened)
                opened = opened if owns else story.sentence_of[first]
                person.pronoun = False
                _latest(recent, person)
                largest = max(largest, person.count)
                speaker = person if person.spoke == person.sentence else speaker
            continue
        gender = PRONOUNS.get(word.lower()) if len(word) < 8 else None
        if gender is None or inside[token] >= 0:
            continue
        fitting = [p for p in reversed(recent) if p.gender in ("", gender) and p.guessed in ("", gender)]
        if not fitting:
            continue
        fitting = fitting[:_CANDIDATES]
        keys = [features(p, story, token, rank, largest, speaker) for rank, p in enumerate(fitting)]
        scores = [sum(weights.get(k, 0.0) for k in names) for names in keys]
        chosen = max(range(len(scores)), key=scores.__getitem__)
        yield Choice(token, tuple(p.name for p in fitting), tuple(keys), chosen)
        person = fitting[chosen]
        if not person.gender:
            person.guessed = gender
        owns = _owns(words, token)
        if owns and person.sentence == story.sentence_of[token]:
            continue
        _place(person, story, token, "owner" if owns else "pronoun", _after(words, token + 1), opened)
        opened = opened if owns else story.sentence_of[token]
        person.pronoun = True
        _latest(recent, person)
        largest = max(largest, person.count)
        speaker = person if person.spoke == person.sentence else speaker


def _kind(story: Story, token: int) -> str:
    """How the pronoun at `token` stands: "quote" after a quote, "first" in its sentence, or "inner"."""
    if token and story.inside[token - 1] >= 0:
        return "quote"
    words = story.document.words
    if token and not words[token - 1][0].isalnum() and token > 1 and story.inside[token - 2] >= 0:
        return "quote"
    if token == 0 or story.sentence_of[token] != story.sentence_of[token - 1] or words[token][0].isupper():
        return "first"
    return "inner"


def _place(person: Person, story: Story, token: int, before: str, after: str, opened: int) -> None:
    person.token = token
    person.sentence = story.sentence_of[token]
    person.paragraph = story.paragraph_of[token]
    person.before, person.after = before, after
    person.opening = opened != person.sentence and before != "owner"
    person.count += 1
    if after == "saying" or before == "saying":
        person.spoke = person.sentence


def _latest(recent: list[Person], person: Person) -> None:
    """Move `person` to the end of `recent`, which keeps a bounded number of people."""
    if person in recent[-1:]:
        return
    for index in range(len(recent) - 1, -1, -1):
        if recent[index] is person:
            del recent[index]
            break
    recent.append(person)
    if len(recent) > 4 * _CANDIDATES:
        del recent[0]
