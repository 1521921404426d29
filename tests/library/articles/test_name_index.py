"""The names of an analysis are indexed with their kind and how often they occur."""

from __future__ import annotations

from newsreader.language.resources import models
from newsreader.library.articles.name_index import SAID
from newsreader.library.store import Library, View
from newsreader.model.analysis import Analysis, Entity, Quote
from newsreader.model.article import Article

ANALYSIS = Analysis(
    entities=(
        Entity(0, 3, "PERSON", "Ann Lee"),
        Entity(4, 7, "PERSON", "Ann Lee"),
        Entity(0, 3, "LOC", "Lee"),
        Entity(0, 3, "DATE", "May"),
        Entity(0, 3, "MONEY", "$5"),
    ),
    quotes=(Quote(0, 3, "Ann Lee"), Quote(4, 7, None)),
    model=models.MODEL,
)


def mentions(library: Library) -> list[tuple[str, str, int]]:
    with library._connections.reading() as connection:
        return connection.execute(
            "SELECT name.name, label, count FROM mention JOIN name ON name.id = mention.name ORDER BY label"
        ).fetchall()


def test_names_have_their_kind_and_count_and_amounts_are_no_names(library: Library) -> None:
    [added] = library.add([Article("Ann Ann.")])
    library.store_analysis(added.id, ANALYSIS)
    assert mentions(library) == [("Lee", "LOC", 1), ("Ann Lee", "PERSON", 2), ("Ann Lee", SAID, 1)]
    assert list(library.ids(View(query="person:lee said:ann"))) == [added.id]


def test_another_analysis_replaces_the_names(library: Library) -> None:
    [added] = library.add([Article("Ann Ann.")])
    library.store_analysis(added.id, ANALYSIS)
    library.store_analysis(added.id, Analysis(entities=(Entity(0, 3, "ORG", "Ann"),), model="another"))
    assert mentions(library) == [("Ann", "ORG", 1)]
