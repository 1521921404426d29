"""Find people that the recogniser missed, for coreference only: one missed name breaks every "he" after it.

Two kinds are certain enough: the bare surname of a person named in the article, and a given name before a capitalised
word, if that person speaks or has a title, or the article uses the second word alone elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from newsreader.language.document.document import Document
from newsreader.language.resources.person_lexicon import SAYING, fold, given_name, is_title, role_gender
from newsreader.model.analysis import Entity

__all__ = ["find_missed"]

_SENTENCE_OPENERS = frozenset(
    ("then but and as when while in on at if yet meanwhile later now for with so after before").split()
)
"""Words that have a capital only because they begin a sentence."""


def find_missed(document: Document, entities: Sequence[Entity]) -> list[Entity]:
    """Return mentions of people that `entities` lacks, labelled PERSON; both are in reading order."""
    words, starts, ends = document.words, document.starts, document.ends
    free = _outside_entities(document, entities)
    named: dict[str, str] = {}
    for entity in entities:
        if entity.label == "PERSON" and " " in entity.name:
            named.setdefault(fold(entity.name.rsplit(" ", 1)[1]), entity.name)
    capitals = [i for i, w in enumerate(words) if free[i] and w[0].isupper() and _capitalised(w)]
    alone = Counter(words[i] for i in capitals if not _next_to_capital(words, i))
    found: list[Entity] = []
    taken = -1
    for index in capitals:
        last = _end_of_full_name(words, free, index) if index > taken else None
        if last is not None and _is_certain(words, index, last, alone):
            surname = fold(words[last])
            named.setdefault(surname, " ".join(words[index : last + 1]))
            found.append(Entity(starts[index], ends[last], "PERSON", named[surname]))
            taken = last
    covered = {i for e in found for i in range(document.token_at(e.start), document.token_at(e.end - 1) + 1)}
    for index in capitals:
        if index not in covered and not _next_to_capital(words, index):
            name = named.get(fold(words[index]), "")
            if name:
                found.append(Entity(starts[index], ends[index], "PERSON", name))
    return sorted(found, key=lambda e: e.start)


def _end_of_full_name(words: Sequence[str], free: Sequence[bool], index: int) -> int | None:
    """Return the last token of the full name that begins at the token `index`, or None if none does.

    A full name is a given name, an initial or none, and a capitalised word. `free` says which tokens are outside all
    entities.
    """
    size = len(words)
    last = index + 1
    if last >= size or not free[last]:
        return None
    second = words[last]
    if not second[0].isupper() or given_name(fold(words[index])) not in ("m", "f"):
        return None
    if len(second) <= 2 and second.endswith(".") and last + 1 < size and free[last + 1]:
        last += 1
    if not _capitalised(words[last]) or (last + 1 < size and words[last + 1][0].isupper() and free[last + 1]):
        return None
    before = words[index - 1] if index else ""
    opens = not before[:1].isupper() or not free[index - 1] or before.lower() in _SENTENCE_OPENERS
    return last if opens or _is_title_or_role(before) else None


def _is_certain(words: Sequence[str], first: int, last: int, alone: Counter[str]) -> bool:
    """Return whether the name at the tokens from `first` to `last` is a person's.

    That is certain if the person speaks or has a title, or if the last word also occurs in `alone`.
    """
    before = words[first - 1] if first else ""
    after = words[last + 1] if last + 1 < len(words) else ""
    return before.lower() in SAYING or after.lower() in SAYING or _is_title_or_role(before) or alone[words[last]] > 0


def _outside_entities(document: Document, entities: Sequence[Entity]) -> list[bool]:
    """Return for each token whether it is outside all entities."""
    free = [True] * len(document.words)
    for entity in entities:
        token = document.token_at(entity.start)
        while token < len(free) and document.starts[token] < entity.end:
            free[token] = False
            token += 1
    return free


def _capitalised(word: str) -> bool:
    return (len(word) > 1 and word[0].isupper() and word[1:2].islower()) or (len(word) > 3 and word[1:2] in "'’")


def _next_to_capital(words: Sequence[str], index: int) -> bool:
    """Return whether a capitalised word is next to the token at `index`, so that both may be one name."""
    before = words[index - 1] if index else ""
    after = words[index + 1] if index + 1 < len(words) else ""
    return (before[:1].isupper() and not _is_title_or_role(before)) or after[:1].isupper() or before in ("-", "@", "#")


def _is_title_or_role(word: str) -> bool:
    folded = fold(word)
    return is_title(folded) or role_gender(folded) is not None
