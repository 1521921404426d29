"""A query finds the right articles, in the right order, and the places of its words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newsreader.language.resources import models
from newsreader.library.search.query import QueryError
from newsreader.library.store import Library, View, ViewKind
from newsreader.model.analysis import Analysis, Entity, Quote, Span
from newsreader.model.article import Article

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)

ARTICLES = [
    Article("The climate talks in Genève ended.", "Climate", byline="Ann Lee", source="The Daily Example"),
    Article("Oil and gas prices rose; talks go on.", "Markets", source="Example Wire"),
    Article("Gas was found. Minister Ángel Ruiz said so.", "Gas found", source="Example Wire"),
    Article("Rain fell. COVID-19 cases fell too.", "Weather [live]", source="Rain or Shine"),
    Article("The climate is changing. The talks about climate go on.", "Long talks", source="Élan"),
]


@pytest.fixture
def found(library: Library) -> Library:
    """Return a library of five articles, A to E from oldest to newest, a day apart. E is of yesterday."""
    library.add(
        Article(a.text, a.title, byline=a.byline, source=a.source, published=NOON - timedelta(days=5 - n))
        for n, a in enumerate(ARTICLES)
    )
    a, b, c, d, _ = reversed(library.ids(View()))
    library.set_read([a, b], True)
    library.set_starred([b, c], True)
    library.set_tag([a, d], "Weather", True)
    library.set_tag([d], "health", True)
    library.store_analysis(
        c,
        Analysis(
            entities=(
                Entity(24, 34, "PERSON", "Ángel Ruiz"),
                Entity(24, 34, "PERSON", "Ángel Ruiz"),
                Entity(0, 3, "LOC", "Gas City"),
                Entity(0, 3, "DATE", "Ruiz Day"),
            ),
            quotes=(Quote(4, 9, "Ángel Ruiz"), Quote(4, 9, None)),
            model=models.MODEL,
        ),
    )
    library.store_analysis(d, Analysis(entities=(Entity(0, 4, "ORG", "Ruiz and Sons"),), model=models.MODEL))
    return library


def letters(library: Library, view: View) -> str:
    names = dict(zip(reversed(library.ids(View())), "ABCDE", strict=False))
    listed = "".join(names.get(number, "?") for number in library.ids(view))
    assert "".join(names.get(entry.id, "?") for entry in library.first(view, 100)) == listed
    assert library.count(view) == len(listed)
    return listed


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "EDCBA"),
        ("climate", "EA"),
        ("CLIMATE talks", "EA"),
        ("geneve", "A"),
        ('"climate talks"', "A"),
        ("clim*", "EA"),
        ("clim", ""),
        ("talks -climate", "B"),
        ("-talks", "DC"),
        ("rain OR climate", "EDA"),
        ("talks oil OR genève", "BA"),
        ("title:climate", "A"),
        ("title:gas OR title:talks", "EC"),
        ("covid-19", "D"),
        ("lee", "A"),
        ("wire", "CB"),
        ("source:example", "CBA"),
        ("source:wire", "CB"),
        ("source:elan", "E"),
        ("source:nowhere", ""),
        ("-source:example", "ED"),
        ("talks source:example", "BA"),
        ("tag:weather", "DA"),
        ("tag:health", "D"),
        ("tag:weather -tag:health", "A"),
        ("-tag:weather", "ECB"),
        ("tag:nothing", ""),
        ("tag:health OR climate", "EDA"),
        ("person:ruiz", "C"),
        ("person:angel", "C"),
        ('person:"angel ruiz"', "C"),
        ("person:ru*", "C"),
        ("org:ruiz", "D"),
        ("place:ruiz", ""),
        ('place:"gas city"', "C"),
        ("said:ruiz", "C"),
        ("said:sons", ""),
        ("-person:ruiz", "EDBA"),
        ("is:unread", "EDC"),
        ("is:read", "BA"),
        ("is:starred", "CB"),
        ("is:starred is:unread", "C"),
        ("talks is:unread", "E"),
        ("-is:starred", "EDA"),
        ("is:starred OR tag:health", "DCB"),
        ("since:2d", "ED"),
        ("before:2026-05-01", "BA"),
        ("since:2026-05-01 before:2026-05-03", "DC"),
        ("talks sort:old", "ABE"),
        ("sort:old", "ABCDE"),
        ("climate sort:best", "AE"),
        ("[live]", "D"),
    ],
)
def test_a_query_finds(found: Library, query: str, expected: str) -> None:
    assert letters(found, View(query=query)) == expected


def test_a_view_joins_kind_source_tag_and_query(found: Library) -> None:
    assert letters(found, View(ViewKind.UNREAD, "talks")) == "E"
    assert letters(found, View(ViewKind.STARRED, source="Example Wire")) == "CB"
    assert letters(found, View(ViewKind.UNREAD, source="Example Wire")) == "C"
    assert letters(found, View(source="Example Wire", query="talks")) == "B"
    assert letters(found, View(source="Nowhere")) == ""
    assert letters(found, View(tag="weather")) == "DA"
    assert letters(found, View(ViewKind.UNREAD, tag="WEATHER", query="-climate")) == "D"


@pytest.mark.parametrize(
    "query", ["", "talks", "talks sort:old", "source:example", "is:unread", "tag:weather", "-rain"]
)
def test_pages_follow_each_other(found: Library, query: str) -> None:
    view = View(query=query)
    pages: list[int] = []
    while page := found.first(view, 2, after=pages[-1] if pages else None):
        pages += [entry.id for entry in page]
    assert pages == list(found.ids(view))


def test_muted_articles_are_only_in_lists_that_ask_for_them(found: Library) -> None:
    first = found.ids(View())[0]
    change = found.set_muted([first], True)
    assert first not in found.ids(View())
    assert list(found.ids(View(query="is:muted"))) == [first]
    assert list(found.ids(View(query="is:muted talks"))) == [first]
    assert list(found.ids(View(query="is:muted rain"))) == []
    assert first not in found.ids(View(query="-is:muted"))
    with pytest.raises(QueryError, match="is:muted"):
        found.ids(View(query="is:muted OR talks"))
    found.undo(change)
    assert found.ids(View())[0] == first


def test_a_wrong_query_says_so_everywhere(found: Library) -> None:
    view = View(query="foo:bar")
    for ask in (
        lambda: found.ids(view),
        lambda: found.first(view, 10),
        lambda: found.count(view),
        lambda: found.set_all_read(view),
        lambda: found.hits(1, "foo:bar"),
        lambda: found.save_search("Foo", "foo:bar"),
    ):
        with pytest.raises(QueryError, match="foo:"):
            ask()


def test_what_is_deleted_or_changed_is_found_accordingly(found: Library) -> None:
    change = found.delete(found.ids(View(query="climate")))
    assert letters(found, View(query="talks")) == found_letters(found, "talks")
    assert list(found.ids(View(query="climate"))) == []
    found.undo(change)
    assert letters(found, View(query="climate")) == "EA"


def found_letters(library: Library, query: str) -> str:
    names = dict(zip(reversed(library.ids(View())), "ABCDE", strict=False))
    return "".join(names[number] for number in library.ids(View(query=query)))


def test_names_follow_the_newest_analysis(found: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    number = found.ids(View(query="person:ruiz"))[0]
    monkeypatch.setattr(models, "MODEL", "english-next")
    found.store_analysis(number, Analysis(entities=(Entity(0, 3, "PERSON", "Eva Gas"),), model="english-next"))
    assert list(found.ids(View(query="person:ruiz OR said:ruiz"))) == []
    assert list(found.ids(View(query="person:eva"))) == [number]


def test_the_words_are_found_in_title_and_text(found: Library) -> None:
    number = found.ids(View(query="title:long"))[0]
    hits = found.hits(number, "CLIM* talks -rain")
    article = found.article(number)
    assert [article.title[hit.start : hit.end] for hit in hits.title] == ["talks"]
    assert [article.text[hit.start : hit.end] for hit in hits.text] == ["climate", "talks", "climate"]
    assert hits.text[0] == Span(4, 11)
    assert found.hits(number, "is:unread") == found.hits(number, "nothing") == found.hits(1, "talks")
    assert found.hits(number, '"about climate"').text == (Span(35, 48),)


def test_an_excerpt_shows_the_words_in_their_surroundings(library: Library) -> None:
    text = "Filler words go here. " * 50 + "Then the needle\nis found. " + "More words follow. " * 50
    number = library.add([Article(text, "Hay"), Article("Only hay.", "More")])[0].id
    excerpts = library.excerpts(library.ids(View()), "needle")
    assert list(excerpts) == [number]
    excerpt = excerpts[number]
    [hit] = excerpt.hits
    assert excerpt.text[hit.start : hit.end] == "needle"
    assert excerpt.text.startswith("…")
    assert excerpt.text.endswith("…")
    assert "\n" not in excerpt.text


def test_marking_everything_in_a_view_read_and_back(found: Library) -> None:
    before = found.counts()
    change = found.set_all_read(View(query="talks"))
    assert len(change.ids) == 1
    assert letters(found, View(query="talks is:unread")) == ""
    everything = found.set_all_read(View())
    assert len(everything.ids) == 2
    assert found.counts().unread == 0
    found.undo(everything)
    found.undo(change)
    assert found.counts() == before


def test_no_list_sorts_or_walks_what_it_need_not(found: Library) -> None:
    for view, index in [
        (View(), "INTEGER PRIMARY KEY (rowid<?)"),
        (View(ViewKind.UNREAD), "state_unread"),
        (View(ViewKind.STARRED), "state_starred"),
        (View(source="Example Wire"), "state_source"),
        (View(ViewKind.UNREAD, source="Example Wire"), "state_source_unread"),
        (View(tag="weather"), "USING PRIMARY KEY"),
        (View(query="source:wire"), "state_source"),
        (View(query="is:muted"), "state_hidden"),
        (View(query="climate talks -rain since:9d"), "VIRTUAL TABLE"),
        (View(query="climate is:unread tag:weather sort:old"), "VIRTUAL TABLE"),
    ]:
        with found._connections.reading() as connection:
            sql, parameters = found._listing(connection, view).select(limit=60, after=2**53)
            plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)]
        assert index in plan[0], (view, plan)
        assert not any("TEMP B-TREE" in line for line in plan), (view, plan)


def test_the_next_unread_lies_further_down_and_the_one_before_further_up(found: Library) -> None:
    e, d, c, b, a = found.ids(View())
    assert found.next_unread(View(), e) == d
    assert found.next_unread(View(), c) is None
    assert found.next_unread(View(), a, backwards=True) == c
    assert found.next_unread(View(), e, backwards=True) is None
    assert found.next_unread(View(query="talks"), b, backwards=True) == e
    assert found.next_unread(View(query="sort:old"), a) == c


def test_words_are_found_in_a_library_that_may_not_be_written(found: Library) -> None:
    reading = Library(found.path, read_only=True)
    number = reading.ids(View(query="rain"))[0]
    assert reading.hits(number, "rain").text == (Span(0, 4),)
    assert reading.excerpts([number], "fell")[number].hits == (Span(5, 9), Span(26, 30))
    reading.close()
