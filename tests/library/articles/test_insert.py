"""Articles go in once each, under numbers that sort by time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsreader.library.articles import insert
from newsreader.library.articles.article_record import ArticleRecord, to_record
from newsreader.library.database.times import SLOTS, number_at, to_micros
from newsreader.library.store import Library, View
from newsreader.library.views import Visibility
from newsreader.model.article import Article

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
NOW = to_micros(NOON)


def record(name: str, source: str = "") -> ArticleRecord:
    return to_record(Article(f"Text of {name}.", name, source=source, published=NOON))


def test_batches_are_records_of_articles_and_of_records() -> None:
    articles = [Article(f"Text {n}.") for n in range(501)]
    batches = list(insert.batches([*articles, record("last")]))
    assert [len(batch) for batch in batches] == [500, 2]
    assert batches[1] == [to_record(articles[500]), record("last")]
    assert list(insert.batches([])) == []


def test_what_is_stored_is_found_by_any_of_its_keys(library: Library) -> None:
    first = to_record(Article("Words.", "Title", url="https://a.test/1"))
    same = to_record(Article("Other words.", "Other", url="http://a.test/1#top"))
    with library._connections.writing() as connection:
        [one] = insert.store(connection, [first], NOW, False)
        [two, three] = insert.store(connection, [same, record("New", "Wire")], NOW, False)
    assert (one.new, two.new, three.new) == (True, False, True)
    assert two.id == one.id
    assert library.article(three.id).source == "Wire"


@pytest.mark.parametrize("restore", [False, True])
def test_a_deleted_article_comes_back_only_if_that_is_wanted(library: Library, restore: bool) -> None:
    [added] = library.add([Article("Words.")])
    library.delete([added.id])
    with library._connections.writing() as connection:
        [again] = insert.store(connection, [to_record(Article("Words."))], NOW, restore)
    assert (again.id, again.new) == (added.id, restore)
    assert len(library.ids(View())) == int(restore)


def test_of_one_second_the_first_added_has_the_highest_number(library: Library) -> None:
    with library._connections.writing() as connection:
        batch = insert.InsertBatch(connection, NOW)
        numbers = [batch.add(record(name), None, "") for name in "abc"]
        assert [number in batch for number in numbers] == [True] * 3
        batch.finish()
    last = number_at(NOW) + SLOTS - 1
    assert numbers == [last, last - 1, last - 2]
    assert [library.article(number).title for number in library.ids(View())] == ["a", "b", "c"]


def test_a_full_second_goes_on_in_the_one_before(library: Library) -> None:
    with library._connections.writing() as connection:
        connection.execute("INSERT INTO spent (id) VALUES (?)", (number_at(NOW),))
        batch = insert.InsertBatch(connection, NOW)
        number = batch.add(record("a"), None, "")
        batch.finish()
    assert number == number_at(NOW) - 1


def test_rows_can_be_read_after_a_flush_and_words_found_after_the_end(library: Library) -> None:
    with library._connections.writing() as connection:
        batch = insert.InsertBatch(connection, NOW)
        number = batch.add(record("Flushed"), None, "", read=True, starred=True, muted=True)
        batch.flush()
        row = connection.execute("SELECT read, starred, hidden FROM state WHERE id = ?", (number,)).fetchone()
        assert row == (1, 1, Visibility.MUTED)
        batch.finish()
    assert list(library.ids(View(query="is:muted flushed"))) == [number]


def test_a_source_is_created_once(library: Library) -> None:
    with library._connections.writing() as connection:
        one, other = (insert.get_or_create_source(connection, name) for name in ("Wire", "Daily"))
        assert insert.get_or_create_source(connection, "Wire") == one != other
