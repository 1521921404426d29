"""Any text becomes a document whose parts have the right offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.language.document.document import Document, read


def test_a_long_line_of_spaces_is_no_text() -> None:
    assert read(" " * 300_000).sentences == ()


def laws(document: Document) -> None:
    text = document.text
    at = 0
    token = 0
    for sentence in document.sentences:
        assert at <= sentence.start < sentence.end <= len(text)
        assert not text[sentence.start].isspace() and not text[sentence.end - 1].isspace()
        assert not text[at : sentence.start].strip()
        paragraph = document.paragraphs[sentence.paragraph]
        assert paragraph.start <= sentence.start and sentence.end <= paragraph.end
        assert sentence.first == token
        token = sentence.last
        at = sentence.end
    assert not text[at:].strip()
    assert token == len(document.words)


@given(st.text())
def test_any_text(text: str) -> None:
    laws(read(text))


@given(st.text(alphabet='aB .!?\n"“”(),1é中。…-\t\x00', max_size=300))
def test_any_punctuation(text: str) -> None:
    laws(read(text))


@pytest.mark.parametrize("piece", ["a", "a ", ".", '"', "A. ", "\n", "?!"], ids=repr)
def test_odd_text_is_cut(piece: str) -> None:
    laws(read(piece * 20_000))
