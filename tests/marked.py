"""Texts with their mentions marked, so that a test of what follows does not hang on the recogniser."""

from __future__ import annotations

import re

from newsreader.language.coreference import entity_linking
from newsreader.language.coreference.coreference import Coreference
from newsreader.language.document import document
from newsreader.language.document.document import Document
from newsreader.language.entities.recognise import Mention

_MARK = re.compile(r"\[([^|\]]+)\|([A-Z]+)\]")


def read(marked: str, title: str = "") -> tuple[Document, list[Mention]]:
    """The document and the mentions of a text such as "[Ana Silva|PERSON] spoke."; PER is short for PERSON."""
    text = ""
    mentions: list[Mention] = []
    at = 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        label = "PERSON" if match.group(2) == "PER" else match.group(2)
        mentions.append(Mention(len(text), len(text) + len(match.group(1)), label))
        text += match.group(1)
        at = match.end()
    return document.read(text + marked[at:], title), mentions


def named(marked: str, title: str = "") -> list[str]:
    """The names of the mentions in a marked text, in reading order."""
    return [e.name for e in entity_linking.resolve(*read(marked, title))]


def who(marked: str, title: str = "") -> str | None:
    """Whom the stretch between double angle brackets means: "[Ana Silva|PER] left. <<She>> smiled."."""
    before, rest = marked.split("<<", 1)
    asked, after = rest.split(">>", 1)
    start = len(read(before)[0].text)
    document, mentions = read(before + asked + after, title)
    length = len(read(asked)[0].text)
    return Coreference(document, entity_linking.resolve(document, mentions)).name_of(start, start + length)
