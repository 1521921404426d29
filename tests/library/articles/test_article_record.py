"""A record has what the library stores of an article, as plain values."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from newsreader.library.articles import article_keys
from newsreader.library.articles.article_record import marks_to_json, replace_surrogates, to_record
from newsreader.library.articles.row_mapping import marks_from_json
from newsreader.model.article import Article, Mark, MarkKind

ARTICLE = Article(
    "Head\n\nWords.",
    "Title",
    (Mark(0, 4, MarkKind.HEADING, "2"), Mark(6, 11, MarkKind.LINK, "https://a.test/")),
    byline="Ann Lee",
    source="Wire",
    place="OSLO",
    published=datetime(2026, 5, 1, tzinfo=UTC),
    url="https://ann:secret@a.test/1",
)


def test_a_record_is_the_article_in_plain_values() -> None:
    record = to_record(ARTICLE)
    assert (record.title, record.byline, record.source, record.place) == ("Title", "Ann Lee", "Wire", "OSLO")
    assert record.text == ARTICLE.text
    assert record.published == 1_777_593_600_000_000
    assert record.keys == tuple(article_keys.keys(ARTICLE))
    assert pickle.loads(pickle.dumps(record)) == record  # our own


def test_a_password_stays_out_of_it() -> None:
    assert to_record(ARTICLE).url == "https://a.test/1"


def test_keys_can_be_given() -> None:
    assert to_record(ARTICLE, [b"one", b"two"]).keys == (b"one", b"two")
    assert to_record(ARTICLE, []).keys == ()


def test_no_date_is_none() -> None:
    assert to_record(ARTICLE._replace(published=None)).published is None


@given(st.text(st.characters(codec=None)))
def test_every_text_can_be_encoded_and_keeps_its_offsets(text: str) -> None:
    replaced = replace_surrogates(text)
    replaced.encode()
    assert len(replaced) == len(text)
    assert all(old == new or new == "\ufffd" for old, new in zip(text, replaced, strict=True))


def test_marks_come_back_from_json() -> None:
    assert marks_from_json(marks_to_json(ARTICLE.marks)) == ARTICLE.marks
    assert marks_from_json(marks_to_json(())) == ()
