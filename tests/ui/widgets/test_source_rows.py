"""The rows of the source list, from what the library has."""

from __future__ import annotations

from collections.abc import Collection

from newsreader.library.results import GroupCounts, SavedSearch, Subscription
from newsreader.library.views import ListCounts, View, ViewKind
from newsreader.ui.widgets.source_rows import Holdings, rows

HOLDINGS = Holdings(
    ListCounts(20, 9, 2),
    3,
    [(SavedSearch("Ports", "port OR quay"), 4)],
    [GroupCounts("health", 5, 1)],
    [GroupCounts("Coast Wire", 8, 4), GroupCounts("City Desk", 4, 2), GroupCounts("", 1, 1)],
    [
        Subscription(1, "https://a.example/f", "Coast Wire", unread=4, tags=("Sea", "Work"), failures=2),
        Subscription(2, "https://b.example/f", "Quay Post", unread=3, tags=("Sea",)),
        Subscription(3, "https://c.example/f", "Alden Mail"),
    ],
)


def drawn(closed: Collection[str] = ()) -> list[str]:
    """The rows as words."""
    marks = {None: " ", True: "v", False: ">"}
    return [f"{'  ' * row.depth}{marks[row.open]} {row.name} {row.count}" for row in rows(HOLDINGS, closed)]


def test_all_that_there_is_in_order() -> None:
    assert drawn() == [
        "  All 20",
        "  Unread 9",
        "  Starred 2",
        "  Today 3",
        "v Searches 0",
        "    Ports 4",
        "v Tags 0",
        "    #health 1",
        "v Sea 7",
        "    Coast Wire 4",
        "    Quay Post 3",
        "v Work 4",
        "    Coast Wire 4",
        "v Sources 0",
        "    Alden Mail 0",
        "    City Desk 2",
    ]


def test_nothing_shows_under_what_is_closed() -> None:
    closed = {"searches", "tags", "folder Sea", "sources"}
    assert drawn(closed)[4:] == ["> Searches 0", "> Tags 0", "> Sea 7", "v Work 4", "    Coast Wire 4", "> Sources 0"]


def test_each_row_stands_for_its_list_and_has_a_key_of_its_own() -> None:
    shown = rows(HOLDINGS, ())
    views = {row.name: row.view for row in shown}
    assert views["Unread"] == View(ViewKind.UNREAD)
    assert views["Ports"] == View(query="port OR quay")
    assert views["#health"] == View(tag="health")
    assert views["City Desk"] == View(source="City Desk")
    assert views["Sea"] == View(folder="Sea")
    assert views["Sources"] is None
    assert len({row.key for row in shown}) == len(shown)
    assert [row.name for row in shown if row.ill] == ["Coast Wire", "Coast Wire"]
