"""Which mentions of people are the same person.

Names of several words are joined first: by equal or short given names ("Mike", "Michael") and the same surname,
by initials, and where one name holds the other. A bare surname or given name then goes to the person whose full
name has it; of two, to the one whom the title fits, who is mostly called so, and who has the larger part.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from math import log

from newsreader.language.coreference.relabel import OTHER, misnamed
from newsreader.language.document.document import Document
from newsreader.language.entities.recognise import Mention
from newsreader.language.resources.name_forms import EDGES, SUFFIXES, words_of
from newsreader.language.resources.person_lexicon import (
    PRONOUNS,
    fold,
    given_name,
    is_title,
    nicknames,
    role_gender,
    title_gender,
)

__all__ = ["group"]

_NEAR = 8
"""So many of the latest people with a word in common are looked at for each name: keeps time linear."""

_ROYAL = frozenset({"king", "queen", "prince", "princess", "pope", "emperor", "empress", "sultan"})
_KNIGHTLY = frozenset({"sir", "dame"})
_PLAIN = frozenset({"mr", "mrs", "ms", "miss"})
"""Who is called so is no knight: beside Sir Ian Stone, "Mr Stone" is somebody else."""

_JOINING = frozenset({"al", "el", "bin", "ibn", "abu", "de", "da", "di", "del", "van", "von", "der", "la", "le", "san"})


@dataclass(eq=False, slots=True)
class _Person:
    words: list[str]
    forms: Counter[str] = field(default_factory=Counter)
    full: int = 0  # mentions of more than one word
    last: int = -1  # index of the latest mention before the one in hand
    called: int = 0  # mentions by one word so far
    gender: str = ""
    knighted: bool = False
    into: _Person | None = None

    def root(self) -> _Person:
        person = self
        while person.into is not None:
            if person.into.into is not None:
                person.into = person.into.into  # a shorter way for the next to ask
            person = person.into
        return person

    def name(self, bare_words: Container[str]) -> str:
        """The fullest form of the article that is sure to be no more than the name.

        Of the forms, one is the core: the commonest of those that end in a word that is also used alone, or that
        begin with a given name. A form of more words with the same first and last word is fuller.
        """
        order = {form: -number for number, form in enumerate(self.forms)}
        ends = {form: _ends(form) for form in self.forms}

        def trust(form: str) -> tuple[bool, int, int, bool, int, int]:
            first, last, count = ends[form]
            sure = (last in bare_words) + (given_name(first) is not None)
            return count > 1, sure, self.forms[form], not form.isupper(), count, order[form]

        core = max(self.forms, key=trust)
        fuller = [f for f in self.forms if _same_ends(ends[f], ends[core])]
        return max(fuller, key=lambda f: (ends[f][2], not f.isupper(), self.forms[f], order[f]))


def _ends(form: str) -> tuple[str, str, int]:
    """The folded first and last word of a name, without Jr and the like, and the number of its words."""
    words = [fold(w.strip(EDGES)) for w in form.split(" ")]
    count = len(words)
    while len(words) > 1 and words[-1] in SUFFIXES:
        words.pop()
    return words[0], words[-1], count


def _same_ends(a: tuple[str, str, int], b: tuple[str, str, int]) -> bool:
    return a[1] == b[1] and (a[0] == b[0] or (a[2] > 1 and b[2] > 1 and _same_given(a[0], b[0])))


def group(document: Document, mentions: Sequence[Mention], surfaces: Sequence[str]) -> dict[int, str]:
    """The name of each mention of a person, by the mention's index.

    Holds every mention labelled PERSON, and the others that are rather a person's surname (see `names.resolve`).
    """
    more = misnamed(document, mentions, surfaces)
    bares: list[tuple[str, list[str]]] = []
    for index, (mention, surface) in enumerate(zip(mentions, surfaces, strict=True)):
        bares.append(words_of(surface) if mention.label == "PERSON" or index in more else (surface, []))
    of = _join_full(bares)
    for index, person in of.items():
        if _title(document, mentions[index].start, surfaces[index]) in _KNIGHTLY:
            person.root().knighted = True
    by_last: dict[str, list[_Person]] = {}
    by_other: dict[str, list[_Person]] = {}
    for person in dict.fromkeys(p.root() for p in of.values()):
        if person.words[-2:-1] != ["de"]:  # Bill de Blasio is "de Blasio", and Gabriela de Bukele is not "Bukele"
            by_last.setdefault(person.words[-1], []).append(person)
        for word in dict.fromkeys(person.words[:-1]):
            if len(word) > 1 and word not in _JOINING:
                by_other.setdefault(word, []).append(person)
    singles = [i for i, (_, words) in enumerate(bares) if len(words) == 1]
    tagged = Counter(bares[i][1][0] for i in singles)
    strays = _strays(mentions, surfaces, by_last, tagged)
    missed = _missed(document, {bares[i][1][0] for i in singles} - by_last.keys() - by_other.keys())
    alone: dict[str, _Person] = {}
    starts = [s.start for s in document.sentences]
    sentence = [bisect_right(starts, m.start) for m in mentions]
    for index, mention in enumerate(mentions):
        if index in of:
            person = of[index].root()
            person.last = index
            continue
        if index in strays:
            word = strays[index]
        elif mention.label == "PERSON" and len(bares[index][1]) == 1:
            word = bares[index][1][0]
        else:
            continue
        title = _title(document, mention.start, surfaces[index])
        gender = title_gender(title)
        candidates = by_last.get(word) or by_other.get(word) or []
        if _is_royal(document, mention.start):
            candidates = [p for p in (by_other.get(word) or [])[-_NEAR:] if p.words[0] == word]
        if title in _PLAIN:
            candidates = [p for p in candidates if not p.knighted]
        near = candidates[-_NEAR:]
        likely = _pronoun_after(document, mention.end) if len(near) > 1 and not gender else ""
        fittest = _fittest(near, index, gender, likely, sentence)
        if fittest is None:
            key = word + gender if word in alone and alone[word].gender not in ("", gender) and gender else word
            fittest = alone.setdefault(key, _Person([word]))
            fittest.gender = fittest.gender or gender
            fittest.forms[missed.get(word) or bares[index][0]] += 1
        fittest.last = index
        fittest.called += 1
        of[index] = fittest
    alone_words = {bares[i][1][0] for i in singles}
    names: dict[int, str] = {}
    shown: dict[_Person, str] = {}
    for index in sorted(of):
        person = of[index].root()
        if person not in shown:
            shown[person] = person.name(alone_words)
        names[index] = shown[person]
    for index, mention in enumerate(mentions):
        if mention.label == "PERSON" and index not in names:
            names[index] = bares[index][0] or surfaces[index]
    return names


def _join_full(bares: Sequence[tuple[str, list[str]]]) -> dict[int, _Person]:
    """The person of each mention of more than one word."""
    of: dict[int, _Person] = {}
    index_by: dict[str, list[_Person]] = {}
    for index, (form, words) in enumerate(bares):
        if len(words) < 2:
            continue
        person: _Person | None = None
        for key in (words[-1], words[0]):
            for other in reversed(index_by.get(key, ())[-_NEAR:]):
                root = other.root()
                if _same(words, root.words):
                    if person is None:
                        person = root
                    elif root is not person and _same(person.words, root.words):
                        _merge(person, root)
        if person is None:
            person = _Person(words)
        elif len(words) > len(person.words):
            person.words = words
        for key in dict.fromkeys((words[-1], words[0])):
            known = index_by.setdefault(key, [])
            if not known or known[-1] is not person:
                known.append(person)
        person.forms[form] += 1
        person.full += 1
        sex = given_name(words[0])
        person.gender = person.gender or (sex if sex in ("m", "f") else "") or ""
        of[index] = person
    return of


def _merge(person: _Person, other: _Person) -> None:
    other.into = person
    person.forms.update(other.forms)
    person.full += other.full
    person.gender = person.gender or other.gender
    person.knighted = person.knighted or other.knighted
    if len(other.words) > len(person.words):
        person.words = other.words


def _same(a: list[str], b: list[str]) -> bool:
    """Whether two names of several words may be one person's."""
    long, short = (a, b) if len(a) >= len(b) else (b, a)
    if long == short or long[-len(short) :] == short or long[: len(short)] == short:
        return True
    if long[-1] != short[-1] or not _same_given(long[0], short[0]):
        return False
    middle_long, middle_short = ({w[0] for w in words[1:-1]} for words in (long, short))
    return middle_short <= middle_long


def _same_given(a: str, b: str) -> bool:
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    groups = nicknames()
    return bool(groups.get(a, frozenset()) & groups.get(b, frozenset()))


def _title(document: Document, start: int, surface: str) -> str:
    """The title, folded, in or right before the mention; "" for none."""
    first = fold(surface.split(" ", 1)[0]) if " " in surface else ""
    if is_title(first):
        return first
    index = document.token_at(start)
    before = fold(document.words[index - 1]) if 0 < index <= len(document.words) else ""
    return before if is_title(before) else ""


def _is_royal(document: Document, start: int) -> bool:
    """Whether a title stands before the mention whose bearers go by their given names: "King Salman"."""
    index = document.token_at(start)
    return index > 0 and document.words[index - 1].lower() in _ROYAL


def _fittest(
    candidates: Sequence[_Person], index: int, gender: str, likely: str, sentence: Sequence[int]
) -> _Person | None:
    """Whom a bare name means: fitting the title, called so lately, with the largest part in the article."""
    fitting = [p for p in candidates if not gender or p.gender in ("", gender)]
    if len(fitting) < 2:
        return fitting[0] if fitting else None

    def score(person: _Person) -> float:
        value = log(1 + person.full) + 1.2 * log(1 + person.called)
        if person.last >= 0:
            value += 2 + 1 / (1 + sentence[index] - sentence[person.last])
        if likely and person.gender:
            value += 1 if person.gender == likely else -1
        return value

    return max(fitting, key=score)


def _pronoun_after(document: Document, end: int) -> str:
    """The gender of a pronoun shortly after the mention that ends at `end`, with no name and no full stop between."""
    token = document.token_at(end)
    for word in document.words[token : token + 12]:
        if word in PRONOUNS:
            return PRONOUNS[word]
        if word[0].isupper() or word in (".", "!", "?", '"', "“", "”"):
            break
    return ""


def _strays(
    mentions: Sequence[Mention], surfaces: Sequence[str], by_last: dict[str, list[_Person]], tagged: Counter[str]
) -> dict[int, str]:
    """Single words labelled as a body or place that the article mostly has as a person's surname."""
    found: dict[int, str] = {}
    votes: Counter[str] = Counter()
    for index, mention in enumerate(mentions):
        if mention.label in OTHER and " " not in surfaces[index]:
            word = fold(surfaces[index])
            if word in by_last and surfaces[index][:1].isupper():
                found[index] = word
                votes[word] += 1
    full = {word: sum(p.full for p in by_last[word]) for word in votes}
    return {index: word for index, word in found.items() if tagged[word] + full[word] > votes[word]}


def _missed(document: Document, wanted: set[str]) -> dict[str, str]:
    """Full names for bare surnames whose full form is not among the mentions, from the title and the text."""
    if not wanted:
        return {}
    found: dict[str, str] = {}
    titled = [w.strip(EDGES) for w in document.title.split()]
    for words in (document.words, titled):
        before = previous = ""
        for word in words:
            if previous and word[:1].isupper():
                key = fold(word)
                if key in wanted and key not in found and _looks_given(previous, before):
                    found[key] = f"{previous} {word}"
            before, previous = previous, word
    return found


def _looks_given(word: str, before: str) -> bool:
    """Whether `word` is a given name: a known one, or one with a noun for a person before it ("host Rush Limbaugh")."""
    folded = fold(word)
    if not word[:1].isupper() or len(word) < 3 or is_title(folded):
        return False
    return given_name(folded) in ("m", "f") or (before.islower() and role_gender(before) is not None)
