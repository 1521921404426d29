"""Views and queries as SQL. No statement sorts or counts the library: articles come in the order of their numbers.

The words of a query drive the statement where there are any: the full-text index gives its hits in the order of the
articles' numbers, so that the first screenful is found without looking at the rest. Otherwise one index does (a
source's, a tag's, the starred or unread articles), or the table itself in its own order; what else is asked of the
articles is looked up for each as it comes by.
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
    Flag,
    Is,
    Named,
    Node,
    Not,
    Or,
    Query,
    QueryError,
    Source,
    Tag,
    When,
    Words,
    parse,
)
from newsreader.library.views import View, ViewKind
from newsreader.model.analysis import Span

__all__ = ["excerpts", "hits", "listing"]

_WEIGHTS = "bm25(8.0, 1.0, 2.0, 2.0)"
"""How much a hit counts in the title, text, source and by-line, for `sort:best` (Okapi BM25 as SQLite computes it)."""

_FEW = 20_000
"""So many articles are sorted in a few milliseconds: fewer than a walk through the library costs."""

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
"""Mark hits in what SQLite gives back: code points that are no characters and stand in no text."""
_AROUND = 24
"""Words in an excerpt."""


def listing(connection: sqlite3.Connection, view: View, now: datetime, *, unread: bool = False) -> Listing:
    """The SQL for `view`, or only for what is `unread` in it; `now` is what ages in its query count from.

    Raises QueryError for what cannot be meant.
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

    chosen, few = _chosen(connection, view)

    match = _match(And(tuple(part for part in parts if _searchable(part))))
    if match is not None:
        parts = [part for part in parts if not _searchable(part)]
        conditions.insert(0, Condition("search MATCH ?", [match]))
        if query.sort is Sort.BEST:
            conditions.insert(1, Condition(f"search.rank MATCH '{_WEIGHTS}'"))
        tables, key, sort = "search CROSS JOIN state ON state.id = search.rowid", "search.rowid", query.sort
    else:
        tables, key = _drive(connection, parts, conditions, few, muted)
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
    """What of `listing`, which reads an index of sources, is of these; also what they are further sources of."""
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


def _drive(
    connection: sqlite3.Connection, parts: list[Node], conditions: list[Condition], few: bool, muted: bool
) -> tuple[str, str]:
    """The table and index that the articles come from, in order, and the column that they come in the order of.

    `few` says that the view is of one source or of small ones.
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
    if any(isinstance(part, Named) for part in parts):
        return "state", "state.id"
    return "state NOT INDEXED", "state.id"


def _is_small_source(connection: sqlite3.Connection, parts: Sequence[Node]) -> bool:
    """Whether a `source:` among `parts` leaves so few articles that sorting them costs little."""
    named = next((part for part in parts if isinstance(part, Source)), None)
    if named is None:
        return False
    return _are_few(_sources(connection, named.name))


def _are_few(sources: Sequence[tuple[int, int]]) -> bool:
    return len(sources) <= 1 or sum(articles for _, articles in sources) <= _FEW


def _chosen(connection: sqlite3.Connection, view: View) -> tuple[list[int] | None, bool]:
    """The sources that the view is of, None for any, and whether they are one or have few articles."""
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
    """Whether the full-text index alone can tell; not so for what only leaves words out."""
    return _match(node) is not None or (isinstance(node, Not) and _match(node.part) is not None)


def _match(node: Node) -> str | None:
    """`node` in the language of SQLite's full-text index, or None where that cannot say it."""
    if isinstance(node, Words):
        quoted = f'"{node.text}"' + (" *" if node.begun else "")
        return f"{node.part} : {quoted}" if node.part else quoted
    if isinstance(node, Or):
        parts = [_match(part) for part in node.parts]
        return None if None in parts else f"({' OR '.join(part for part in parts if part)})"
    if isinstance(node, And):
        wanted = [_match(part) for part in node.parts if not isinstance(part, Not)]
        unwanted = [_match(part.part) for part in node.parts if isinstance(part, Not)]
        if not wanted or None in wanted or None in unwanted:
            return None
        match = " AND ".join(part for part in wanted if part)
        for part in unwanted:
            match = f"({match}) NOT {part}"
        return f"({match})"
    return None


def _condition(connection: sqlite3.Connection, node: Node, query: Query) -> Condition:
    """What an article must be to fit `node`."""
    match = _match(node)
    if match is not None:
        return Condition("state.id IN (SELECT rowid FROM search WHERE search MATCH ?)", [match])
    if isinstance(node, Not):
        inner = _condition(connection, node.part, query)
        return Condition(f"NOT ({inner.sql})", inner.parameters)
    if isinstance(node, And | Or):
        parts = [_condition(connection, part, query) for part in node.parts]
        word = " AND " if isinstance(node, And) else " OR "
        return Condition(f"({word.join(p.sql for p in parts) or '1'})", [q for part in parts for q in part.parameters])
    if isinstance(node, Named):
        return _naming(node)
    if isinstance(node, Tag):
        return Condition(
            "EXISTS (SELECT 1 FROM tagging WHERE tag = (SELECT id FROM tag WHERE name = ?) AND article = state.id)",
            [node.name],
        )
    if isinstance(node, Source):
        return _of_sources([number for number, _ in _sources(connection, node.name)])
    if isinstance(node, When):
        if node.since is not None:
            return Condition("state.id >= ?", [number_at(to_micros(node.since))])
        assert node.before is not None
        return Condition("state.id < ?", [number_at(to_micros(node.before))])
    assert isinstance(node, Is)
    if node.flag is Flag.MUTED:
        raise QueryError("is:muted cannot stand beside OR or in brackets.", 0, len(query.text), "Write it apart.")
    sql = {Flag.UNREAD: "state.read = 0", Flag.READ: "state.read = 1", Flag.STARRED: "state.starred = 1"}[node.flag]
    return Condition(sql)


def _naming(node: Named) -> Condition:
    labels = ", ".join("?" * len(node.labels))
    return Condition(
        "state.id IN (SELECT article FROM mention WHERE mention.name IN (SELECT name.id FROM name_search"
        f" CROSS JOIN name ON name.id = name_search.rowid WHERE name_search MATCH ? AND label IN ({labels})))",
        [f'"{node.text}"' + (" *" if node.begun else ""), *node.labels],
    )


def _of_sources(numbers: Sequence[int]) -> Condition:
    """Of one of these sources, the first that gave it or a further one."""
    first = _first_source(numbers)
    among = ", ".join(str(number) for number in numbers or [0])
    further = f"EXISTS (SELECT 1 FROM also WHERE also.article = state.id AND also.source IN ({among}))"
    return Condition(f"({first.sql} OR {further})", first.parameters)


def _first_source(numbers: Sequence[int]) -> Condition:
    """First given by one of these sources, which begin at 1. With a single one SQLite reads its index in order."""
    numbers = numbers or [0]
    if len(numbers) == 1:
        return Condition("state.source IS ?", [numbers[0]])
    return Condition(f"state.source IS NOT NULL AND state.source IN ({', '.join(str(number) for number in numbers)})")


def _sources(connection: sqlite3.Connection, wanted: str) -> list[tuple[int, int]]:
    """The sources whose name holds `wanted`, whatever its case and accents: their numbers and counts of articles."""
    folded = _fold(wanted)
    rows = connection.execute("SELECT id, articles, name FROM source ORDER BY id")
    return [(number, articles) for number, articles, name in rows if folded in _fold(name)]


def _fold(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _ids(connection: sqlite3.Connection, table: str, name: str) -> list[int]:
    return [row[0] for row in connection.execute(f"SELECT id FROM {table} WHERE name = ?", (name,))]


# Where the words stand


_SPOT = """
    CREATE VIRTUAL TABLE IF NOT EXISTS temp.spot USING fts5 (
        title, text, source, byline, tokenize = 'unicode61 remove_diacritics 2'
    )
"""
"""A small index of its own for the few articles on the screen: words that are only begun ("pre*") would make the
library's own index gather all that begin so, once for each article."""


def hits(connection: sqlite3.Connection, number: int, text: str, now: datetime) -> Hits:
    """Where the words that the query `text` asks for stand in the title and text of an article."""
    match = _any_of(parse(text, now).root)
    if match is None:
        return Hits()
    _spot(connection, [number])
    row = connection.execute(
        "SELECT highlight(spot, 0, ?, ?), highlight(spot, 1, ?, ?) FROM temp.spot WHERE spot MATCH ?",
        (_OPEN, _CLOSE, _OPEN, _CLOSE, match),
    ).fetchone()
    return Hits() if row is None else Hits(_spans(row[0]), _spans(row[1]))


def excerpts(connection: sqlite3.Connection, numbers: Sequence[int], text: str, now: datetime) -> dict[int, Excerpt]:
    """For those of the articles that hold them: where the words that the query `text` asks for stand, and the text
    around them.
    """
    match = _any_of(parse(text, now).root)
    if match is None:
        return {}
    _spot(connection, numbers)
    found = {}
    rows = connection.execute(
        "SELECT rowid, snippet(spot, 1, ?, ?, '…', ?), highlight(spot, 0, ?, ?)"
        " FROM temp.spot WHERE spot MATCH ? ORDER BY rowid",
        (_OPEN, _CLOSE, _AROUND, _OPEN, _CLOSE, match),
    )
    for number, marked, title in rows:
        words = " ".join(marked.split())
        if _OPEN not in words:
            words = ""
        if words or _OPEN in title:
            plain = words.replace(_OPEN, "").replace(_CLOSE, "")
            found[number] = Excerpt(plain, _spans(words), _spans(title))
    return found


def _spot(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Put these articles, and no others, into the small index of this connection."""
    connection.execute(_SPOT)
    connection.execute("DELETE FROM temp.spot")
    connection.execute(
        "INSERT INTO temp.spot (rowid, title, text, source, byline)"
        " SELECT id, title, text, source, byline FROM searchable WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(set(numbers))),),
    )


def _any_of(node: Node) -> str | None:
    """Matches whatever holds any of the words that are asked for; None where there are none."""
    wanted = list(dict.fromkeys(_wanted(node)))
    return " OR ".join(wanted) if wanted else None


def _wanted(node: Node) -> Iterator[str]:
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from _wanted(part)
    elif isinstance(node, Words):
        match = _match(node)
        assert match is not None
        yield match
    elif isinstance(node, Named):
        yield f'"{node.text}"' + (" *" if node.begun else "")


def _spans(marked: str) -> tuple[Span, ...]:
    """Where the marks stand that SQLite put around hits, counted without the marks."""
    spans = []
    offset = 0
    start = None
    for piece in marked.replace(_CLOSE, _OPEN).split(_OPEN):
        if start is not None and piece:
            spans.append(Span(offset, offset + len(piece)))
        offset += len(piece)
        start = offset if start is None else None
    return tuple(spans)
