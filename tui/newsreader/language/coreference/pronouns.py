"""Resolve "he" and "she" in the running text: each pronoun, in reading order, to a person named before it.

A resolved pronoun counts as a mention of that person for the next one. A linear model scores the people mentioned last
by the place and form of their latest mention (`features`). `assets/training/coreference.py` learns its weights from
pronouns of news articles with marked antecedents, with a softmax over the people.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from newsreader.language.document.token_index import TokenIndex
from newsreader.language.resources import models
from newsreader.language.resources.person_lexicon import PRONOUNS, SAYING, fold, role_gender, title_gender
from newsreader.model.analysis import Entity

__all__ = ["Antecedent", "ResolvedPronoun", "features", "resolve"]

_CANDIDATES = 10
"""The number of people mentioned last that are scored for a pronoun."""

_MAX_BEFORE = 12
"""The most words before a name that are examined."""

_MAX_CLAUSE = 30
"""The most words of a clause between commas that are examined."""

_ENDS = frozenset('.!?;:“”"')
_PRONOUN_FORMS = frozenset(form for word in PRONOUNS for form in (word, word.capitalize(), word.upper()))

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
"""Nouns for things and people that belong to the person named before them."""


@dataclass(slots=True, eq=False)
class Antecedent:
    """A person up to a point of the text, with the latest mention before it: a candidate for a pronoun there."""

    name: str
    gender: str  # "m", "f" or ""
    in_title: bool
    guessed: str = ""  # the gender of a pronoun resolved to this person, if `gender` is unknown
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
class ResolvedPronoun:
    """The pronoun at token `token`, its candidates by name with the features of each, and the index of the chosen."""

    token: int
    names: tuple[str, ...]
    features: tuple[tuple[str, ...], ...]
    chosen: int


def _modifies_noun(words: Sequence[str], first: int, last: int) -> bool:
    """Return whether the name at the tokens `[first, last)` only modifies a noun: "the Cruz campaign"."""
    if last >= len(words) or not words[last][0].isalpha() or words[last].lower() in SAYING:
        return False
    after = words[last].lower()
    if role_gender(after) is not None or after in _POSSESSIONS:
        return True
    before = words[first - 1].lower() if first else ""
    return before in ("the", "a", "an", "this", "that", "pro", "anti") and after not in _SMALL


def _is_possessive(words: Sequence[str], token: int) -> bool:
    """Return whether the pronoun at `token` is a possessive: "his campaign"."""
    lower = words[token].lower()
    if lower == "his":
        return True
    after = words[token + 1] if token + 1 < len(words) else "."
    return lower == "her" and after[0].isalnum() and after.lower() not in _SMALL


def _kind_before(words: Sequence[str], token: int, first: int) -> str:
    """Return the kind of the word before the mention that begins at `token`, without titles."""
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


def _kind_after(words: Sequence[str], token: int) -> str:
    """Return the kind of the word at `token`, right after a mention."""
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
    """Return whether a verb of saying follows a clause between commas: "Ann Lee, who leads the union, said"."""
    for at in range(comma + 2, min(comma + _MAX_CLAUSE, len(words) - 1)):
        if words[at] in _ENDS:
            return False
        if words[at] == "," and words[at + 1].lower() in SAYING:
            return True
    return False


def features(
    person: Antecedent, tokens: TokenIndex, token: int, rank: int, largest: int, speaker: Antecedent | None
) -> tuple[str, ...]:
    """Return the features of `person` as a candidate for the pronoun at `token`: names of weights.

    `rank` is the number of fitting people mentioned later, `largest` the largest number of mentions of a person, and
    `speaker` the last person who spoke.
    """
    sentence, paragraph = tokens.sentence_of[token], tokens.paragraph_of[token]
    kind = _position_kind(tokens, token)
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


def resolve(tokens: TokenIndex, people: Sequence[Entity], genders: Mapping[str, str]) -> Iterator[ResolvedPronoun]:
    """Yield each pronoun outside quotes that has a candidate, in reading order, with its antecedent.

    `people` are the mentions of people in reading order, `genders` the gender of each by name (see
    `gender.infer_genders`).
    """
    words, quote_of = tokens.document.words, tokens.quote_of
    pronouns = [i for i, w in enumerate(words) if w in _PRONOUN_FORMS and quote_of[i] < 0]
    resolver = _PronounResolver(tokens, genders)
    done = 0
    for entity in people:
        first = tokens.document.token_at(entity.start)
        while done < len(pronouns) and pronouns[done] < first:
            yield from resolver.resolve(pronouns[done])
            done += 1
        resolver.note_mention(entity, first)
    for token in pronouns[done:]:
        yield from resolver.resolve(token)


class _PronounResolver:
    """The people mentioned up to a point of the text, and the model that resolves a pronoun there."""

    def __init__(self, tokens: TokenIndex, genders: Mapping[str, str]) -> None:
        self._tokens = tokens
        self._genders = genders
        self._weights: Mapping[str, float] = models.load_json("coreference.json")["antecedents"]
        self._title = tokens.document.title.casefold()
        self._known: dict[str, Antecedent] = {}
        self._recent: list[Antecedent] = []  # the latest mentioned last, each once
        self._largest = 1
        self._speaker: Antecedent | None = None
        self._opened = -1  # the sentence in which a person was mentioned last

    def note_mention(self, entity: Entity, first: int) -> None:
        """Record a mention by name, which begins at token `first`."""
        tokens = self._tokens
        person = self._known.get(entity.name)
        if person is None:
            surname = entity.name.rsplit(" ", 1)[-1].casefold()
            person = Antecedent(entity.name, self._genders.get(entity.name, ""), surname in self._title)
            person.first_paragraph = tokens.paragraph_of[first]
            self._known[entity.name] = person
        if tokens.quote_of[first] >= 0:
            person.quoted_token = first
            return
        words = tokens.document.words
        last = bisect_left(tokens.document.starts, entity.end, first)
        owns = _modifies_noun(words, first, last)
        begin = first
        while begin and tokens.sentence_of[begin - 1] == tokens.sentence_of[first] and first - begin < _MAX_BEFORE:
            begin -= 1
        self._record(person, first, _kind_before(words, first, begin), _kind_after(words, last), owns)
        person.pronoun = False

    def resolve(self, token: int) -> Iterator[ResolvedPronoun]:
        """Yield the antecedent of the pronoun at `token`, if there is one, and record the mention."""
        tokens = self._tokens
        gender = PRONOUNS[tokens.document.words[token].lower()]
        fitting = [p for p in reversed(self._recent) if p.gender in ("", gender) and p.guessed in ("", gender)]
        if _position_kind(tokens, token) == "quote":
            # Speakers rarely name themselves: 1 of 41 people named in a speech is meant by the marked pronoun after it.
            speech = _speech_start(tokens, token)
            fitting = [p for p in fitting if p.quoted_token < speech] or fitting
        del fitting[_CANDIDATES:]
        if not fitting:
            return
        seen = [features(p, tokens, token, r, self._largest, self._speaker) for r, p in enumerate(fitting)]
        weights = self._weights
        if self._about_unnamed_person(token, max(p.sentence for p in fitting)):
            return
        scores = [sum([weights.get(k, 0.0) for k in keys]) for keys in seen]
        chosen = scores.index(max(scores))
        yield ResolvedPronoun(token, tuple(p.name for p in fitting), tuple(seen), chosen)
        person = fitting[chosen]
        if not person.gender:
            person.guessed = gender
        words = tokens.document.words
        self._record(person, token, "pronoun", _kind_after(words, token + 1), _is_possessive(words, token))
        person.pronoun = True

    def _about_unnamed_person(self, token: int, named: int) -> bool:
        """Return whether the sentence before is about a person without a name: "A voter rose."

        `named` is the sentence of the latest mention by name.
        """
        tokens = self._tokens
        before = tokens.sentence_of[token] - 1
        if before < 1 or named >= before:
            return False
        words = tokens.document.words
        first = tokens.first_token_of[before]
        if words[first] not in _INDEFINITE:
            return False
        for word in words[first + 1 : first + 5]:
            if role_gender(word) is not None:
                return True
            if not word[0].isalpha() or word in _SMALL:
                break
        return False

    def _record(self, person: Antecedent, token: int, before: str, after: str, owns: bool) -> None:
        """Record the latest mention of `person`. `owns` says that the mention is a possessive or modifies a noun."""
        sentence = self._tokens.sentence_of[token]
        if owns and person.sentence == sentence:
            return
        person.token = token
        person.sentence = sentence
        person.paragraph = self._tokens.paragraph_of[token]
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


def _speech_start(tokens: TokenIndex, token: int) -> int:
    """Return the first token of the speech that ends before the pronoun at `token`, over several paragraphs."""
    words, quote_of = tokens.document.words, tokens.quote_of
    while token and (quote_of[token - 1] >= 0 or not words[token - 1][0].isalnum()):
        token -= 1
    return token


def _position_kind(tokens: TokenIndex, token: int) -> str:
    """Return the position of the pronoun at `token`: "quote" after a quote, "first" in its sentence, or "inner"."""
    if token and tokens.quote_of[token - 1] >= 0:
        return "quote"
    words = tokens.document.words
    if token and not words[token - 1][0].isalnum() and token > 1 and tokens.quote_of[token - 2] >= 0:
        return "quote"
    if token == 0 or tokens.sentence_of[token] != tokens.sentence_of[token - 1] or words[token][0].isupper():
        return "first"
    return "inner"
