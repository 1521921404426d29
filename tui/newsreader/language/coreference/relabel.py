"""Find names of people that are labelled as an organisation, a place or a thing."""

from __future__ import annotations

from collections.abc import Sequence

from newsreader.language.document.document import Document
from newsreader.language.entities.label_agreement import HEADS
from newsreader.language.entities.recognise import Mention
from newsreader.language.resources.name_forms import RANKS, bare
from newsreader.language.resources.person_lexicon import SAYING, fold, given_name, role_gender

__all__ = ["OTHER", "find_mislabelled"]

OTHER = frozenset({"ORG", "LOC", "MISC", "PRODUCT", "FAC"})
"""The labels that such names can have."""

_AMBIGUOUS = frozenset({"al", "el", "la", "my", "latin", "san", "st", "new"})
"""Given names that more often begin the name of something else."""


def find_mislabelled(document: Document, mentions: Sequence[Mention], surfaces: Sequence[str]) -> set[int]:
    """Return the indexes of the mentions that have one of `OTHER` as label, but name a person.

    Such a name begins with a given name; and its context is one of people (see `_has_person_context`), or the whole
    name or its last word is labelled as a person elsewhere. `surfaces` are the mentions as text.
    """
    people = {fold(s) for m, s in zip(mentions, surfaces, strict=True) if m.label == "PERSON"}
    found = set()
    for index, mention in enumerate(mentions):
        surface = surfaces[index]
        if mention.label not in OTHER or " " not in surface or surface.isupper():
            continue
        if surface.rsplit(" ", 1)[-1] in HEADS:  # "said State Department spokesman Ned Price"
            continue
        name = bare(surface)
        first, last = fold(name.split(" ", 1)[0]), fold(name.rsplit(" ", 1)[-1])
        if not 1 <= name.count(" ") <= 2 or given_name(first) not in ("m", "f") or first in RANKS | _AMBIGUOUS:
            continue
        if role_gender(last) is None and (
            last in people or fold(name) in people or _has_person_context(document, mention.start, mention.end)
        ):
            found.add(index)
    return found


def _has_person_context(document: Document, start: int, end: int) -> bool:
    """Return whether the name at `[start, end)` has a title, an age or a role, or speaks, as only people do.

    In the training articles of the recogniser, all 52 names that begin with a given name and follow a role and a comma
    ("the mayor, Ada Brook") are annotated as a person.
    """
    words = document.words
    first, last = document.token_at(start), document.token_at(end)
    before = fold(words[first - 1]) if first else ""
    after = words[last : last + 6]
    if before in RANKS or before in SAYING or (after and after[0] in SAYING):
        return True
    if before == "," and first > 1 and words[first - 2].islower() and role_gender(fold(words[first - 2])) is not None:
        return True
    if (
        len(after) > 2 and after[0] == "of" and after[1][0].isupper() and after[2] in SAYING
    ):  # "Ada Brook of Dublin said"
        return True
    if len(after) < 2 or after[0] != "," or after[1][0].isupper():
        return False
    return (
        after[1] == "who"
        or (after[1].isdigit() and len(after[1]) == 2)
        or any(role_gender(w) is not None for w in after[1:5])
    )
