"""Whom "he" and "she" mean: each pronoun of the running text, in reading order, goes to a person named before it.

A pronoun that is resolved counts as a mention of that person for the next one. The people mentioned lately are
scored by a linear model over where and how they were last mentioned (`features`), whose weights are learned from
pronouns of news articles with their antecedents marked (`assets/training/coreference.py`, softmax over the people).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from newsreader.language.document.token_index import Story
from newsreader.language.resources import models
from newsreader.language.resources.person_lexicon import PRONOUNS, SAYING, fold, role_gender, title_gender
from newsreader.model.analysis import Entity

__all__ = ["Choice", "Person", "features", "resolve"]

_CANDIDATES = 10
"""So many of the people mentioned last are scored for a pronoun."""

_BACK = 12
"""So many words before a name are looked at for what stands before it."""

_CLAUSE = 30
"""So many words of a clause between commas are looked through."""

_ENDS = frozenset('.!?;:“”"')
_SPELT = frozenset(form for word in PRONOUNS for form in (word, word.capitalize(), word.upper()))

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

_INDEFINITE = frozenset({"A", "An", "One", "Another"})
_SMALL = _PREPOSITIONS | _CONJUNCTIONS | _AUXILIARIES
_POSSESSIONS = frozenset(
    (
        "campaign campaigns administration supporter supporters team ad ads rally rallies voters voter backers fans "
        "era presidency office camp loyalists delegates donors allies family estate brand organization "
        "foundation university tower aides staff advisers advisors speech speeches policy policies"
    ).split()
)
"""What belongs to whose name stands before it."""


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
        return "saying" if _says_later(words, token) else "comma"
    if not word[0].isalnum():
        return "mark"
    if lower in _PREPOSITIONS or lower in _CONJUNCTIONS:
        return "small"
    if word[0].isupper():
        return "capital"
    return "ed" if lower.endswith("ed") else "s" if lower.endswith("s") else "word"


def _says_later(words: Sequence[str], comma: int) -> bool:
    """Whether a verb of saying follows a clause between commas: "Ann Lee, who leads the union, said"."""
    for at in range(comma + 2, min(comma + _CLAUSE, len(words) - 1)):
        if words[at] in _ENDS:
            return False
        if words[at] == "," and words[at + 1].lower() in SAYING:
            return True
    return False


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


def resolve(story: Story, people: Sequence[Entity], sexes: Mapping[str, str]) -> Iterator[Choice]:
    """Each pronoun outside quotes that has somebody to go to, in reading order, with whom it goes to.

    `people` are the mentions of people in reading order, `sexes` the gender of each by name (see `genders`).
    """
    words, inside = story.document.words, story.inside
    pronouns = [i for i, w in enumerate(words) if w in _SPELT and inside[i] < 0]
    telling = _Telling(story, sexes)
    asked = 0
    for entity in people:
        first = story.document.token_at(entity.start)
        while asked < len(pronouns) and pronouns[asked] < first:
            yield from telling.ask(pronouns[asked])
            asked += 1
        telling.hear(entity, first)
    for token in pronouns[asked:]:
        yield from telling.ask(token)


class _Telling:
    """Who has been mentioned up to some point of the text."""

    def __init__(self, story: Story, sexes: Mapping[str, str]) -> None:
        self._story = story
        self._sexes = sexes
        self._weights: Mapping[str, float] = models.load_json("coreference.json")["antecedents"]
        self._titled = story.document.title.casefold()
        self._known: dict[str, Person] = {}
        self._recent: list[Person] = []  # the latest mentioned last, each once
        self._largest = 1
        self._speaker: Person | None = None
        self._opened = -1  # the sentence in which a person was mentioned last

    def hear(self, entity: Entity, first: int) -> None:
        """Take note of a mention by name, which begins at token `first`."""
        story = self._story
        person = self._known.get(entity.name)
        if person is None:
            surname = entity.name.rsplit(" ", 1)[-1].casefold()
            person = Person(entity.name, self._sexes.get(entity.name, ""), surname in self._titled)
            person.first_paragraph = story.paragraph_of[first]
            self._known[entity.name] = person
        if story.inside[first] >= 0:
            person.quoted_token = first
            return
        words = story.document.words
        last = bisect_left(story.document.starts, entity.end, first)
        owns = _modifies(words, first, last)
        begin = first
        while begin and story.sentence_of[begin - 1] == story.sentence_of[first] and first - begin < _BACK:
            begin -= 1
        self._place(person, first, _before(words, first, begin), _after(words, last), owns)
        person.pronoun = False

    def ask(self, token: int) -> Iterator[Choice]:
        """Whom the pronoun at `token` means, if there is anybody; takes note of it."""
        story = self._story
        gender = PRONOUNS[story.document.words[token].lower()]
        fitting = [p for p in reversed(self._recent) if p.gender in ("", gender) and p.guessed in ("", gender)]
        if _kind(story, token) == "quote":
            # Hardly anybody calls himself by his name: one of 41 who are named in a speech before a marked pronoun.
            speech = _speech(story, token)
            fitting = [p for p in fitting if p.quoted_token < speech] or fitting
        del fitting[_CANDIDATES:]
        if not fitting:
            return
        seen = [features(p, story, token, r, self._largest, self._speaker) for r, p in enumerate(fitting)]
        weights = self._weights
        if self._somebody_else(token, max(p.sentence for p in fitting)):
            return
        scores = [sum([weights.get(k, 0.0) for k in keys]) for keys in seen]
        chosen = scores.index(max(scores))
        yield Choice(token, tuple(p.name for p in fitting), tuple(seen), chosen)
        person = fitting[chosen]
        if not person.gender:
            person.guessed = gender
        words = story.document.words
        self._place(person, token, "pronoun", _after(words, token + 1), _owns(words, token))
        person.pronoun = True

    def _somebody_else(self, token: int, named: int) -> bool:
        """Whether the sentence before is about somebody without a name: "A voter rose." `named`: who has one, last."""
        story = self._story
        before = story.sentence_of[token] - 1
        if before < 1 or named >= before:
            return False
        words = story.document.words
        first = story.opening[before]
        if words[first] not in _INDEFINITE:
            return False
        for word in words[first + 1 : first + 5]:
            if role_gender(word) is not None:
                return True
            if not word[0].isalpha() or word in _SMALL:
                break
        return False

    def _place(self, person: Person, token: int, before: str, after: str, owns: bool) -> None:
        """Note where `person` was mentioned last. `owns`: the mention only says whose something is."""
        sentence = self._story.sentence_of[token]
        if owns and person.sentence == sentence:
            return
        person.token = token
        person.sentence = sentence
        person.paragraph = self._story.paragraph_of[token]
        person.before, person.after = "owner" if owns else before, after
        person.opening = self._opened != sentence and not owns
        person.count += 1
        if not owns:
            self._opened = sentence
            if after == "saying" or before == "saying":
                person.spoke = sentence
                self._speaker = person
        self._largest = max(self._largest, person.count)
        recent = self._recent
        if not recent or recent[-1] is not person:
            for index in range(len(recent) - 1, -1, -1):
                if recent[index] is person:
                    del recent[index]
                    break
            recent.append(person)
            if len(recent) > 4 * _CANDIDATES:
                del recent[0]


def _speech(story: Story, token: int) -> int:
    """Where the speech begins that ends before the pronoun at `token`, over several paragraphs where it has some."""
    words, inside = story.document.words, story.inside
    while token and (inside[token - 1] >= 0 or not words[token - 1][0].isalnum()):
        token -= 1
    return token


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
