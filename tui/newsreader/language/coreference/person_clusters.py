"""Cluster the mentions of people, and name each cluster.

Names of several words are joined first: by the same surname and equal, short ("Mike", "Michael") or abbreviated given
names, and if one name contains the other. A single surname or given name then goes to the person whose full name has
it: of several, to the one with a fitting title who is often called so and has more mentions.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from math import log

from newsreader.language.coreference.relabel import OTHER, find_mislabelled
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

__all__ = ["cluster"]

_MAX_COMPARED = 8
"""The number of latest people with a word in common that each name is compared with; it keeps time linear."""

_ROYAL = frozenset({"king", "queen", "prince", "princess", "pope", "emperor", "empress", "sultan"})
_KNIGHTLY = frozenset({"sir", "dame"})
_PLAIN_TITLES = frozenset({"mr", "mrs", "ms", "miss"})
"""Titles that nobody with a knighthood has: in an article on Sir Ian Stone, "Mr Stone" is another person."""

_JOINING = frozenset({"al", "el", "bin", "ibn", "abu", "de", "da", "di", "del", "van", "von", "der", "la", "le", "san"})


@dataclass(eq=False, slots=True)
class _PersonCluster:
    """The mentions of one person. `words` are the folded words of the longest name."""

    words: list[str]
    forms: Counter[str] = field(default_factory=Counter)
    full: int = 0  # mentions of more than one word
    last: int = -1  # index of the latest mention before the current one
    called: int = 0  # mentions by one word so far
    gender: str = ""
    knighted: bool = False
    into: _PersonCluster | None = None

    def root(self) -> _PersonCluster:
        """Return the cluster that this one was merged into, or itself."""
        person = self
        while person.into is not None:
            if person.into.into is not None:
                person.into = person.into.into  # path compression
            person = person.into
        return person

    def name(self, bare_words: Container[str]) -> str:
        """Return the fullest form in the article that is certain to be only the name.

        One form is the core: the most frequent of those that end in one of `bare_words` (words used alone) or begin
        with a given name. The result has the same first and last word, and the most words.
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
    """Return the folded first and last word of a name, without suffixes such as Jr, and the number of its words."""
    words = [fold(w.strip(EDGES)) for w in form.split(" ")]
    count = len(words)
    while len(words) > 1 and words[-1] in SUFFIXES:
        words.pop()
    return words[0], words[-1], count


def _same_ends(a: tuple[str, str, int], b: tuple[str, str, int]) -> bool:
    return a[1] == b[1] and (a[0] == b[0] or (a[2] > 1 and b[2] > 1 and _same_given_name(a[0], b[0])))


def cluster(document: Document, mentions: Sequence[Mention], surfaces: Sequence[str]) -> dict[int, str]:
    """Return the name of each mention of a person, by the index of the mention.

    Covers every mention labelled PERSON, and others that are the surname or the full name of a person (see
    `entity_linking.resolve`). `surfaces` are the mentions as text.
    """
    clustering = _Clustering(document, mentions, surfaces)
    clustering.assign_single_words()
    return clustering.names()


class _Clustering:
    """The clusters of people of one article: made from the full names, then joined by the single words."""

    def __init__(self, document: Document, mentions: Sequence[Mention], surfaces: Sequence[str]) -> None:
        self._document, self._mentions, self._surfaces = document, mentions, surfaces
        mislabelled = find_mislabelled(document, mentions, surfaces)
        self._bares = [
            words_of(surface) if mention.label == "PERSON" or index in mislabelled else (surface, [])
            for index, (mention, surface) in enumerate(zip(mentions, surfaces, strict=True))
        ]
        self._cluster_of = _join_full_names(self._bares)
        for index, person in self._cluster_of.items():
            if _title(document, mentions[index].start, surfaces[index]) in _KNIGHTLY:
                person.root().knighted = True
        self._by_last: dict[str, list[_PersonCluster]] = {}
        self._by_other: dict[str, list[_PersonCluster]] = {}
        for person in dict.fromkeys(p.root() for p in self._cluster_of.values()):
            # Bill de Blasio is "de Blasio", and Gabriela de Bukele is not "Bukele".
            if person.words[-2:-1] != ["de"]:
                self._by_last.setdefault(person.words[-1], []).append(person)
            for word in dict.fromkeys(person.words[:-1]):
                if len(word) > 1 and word not in _JOINING:
                    self._by_other.setdefault(word, []).append(person)
        self._bare_words = Counter(words[0] for _, words in self._bares if len(words) == 1)
        self._without_full_name: dict[str, _PersonCluster] = {}

    def assign_single_words(self) -> None:
        """Assign each mention of a single word to the likeliest person whose full name has the word."""
        words = _relabelled_surnames(self._mentions, self._surfaces, self._by_last, self._bare_words)
        wanted = set(self._bare_words) - self._by_last.keys() - self._by_other.keys()
        full_names = _full_names_in_text(self._document, wanted)
        starts = [s.start for s in self._document.sentences]
        sentences = [bisect_right(starts, m.start) for m in self._mentions]
        for index, mention in enumerate(self._mentions):
            bare, bare_words = self._bares[index]
            if index in self._cluster_of:
                self._cluster_of[index].root().last = index
                continue
            if index in words:
                word = words[index]
            elif mention.label == "PERSON" and len(bare_words) == 1:
                word = bare_words[0]
            else:
                continue
            title = _title(self._document, mention.start, self._surfaces[index])
            gender = title_gender(title)
            near = self._candidates(word, title, mention.start)
            likely = _pronoun_after(self._document, mention.end) if len(near) > 1 and not gender else ""
            person = _fittest(near, index, gender, likely, sentences)
            if person is None:
                person = self._cluster_without_full_name(word, gender)
                person.forms[full_names.get(word) or bare] += 1
            person.last = index
            person.called += 1
            self._cluster_of[index] = person

    def _candidates(self, word: str, title: str, start: int) -> Sequence[_PersonCluster]:
        """Return the latest people whose full name has `word`, which is at the offset `start` after `title`."""
        if _is_royal(self._document, start):
            found = [p for p in self._by_other.get(word, [])[-_MAX_COMPARED:] if p.words[0] == word]
        else:
            found = self._by_last.get(word) or self._by_other.get(word) or []
        if title in _PLAIN_TITLES:
            found = [p for p in found if not p.knighted]
        return found[-_MAX_COMPARED:]

    def _cluster_without_full_name(self, word: str, gender: str) -> _PersonCluster:
        """Return the cluster of the people called `word` whose full name the article lacks; one for each gender."""
        known = self._without_full_name
        other = word in known and known[word].gender not in ("", gender) and gender
        person = known.setdefault(word + gender if other else word, _PersonCluster([word]))
        person.gender = person.gender or gender
        return person

    def names(self) -> dict[int, str]:
        """Return the name of each mention of a person, by the index of the mention."""
        names: dict[int, str] = {}
        shown: dict[_PersonCluster, str] = {}
        for index in sorted(self._cluster_of):
            person = self._cluster_of[index].root()
            if person not in shown:
                shown[person] = person.name(self._bare_words)
            names[index] = shown[person]
        for index, mention in enumerate(self._mentions):
            if mention.label == "PERSON" and index not in names:
                names[index] = self._bares[index][0] or self._surfaces[index]
        return names


def _join_full_names(bares: Sequence[tuple[str, list[str]]]) -> dict[int, _PersonCluster]:
    """Return the cluster of each mention of more than one word, by its index.

    `bares` has the bare name and the folded words of each mention.
    """
    cluster_of: dict[int, _PersonCluster] = {}
    index_by: dict[str, list[_PersonCluster]] = {}
    for index, (form, words) in enumerate(bares):
        if len(words) < 2:
            continue
        person: _PersonCluster | None = None
        for key in (words[-1], words[0]):
            for other in reversed(index_by.get(key, ())[-_MAX_COMPARED:]):
                root = other.root()
                if _may_be_one_person(words, root.words):
                    if person is None:
                        person = root
                    elif root is not person and _may_be_one_person(person.words, root.words):
                        _merge(person, root)
        if person is None:
            person = _PersonCluster(words)
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
        cluster_of[index] = person
    return cluster_of


def _merge(person: _PersonCluster, other: _PersonCluster) -> None:
    """Merge the cluster `other` into `person`."""
    other.into = person
    person.forms.update(other.forms)
    person.full += other.full
    person.gender = person.gender or other.gender
    person.knighted = person.knighted or other.knighted
    if len(other.words) > len(person.words):
        person.words = other.words


def _may_be_one_person(a: list[str], b: list[str]) -> bool:
    """Return whether two names of several words may belong to one person."""
    long, short = (a, b) if len(a) >= len(b) else (b, a)
    if long == short or long[-len(short) :] == short or long[: len(short)] == short:
        return True
    if long[-1] != short[-1] or not _same_given_name(long[0], short[0]):
        return False
    middle_long, middle_short = ({w[0] for w in words[1:-1]} for words in (long, short))
    return middle_short <= middle_long


def _same_given_name(a: str, b: str) -> bool:
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    groups = nicknames()
    return bool(groups.get(a, frozenset()) & groups.get(b, frozenset()))


def _title(document: Document, start: int, surface: str) -> str:
    """Return the folded title in or right before the mention, or ""."""
    first = fold(surface.split(" ", 1)[0]) if " " in surface else ""
    if is_title(first):
        return first
    index = document.token_at(start)
    before = fold(document.words[index - 1]) if 0 < index <= len(document.words) else ""
    return before if is_title(before) else ""


def _is_royal(document: Document, start: int) -> bool:
    """Return whether a title precedes the mention that goes with a given name: "King Salman"."""
    index = document.token_at(start)
    return index > 0 and document.words[index - 1].lower() in _ROYAL


def _fittest(
    candidates: Sequence[_PersonCluster], index: int, gender: str, likely: str, sentences: Sequence[int]
) -> _PersonCluster | None:
    """Return the likeliest of `candidates` for a mention of a single word; None if the title fits none.

    A person scores higher with more mentions, a recent mention and more mentions by a single word. `gender` is that of
    the title, `likely` that of the next pronoun; `sentences` has the sentence number of each mention.
    """
    fitting = [p for p in candidates if not gender or p.gender in ("", gender)]
    if len(fitting) < 2:
        return fitting[0] if fitting else None

    def score(person: _PersonCluster) -> float:
        value = log(1 + person.full) + 1.2 * log(1 + person.called)
        if person.last >= 0:
            value += 2 + 1 / (1 + sentences[index] - sentences[person.last])
        if likely and person.gender:
            value += 1 if person.gender == likely else -1
        return value

    return max(fitting, key=score)


def _pronoun_after(document: Document, end: int) -> str:
    """Return the gender of a pronoun soon after the mention that ends at `end`, or "".

    No name and no full stop may be between them.
    """
    token = document.token_at(end)
    for word in document.words[token : token + 12]:
        if word in PRONOUNS:
            return PRONOUNS[word]
        if word[0].isupper() or word in (".", "!", "?", '"', "“", "”"):
            break
    return ""


def _relabelled_surnames(
    mentions: Sequence[Mention],
    surfaces: Sequence[str],
    by_last: dict[str, list[_PersonCluster]],
    bare_words: Counter[str],
) -> dict[int, str]:
    """Return the single words labelled as something else that the article mostly has as a person's surname.

    The result has the folded word by the index of the mention. `bare_words` counts the single words labelled PERSON.
    """
    found: dict[int, str] = {}
    votes: Counter[str] = Counter()
    for index, mention in enumerate(mentions):
        if mention.label in OTHER and " " not in surfaces[index]:
            word = fold(surfaces[index])
            if word in by_last and surfaces[index][:1].isupper():
                found[index] = word
                votes[word] += 1
    full = {word: sum(p.full for p in by_last[word]) for word in votes}
    return {index: word for index, word in found.items() if bare_words[word] + full[word] > votes[word]}


def _full_names_in_text(document: Document, wanted: set[str]) -> dict[str, str]:
    """Return full names from the text and the title for surnames that no mention has in full.

    `wanted` has the folded surnames; the result is by surname.
    """
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
    """Return whether `word` is a known given name or follows a noun for a person ("host Rush Limbaugh")."""
    folded = fold(word)
    if not word[:1].isupper() or len(word) < 3 or is_title(folded):
        return False
    return given_name(folded) in ("m", "f") or (before.islower() and role_gender(before) is not None)
