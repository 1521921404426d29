"""Link mentions of the same person, organisation or place: "Putin", "Mr Putin" and "Vladimir Putin".

A short form joins a fuller one, earlier or later in the article: people by surname, given name and initials,
organisations by initials, short forms in brackets and last words, places by a table of aliases. Every step compares
with a bounded number of earlier names, so time is linear in the number of mentions.
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
    """Return an entity for each mention, in the same order and with the same offsets.

    Its name is the fullest form in the article, without title, role, article ("the") or possessive and with single
    blanks. A single word labelled as an organisation or place becomes a mention of a person if the article mostly has
    it as that person's surname; all other labels stay as they are.
    """
    text = document.text
    surfaces = [_SPACE.sub(" ", text[m.start : m.end]) for m in mentions]
    people = person_clusters.cluster(document, mentions, surfaces)
    others = organisation_clusters.cluster(document, mentions, surfaces, people)
    found = []
    for index, mention in enumerate(mentions):
        label = "PERSON" if index in people else mention.label
        name = people.get(index) or others.get(index) or surfaces[index]
        found.append(Entity(mention.start, mention.end, label, name))
    return tuple(found)
