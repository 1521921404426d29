"""Who said a quote in a language whose verbs of saying are not known: the person or body named beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from newsreader.language.quotes.quote_context import Scene, Setting
from newsreader.language.quotes.speaker_candidates import Candidate

__all__ = ["speaker"]

_FULL_STOPS = frozenset(".!?…")
_PRONOUNS = frozenset(
    """
    er sie il elle ils elles lui lei egli ella él ele ela hij zij ze han hon hun on ona він вона он она той тя
    αυτός αυτή
    """.split()
)
_FARTHEST = 60
"""So many tokens of the sentence before and after a quote are looked at."""

_VERB_ALONE = 2
"""So many words after a quote, besides the day, name nobody: "ha detto lunedì". Who spoke was named before."""
_DAYS = frozenset(
    """
    lundi mardi mercredi jeudi vendredi samedi dimanche hier lunes martes miércoles jueves viernes sábado domingo ayer
    hoy lunedì martedì mercoledì giovedì venerdì sabato domenica ieri oggi segunda-feira terça-feira quarta-feira
    quinta-feira sexta-feira ontem hoje montag dienstag mittwoch donnerstag freitag samstag sonntag gestern heute
    """.split()
)


def speaker(scene: Scene, setting: Setting, previous: int | None) -> int | None:
    """The index among `scene.candidates` of who said the quote of `setting`; None where the article does not say.

    `previous` is that of the quote before. Whoever is named in the same sentence speaks, before the quote or after it;
    "he" and a verb alone stand for the last person named in the sentence before.
    """
    signed = scene.signature(setting)
    if signed is not None:
        return signed
    before, after = _before(scene, setting), _after(scene, setting)
    ranges = [before, after] if _words(scene, before) else [after]
    for tokens in ranges:
        named = _named(scene, tokens)
        if named is not None:
            return named
    if _words(scene, before):
        return None
    words = _words(scene, after)
    if not words:  # the whole sentence is a quote
        return previous
    if len(words) > _VERB_ALONE and not any(word in _PRONOUNS or word.endswith(("-il", "-elle")) for word in words):
        return None  # "said the minister"
    return _last_person(scene, setting, previous)


def _before(scene: Scene, setting: Setting) -> range:
    """The tokens of the sentence that stand before the quote."""
    begin = setting.first - 1
    while begin > max(setting.left, setting.first - _FARTHEST) and scene.words[begin - 1] not in _FULL_STOPS:
        begin -= 1
    return range(begin, setting.first - 1)


def _after(scene: Scene, setting: Setting) -> range:
    """The tokens of the sentence that stand after the quote: none where the quote ends it."""
    begin = end = setting.last + 1
    if scene.words[setting.last - 1] in _FULL_STOPS and begin < setting.right and scene.words[begin][0].isupper():
        return range(begin, begin)
    while end < min(setting.right, setting.last + _FARTHEST) and scene.words[end] not in _FULL_STOPS:
        end += 1
    return range(begin, end)


def _words(scene: Scene, tokens: range) -> list[str]:
    """The words among `tokens`, in lower case, but for days."""
    return [scene.lowered[at] for at in tokens if scene.words[at][0].isalpha() and scene.lowered[at] not in _DAYS]


def _within(scene: Scene, tokens: range) -> Iterator[int]:
    """The candidates that begin within `tokens`, in reading order."""
    first = bisect_left(scene.candidates, tokens.start, key=_first)
    yield from range(first, bisect_left(scene.candidates, tokens.stop, lo=first, key=_first))


def _first(candidate: Candidate) -> int:
    return candidate.first


def _is_person(scene: Scene, index: int) -> bool:
    """Whether a candidate is a person: none is known for a body in scripts that the recogniser does not read."""
    return scene.labels.get(scene.candidates[index].last - 1, "PERSON") == "PERSON"


def _named(scene: Scene, tokens: range) -> int | None:
    """The first person named within `tokens`, or else the first body."""
    found = list(_within(scene, tokens))
    people = [index for index in found if _is_person(scene, index)]
    return next(iter(people or found), None)


def _last_person(scene: Scene, setting: Setting, previous: int | None) -> int | None:
    """The last person named in the sentence before that of the quote; who spoke before, where that is a quote.

    A quote at the beginning of its paragraph goes on with who spoke before, too.
    """
    begin = scene.bounds[setting.quote.paragraph][0]
    end = _before(scene, setting).start
    if end <= begin:
        return previous
    start = end - 1
    while start > max(begin, end - _FARTHEST) and scene.words[start - 1] not in _FULL_STOPS:
        start -= 1
    people = [index for index in _within(scene, range(start, end)) if _is_person(scene, index)]
    if people:
        return people[-1]
    quoted = setting.number and scene.settings[setting.number - 1].last >= start
    return previous if quoted else None
