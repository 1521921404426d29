"""Quotation marks are paired in every style, paragraph by paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.language.document.paragraphs import find as paragraphs
from newsreader.language.document.quotation_marks import Quoted, quoted


def strings(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quoted(text, paragraphs(text))]


STYLES = [
    ('"We will go," she said. "Soon."', ["We will go,", "Soon."]),
    ("“We will go,” she said. “Soon.”", ["We will go,", "Soon."]),
    ("„Wir gehen“, sagte sie. „Bald.“", ["Wir gehen", "Bald."]),
    ("„We will go,” she said.", ["We will go,"]),
    ("«We will go», she said. « Soon. »", ["We will go", "Soon."]),
    ("»We will go«, she said.", ["We will go"]),
    ("‹We will go›, she said.", ["We will go"]),
    ("‹‹We will go››, she said.", ["We will go"]),
    ("‘We will go,’ she said. ‘It’s the voters’ wish.’", ["We will go,", "It’s the voters’ wish."]),
    ("'We will go,' she said. 'It's the voters' wish.'", ["We will go,", "It's the voters' wish."]),
    ("``We will go,'' she said.", ["We will go,"]),
    # in the wrong direction, or mixed
    ("”We will go,” she said.", ["We will go,"]),
    ("“We will go,“ she said.", ["We will go,"]),
    ("“We will go,'' she said.", ["We will go,"]),
    ('“We will go," she said.', ["We will go,"]),
    ('He said:"We will go."Then he left.', ["We will go."]),
]


@pytest.mark.parametrize(("text", "wanted"), STYLES)
def test_every_style_is_read(text: str, wanted: list[str]) -> None:
    assert strings(text) == wanted


NOT_QUOTES = [
    "It's the voters' wish, and the '90s are over, rock 'n' roll and all.",
    "It’s the voters’ wish, and the ’90s are over.",
    "The board is 6'4\" long.",
    "“",
    '"',
    "“”",
    "“ ”",
]


@pytest.mark.parametrize("text", NOT_QUOTES)
def test_apostrophes_inches_and_lone_marks_are_no_quotes(text: str) -> None:
    assert strings(text) == []


def test_inches_do_not_end_a_quote() -> None:
    assert strings('"He is 6\'4" tall," she said.') == ["He is 6'4\" tall,"]


def test_quotes_inside_a_quote_belong_to_it() -> None:
    assert strings("“He told me, ‘Go home,’ and I went,” she said.") == ["He told me, ‘Go home,’ and I went,"]
    assert strings("“They call it “progress” here,” she said.") == ["They call it “progress” here,"]
    assert strings('"They call it "progress" here," she said.') == ['They call it "progress" here,']
    assert strings("‘They call it “progress” here,’ she said.") == ["They call it “progress” here,"]


def test_single_marks_do_not_count_beside_double_ones() -> None:
    assert strings("The ‘plan’ failed. “We are done with it,” she said.") == ["We are done with it,"]


def test_a_quote_over_paragraphs_is_one_stretch_each() -> None:
    text = "“We have waited.\n\n“We waited long.\n\n“Now we act,” she said. “Today.”"
    found = quoted(text, paragraphs(text))
    assert [text[q.start : q.end] for q in found] == ["We have waited.", "We waited long.", "Now we act,", "Today."]
    assert [(q.closed, q.resumes) for q in found] == [(False, False), (False, True), (True, True), (True, False)]
    assert [q.paragraph for q in found] == [0, 1, 2, 2]


@pytest.mark.parametrize(("opening", "closing"), [('"', '"'), ("“", "”"), ("„", "“")])
def test_paragraphs_of_a_quote_that_became_one_are_one_stretch_each(opening: str, closing: str) -> None:
    text = f"He said: {opening}We have waited. {opening}We waited long! {opening}Now we act.{closing} They left."
    found = quoted(text, paragraphs(text))
    assert [text[q.start : q.end] for q in found] == ["We have waited.", "We waited long!", "Now we act."]
    assert [(q.closed, q.resumes) for q in found] == [(False, False), (False, True), (True, True)]


def test_another_mark_begins_another_quote() -> None:
    assert strings('"We have waited.\n\n“Now we act,” she said.') == ["Now we act,"]


def test_a_mark_without_partner_costs_its_own_paragraph_only() -> None:
    text = "“We will go, she said.\n\nNothing here.\n\n“Soon,” he said.\n\nAnd so on.”\n\n“Now,” they said."
    assert strings(text) == ["Soon,", "Now,"]
    assert strings("“We will go, she said. “Soon.”") == ["Soon."]
    assert strings("“We will go, said Ann Brown. She went. “Soon.”") == ["Soon."]
    assert strings("“We have waited. “ They left.") == ["We have waited."]


@given(st.text(alphabet="\"'“”‘’„«»‹›`aB .,\n6é🙂", max_size=80))
def test_any_text_gives_stretches_in_order_without_white_space_around(text: str) -> None:
    spans = paragraphs(text)
    end = 0
    for found in quoted(text, spans):
        assert isinstance(found, Quoted)
        assert end <= found.start < found.end
        assert spans[found.paragraph].start <= found.start
        assert found.end <= spans[found.paragraph].end
        assert text[found.start : found.end].strip() == text[found.start : found.end]
        end = found.end
