"""Which mentions are the same person, body or place: "Putin", "Mr Putin" and "Vladimir Putin".

A form joins what an earlier or a later, fuller form names: people by surname, given name and initials, bodies by
their initials, by what stands in brackets after them and by their last words, places by a table of other names.
Every step looks at a bounded number of earlier names, so that time is linear in the number of mentions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsreader.language.coreference import organisation_clusters, person_clusters
from newsreader.language.document.document import Document
from newsreader.language.entities.recognise import Mention
from newsreader.model.analysis import Entity

__all__ = ["resolve"]

_PLAIN = frozenset({"DATE", "MONEY"})
_SPACE = re.compile(r"\s+")


def resolve(document: Document, mentions: Sequence[Mention]) -> tuple[Entity, ...]:
    """An entity for each mention, in the same order and with the same span, named by the fullest form of the article.

    A name has no title, role, article ("the") or possessive, and its white space is single blanks. A single word
    that the recogniser took for a body or place, though the article mostly has it as somebody's surname, becomes a
    mention of that person; all other labels stay as they are.
    """
    text = document.text
    surfaces = [_SPACE.sub(" ", text[m.start : m.end]) for m in mentions]
    people = person_clusters.group(document, mentions, surfaces)
    others = organisation_clusters.group(document, mentions, surfaces, people)
    found = []
    for index, mention in enumerate(mentions):
        label = "PERSON" if index in people else mention.label
        name = people.get(index) or others.get(index) or surfaces[index]
        found.append(Entity(mention.start, mention.end, label, name))
    return tuple(found)
