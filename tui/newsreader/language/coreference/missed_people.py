"""People whom the recogniser overlooked, for those who ask who speaks: a missed name breaks every "he" after it.

Two kinds are sure enough: the bare surname of somebody whom the article names, and a given name with a capitalised
word after it that speaks, has a title, or is used alone elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from newsreader.language.document.document import Document
from newsreader.language.resources.person_lexicon import SAYING, fold, given_name, is_title, role_gender
from newsreader.model.analysis import Entity

__all__ = ["people"]

_OPENINGS = frozenset(
    ("then but and as when while in on at if yet meanwhile later now for with so after before").split()
)
"""Words with a capital only because they begin a sentence."""


def people(document: Document, entities: Sequence[Entity]) -> list[Entity]:
    """Mentions of people besides `entities` (which are in reading order), in reading order, labelled PERSON."""
    words, starts, ends = document.words, document.starts, document.ends
    free = _free(document, entities)
    named: dict[str, str] = {}
    for entity in entities:
        if entity.label == "PERSON" and " " in entity.name:
            named.setdefault(fold(entity.name.rsplit(" ", 1)[1]), entity.name)
    capitals = [i for i, w in enumerate(words) if free[i] and w[0].isupper() and _capitalised(w)]
    alone = Counter(words[i] for i in capitals if not _joined(words, i))
    found: list[Entity] = []
    size = len(words)
    taken = -1
    for index in capitals:
        if index <= taken or index + 1 >= size or not free[index + 1]:
            continue
        first, second = words[index], words[index + 1]
        if not second[0].isupper() or given_name(fold(first)) not in ("m", "f"):
            continue
        last = index + 1
        if len(second) <= 2 and second.endswith(".") and last + 1 < size and free[last + 1]:
            last += 1
        surname = words[last]
        if not _capitalised(surname) or (last + 1 < size and words[last + 1][0].isupper() and free[last + 1]):
            continue
        before = words[index - 1] if index else ""
        if before[:1].isupper() and free[index - 1] and not _role(before) and before.lower() not in _OPENINGS:
            continue
        after = words[last + 1] if last + 1 < size else ""
        if before.lower() in SAYING or after.lower() in SAYING or _role(before) or alone[surname]:
            name = " ".join(words[index : last + 1])
            named.setdefault(fold(surname), name)
            found.append(Entity(starts[index], ends[last], "PERSON", named[fold(surname)]))
            taken = last
    covered = {i for e in found for i in range(document.token_at(e.start), document.token_at(e.end - 1) + 1)}
    for index in capitals:
        if index not in covered and not _joined(words, index):
            name = named.get(fold(words[index]), "")
            if name:
                found.append(Entity(starts[index], ends[index], "PERSON", name))
    return sorted(found, key=lambda e: e.start)


def _free(document: Document, entities: Sequence[Entity]) -> list[bool]:
    """For each token whether it lies outside all entities."""
    free = [True] * len(document.words)
    for entity in entities:
        token = document.token_at(entity.start)
        while token < len(free) and document.starts[token] < entity.end:
            free[token] = False
            token += 1
    return free


def _capitalised(word: str) -> bool:
    return (len(word) > 1 and word[0].isupper() and word[1:2].islower()) or (len(word) > 3 and word[1:2] in "'’")


def _joined(words: Sequence[str], index: int) -> bool:
    """Whether a capitalised word stands next to the one at `index`, so that both may be one name."""
    before = words[index - 1] if index else ""
    after = words[index + 1] if index + 1 < len(words) else ""
    return (before[:1].isupper() and not _role(before)) or after[:1].isupper() or before in ("-", "@", "#")


def _role(word: str) -> bool:
    folded = fold(word)
    return is_title(folded) or role_gender(folded) is not None
