"""Rows become articles and list entries."""

from __future__ import annotations

from datetime import UTC, datetime

from newsreader.library.articles.row_mapping import load_article, load_entries
from newsreader.library.store import Library
from newsreader.model.article import Article, Mark, MarkKind

MAY = datetime(2026, 5, 1, 8, tzinfo=UTC)
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def test_an_article_comes_out_as_it_went_in(library: Library) -> None:
    article = Article(
        "Words.", "Title", (Mark(0, 5, MarkKind.STRONG),), "Ann Lee", "Wire", "OSLO", MAY, "https://a.test/1"
    )
    [added] = library.add([article])
    with library._connections.reading() as connection:
        assert load_article(connection, added.id) == article
        assert load_article(connection, added.id + 1) is None


def test_an_entry_has_the_tags_and_sources_of_its_article(library: Library) -> None:
    dated, undated = (
        added.id for added in library.add([Article("One.", published=MAY), Article("Two.", source="Wire")])
    )
    for tag in ("sea", "Art"):
        library.set_tag([dated], tag, True)
    with library._connections.writing() as connection:
        connection.execute("INSERT INTO source (id, name) VALUES (77, 'Daily')")
        connection.execute("INSERT INTO also (source, article) VALUES (77, ?)", (undated,))
        one, two = load_entries(connection, "SELECT column1 AS id FROM (VALUES (?), (?))", [dated, undated])
    assert (one.tags, one.also, one.published, one.shown) == (("Art", "sea"), (), MAY, MAY)
    assert (two.tags, two.also, two.published, two.shown) == ((), ("Daily",), None, NOON)
