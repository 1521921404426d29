"""Translate views and queries to SQL. No statement sorts or counts the library: rows come in the order of numbers.

If a query has words, the full-text index drives the statement: it returns hits in the order of the articles' numbers,
so that the first screenful is found without reading the rest. Otherwise one index drives it (of a source, of a tag, of
starred or unread articles), or the table itself in its own order. Other conditions are checked for each article as it
is read.
"""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime

from newsreader.library.database.times import number_at, to_micros
from newsreader.library.results import Excerpt, Hits
from newsreader.library.search.listing import Condition, Listing, Sort
from newsreader.library.search.query import (
    And,
    DateRange,
    Flag,
    Is,
    Mentions,
    Node,
    Not,
    Or,
    Query,
    QueryError,
    Source,
    Tag,
    Words,
    parse,
)
from newsreader.library.views import View, ViewKind
from newsreader.model.analysis import Span

__all__ = ["excerpts", "hits", "listing"]

_WEIGHTS = "bm25(8.0, 1.0, 2.0, 2.0)"
"""Weights of a hit in title, text, source and by-line, for `sort:best` (Okapi BM25 as SQLite computes it)."""

_SMALL_SOURCES = 20_000
"""Articles that SQLite sorts in a few milliseconds, which is less than a scan of the library takes."""

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
"""Surround hits in the text that SQLite returns: code points that are not characters and occur in no text."""
_EXCERPT_WORDS = 24
"""Words in an excerpt."""


def listing(connection: sqlite3.Connection, view: View, now: datetime, *, unread: bool = False) -> Listing:
    """Return the listing of `view`, or only of its unread articles. Ages in its query count from `now`.

    Raise QueryError for an invalid query.
    """
    query = parse(view.query, now)
    parts = list(_flat(query.root))
    if unread:
        parts.append(Is(Flag.UNREAD))
    if view.kind is not ViewKind.ALL:
        parts.append(Is(Flag(view.kind.value)))
    if view.tag:
        parts.append(Tag(view.tag))
    muted = Is(Flag.MUTED) in parts
    parts = [part for part in dict.fromkeys(parts) if part not in (Is(Flag.MUTED), Not(Is(Flag.MUTED)))]
    hidden = "state.hidden = 1 AND state.hidden > 0" if muted else "state.hidden = 0"
    conditions = [Condition(hidden)]

    chosen, few = _view_sources(connection, view)

    match = _full_text_query(And(tuple(part for part in parts if _searchable(part))))
    if match is not None:
        parts = [part for part in parts if not _searchable(part)]
        conditions.insert(0, Condition("search MATCH ?", [match]))
        if query.sort is Sort.BEST:
            conditions.insert(1, Condition(f"search.rank MATCH '{_WEIGHTS}'"))
        tables, key, sort = "search CROSS JOIN state ON state.id = search.rowid", "search.rowid", query.sort
    else:
        tables, key = _driving_table(connection, parts, conditions, few, muted)
        sort = Sort.OLD if query.sort is Sort.OLD else Sort.NEW
    driving: list[int] | None = None
    if chosen is not None and not (few and "state_source" in tables):
        conditions.append(_of_sources(chosen))
    if few and "state_source" in tables:
        driving = chosen
    elif "state_source" in tables:
        named = next(part for part in parts if isinstance(part, Source))
        parts.remove(named)
        driving = [number for number, _ in _sources(connection, named.name)]
    conditions += [_condition(connection, part, query) for part in parts]
    if driving is None:
        return Listing(tables, tuple(conditions), key, sort)
    return _by_source(connection, driving, Listing(tables, tuple(conditions), key, sort))


def _by_source(connection: sqlite3.Connection, numbers: Sequence[int], listing: Listing) -> Listing:
    """Limit `listing`, which reads an index of sources, to these sources, as first or further sources."""
    own = listing._replace(conditions=(*listing.conditions, _first_source(numbers)))
    among = f"({', '.join(str(number) for number in numbers or [0])})"
    if connection.execute(f"SELECT 1 FROM also WHERE source IN {among} LIMIT 1").fetchone() is None:
        return own
    more = Listing(
        "also CROSS JOIN state ON state.id = also.article",
        (*listing.conditions, Condition(f"also.source IN {among}")),
        "also.article",
        listing.sort,
    )
    return own._replace(also=more)


def _driving_table(
    connection: sqlite3.Connection, parts: list[Node], conditions: list[Condition], few: bool, muted: bool
) -> tuple[str, str]:
    """Return the tables and index to read the articles from, and the column that gives their order.

    `few` means that the view is limited to one source or to small ones.
    """
    if muted:
        return "state INDEXED BY state_hidden", "state.id"
    if Is(Flag.STARRED) in parts:
        return "state INDEXED BY state_starred", "state.id"
    tag = next((part for part in parts if isinstance(part, Tag)), None)
    if tag is not None:
        parts.remove(tag)
        conditions.append(Condition("tagging.tag = (SELECT id FROM tag WHERE name = ?)", [tag.name]))
        return "tagging CROSS JOIN state ON state.id = tagging.article", "tagging.article"
    unread = Is(Flag.UNREAD) in parts
    if few or _is_small_source(connection, parts):
        return f"state INDEXED BY {'state_source_unread' if unread else 'state_source'}", "state.id"
    if unread:
        return "state INDEXED BY state_unread", "state.id"
    if any(isinstance(part, Mentions) for part in parts):
        return "state", "state.id"
    return "state NOT INDEXED", "state.id"


def _is_small_source(connection: sqlite3.Connection, parts: Sequence[Node]) -> bool:
    """Return whether a `source:` in `parts` leaves so few articles that sorting them is cheap."""
    named = next((part for part in parts if isinstance(part, Source)), None)
    if named is None:
        return False
    return _are_few(_sources(connection, named.name))


def _are_few(sources: Sequence[tuple[int, int]]) -> bool:
    return len(sources) <= 1 or sum(articles for _, articles in sources) <= _SMALL_SOURCES


def _view_sources(connection: sqlite3.Connection, view: View) -> tuple[list[int] | None, bool]:
    """Return the sources of a view, None for any, and whether there is only one or few articles in them."""
    if view.source:
        return _ids(connection, "source", view.source), True
    if not view.folder:
        return None, False
    sources = connection.execute(
        "SELECT id, articles FROM source WHERE id IN"
        " (SELECT source FROM feed JOIN feed_tag ON feed_tag.feed = feed.id WHERE feed_tag.name = ?) ORDER BY id",
        (view.folder,),
    ).fetchall()
    return [number for number, _ in sources], _are_few(sources)


def _flat(node: Node) -> Iterator[Node]:
    if isinstance(node, And):
        for part in node.parts:
            yield from _flat(part)
    else:
        yield node


def _searchable(node: Node) -> bool:
    """Return whether the full-text index can check this node, on its own or as an excluded part."""
    return _full_text_query(node) is not None or (isinstance(node, Not) and _full_text_query(node.part) is not None)


def _full_text_query(node: Node) -> str | None:
    """Return `node` in the query language of SQLite's full-text index, or None if it cannot be expressed."""
    if isinstance(node, Words):
        quoted = f'"{node.text}"' + (" *" if node.is_prefix else "")
        return f"{node.field} : {quoted}" if node.field else quoted
    if isinstance(node, Or):
        parts = [_full_text_query(part) for part in node.parts]
        return None if None in parts else f"({' OR '.join(part for part in parts if part)})"
    if isinstance(node, And):
        wanted = [_full_text_query(part) for part in node.parts if not isinstance(part, Not)]
        unwanted = [_full_text_query(part.part) for part in node.parts if isinstance(part, Not)]
        if not wanted or None in wanted or None in unwanted:
            return None
        match = " AND ".join(part for part in wanted if part)
        for part in unwanted:
            match = f"({match}) NOT {part}"
        return f"({match})"
    return None


def _condition(connection: sqlite3.Connection, node: Node, query: Query) -> Condition:
    """Return the condition that an article matches `node`."""
    match = _full_text_query(node)
    if match is not None:
        return Condition("state.id IN (SELECT rowid FROM search WHERE search MATCH ?)", [match])
    if isinstance(node, Not):
        inner = _condition(connection, node.part, query)
        return Condition(f"NOT ({inner.sql})", inner.parameters)
    if isinstance(node, And | Or):
        parts = [_condition(connection, part, query) for part in node.parts]
        word = " AND " if isinstance(node, And) else " OR "
        return Condition(f"({word.join(p.sql for p in parts) or '1'})", [q for part in parts for q in part.parameters])
    if isinstance(node, Mentions):
        return _mentioning(node)
    if isinstance(node, Tag):
        return Condition(
            "EXISTS (SELECT 1 FROM tagging WHERE tag = (SELECT id FROM tag WHERE name = ?) AND article = state.id)",
            [node.name],
        )
    if isinstance(node, Source):
        return _of_sources([number for number, _ in _sources(connection, node.name)])
    if isinstance(node, DateRange):
        if node.since is not None:
            return Condition("state.id >= ?", [number_at(to_micros(node.since))])
        assert node.before is not None
        return Condition("state.id < ?", [number_at(to_micros(node.before))])
    assert isinstance(node, Is)
    if node.flag is Flag.MUTED:
        raise QueryError("is:muted does not work with OR or in brackets.", 0, len(query.text), "Write it separately.")
    sql = {Flag.UNREAD: "state.read = 0", Flag.READ: "state.read = 1", Flag.STARRED: "state.starred = 1"}[node.flag]
    return Condition(sql)


def _mentioning(node: Mentions) -> Condition:
    labels = ", ".join("?" * len(node.labels))
    return Condition(
        "state.id IN (SELECT article FROM mention WHERE mention.name IN (SELECT name.id FROM name_search"
        f" CROSS JOIN name ON name.id = name_search.rowid WHERE name_search MATCH ? AND label IN ({labels})))",
        [f'"{node.text}"' + (" *" if node.is_prefix else ""), *node.labels],
    )


def _of_sources(numbers: Sequence[int]) -> Condition:
    """Return the condition that an article is from one of these sources, its first or a further one."""
    first = _first_source(numbers)
    among = ", ".join(str(number) for number in numbers or [0])
    further = f"EXISTS (SELECT 1 FROM also WHERE also.article = state.id AND also.source IN ({among}))"
    return Condition(f"({first.sql} OR {further})", first.parameters)


def _first_source(numbers: Sequence[int]) -> Condition:
    """Return the condition that the first source is one of these. With a single one SQLite reads its index in order."""
    numbers = numbers or [0]
    if len(numbers) == 1:
        return Condition("state.source IS ?", [numbers[0]])
    return Condition(f"state.source IS NOT NULL AND state.source IN ({', '.join(str(number) for number in numbers)})")


def _sources(connection: sqlite3.Connection, wanted: str) -> list[tuple[int, int]]:
    """Return the numbers and article counts of sources whose name contains `wanted`, ignoring case and accents."""
    folded = _fold(wanted)
    rows = connection.execute("SELECT id, articles, name FROM source ORDER BY id")
    return [(number, articles) for number, articles, name in rows if folded in _fold(name)]


def _fold(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _ids(connection: sqlite3.Connection, table: str, name: str) -> list[int]:
    return [row[0] for row in connection.execute(f"SELECT id FROM {table} WHERE name = ?", (name,))]


# The places of the words


_CREATE_EXCERPT_INDEX = """
    CREATE VIRTUAL TABLE IF NOT EXISTS temp.excerpt USING fts5 (
        title, text, source, byline, tokenize = 'unicode61 remove_diacritics 2'
    )
"""
"""A small index for the few articles on the screen. For a prefix ("pre*") the library's own index would collect all
words with that beginning, once for each article."""


def hits(connection: sqlite3.Connection, number: int, text: str, now: datetime) -> Hits:
    """Return the places of the words of the query `text` in the title and text of an article."""
    match = _any_of(parse(text, now).root)
    if match is None:
        return Hits()
    _fill_excerpt_index(connection, [number])
    row = connection.execute(
        "SELECT highlight(excerpt, 0, ?, ?), highlight(excerpt, 1, ?, ?) FROM temp.excerpt WHERE excerpt MATCH ?",
        (_OPEN, _CLOSE, _OPEN, _CLOSE, match),
    ).fetchone()
    return Hits() if row is None else Hits(_spans(row[0]), _spans(row[1]))


def excerpts(connection: sqlite3.Connection, numbers: Sequence[int], text: str, now: datetime) -> dict[int, Excerpt]:
    """Return the words of the query `text` with the text around them, by article, if an article contains them."""
    match = _any_of(parse(text, now).root)
    if match is None:
        return {}
    _fill_excerpt_index(connection, numbers)
    found = {}
    rows = connection.execute(
        "SELECT rowid, snippet(excerpt, 1, ?, ?, '…', ?), highlight(excerpt, 0, ?, ?)"
        " FROM temp.excerpt WHERE excerpt MATCH ? ORDER BY rowid",
        (_OPEN, _CLOSE, _EXCERPT_WORDS, _OPEN, _CLOSE, match),
    )
    for number, marked, title in rows:
        words = " ".join(marked.split())
        if _OPEN not in words:
            words = ""
        if words or _OPEN in title:
            plain = words.replace(_OPEN, "").replace(_CLOSE, "")
            found[number] = Excerpt(plain, _spans(words), _spans(title))
    return found


def _fill_excerpt_index(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Fill this connection's small index with these articles alone."""
    connection.execute(_CREATE_EXCERPT_INDEX)
    connection.execute("DELETE FROM temp.excerpt")
    connection.execute(
        "INSERT INTO temp.excerpt (rowid, title, text, source, byline)"
        " SELECT id, title, text, source, byline FROM searchable WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(set(numbers))),),
    )


def _any_of(node: Node) -> str | None:
    """Return a full-text query for any of the words that `node` asks for, or None if it asks for none."""
    wanted = list(dict.fromkeys(_wanted_words(node)))
    return " OR ".join(wanted) if wanted else None


def _wanted_words(node: Node) -> Iterator[str]:
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from _wanted_words(part)
    elif isinstance(node, Words):
        match = _full_text_query(node)
        assert match is not None
        yield match
    elif isinstance(node, Mentions):
        yield f'"{node.text}"' + (" *" if node.is_prefix else "")


def _spans(marked: str) -> tuple[Span, ...]:
    """Return the spans that SQLite marked as hits, counted without the marks."""
    spans = []
    offset = 0
    start = None
    for piece in marked.replace(_CLOSE, _OPEN).split(_OPEN):
        if start is not None and piece:
            spans.append(Span(offset, offset + len(piece)))
        offset += len(piece)
        start = offset if start is None else None
    return tuple(spans)
