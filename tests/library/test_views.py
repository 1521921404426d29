"""Views, changes and the visibility of articles."""

from __future__ import annotations

import sqlite3
from array import array
from contextlib import closing
from pathlib import Path

import pytest

from newsreader.library.store import Library
from newsreader.library.views import Change, View, ViewKind, Visibility
from newsreader.model.article import Article


@pytest.mark.parametrize("view", [View(query="x"), View(source="Wire"), View(tag="sea"), View(folder="World")])
def test_only_a_view_of_all_articles_of_a_kind_is_plain(view: View) -> None:
    assert View().is_plain
    assert View(ViewKind.STARRED).is_plain
    assert not view.is_plain


def test_a_change_of_nothing_is_false() -> None:
    assert not Change("read", 0, 1, array("q"))
    assert Change("read", 0, 1, array("q", [7]))


def test_visibility_is_what_the_column_holds(library: Library, path: Path) -> None:
    listed, muted, deleted = (added.id for added in library.add(Article(f"Text {n}.") for n in range(3)))
    assert library.set_muted([muted], True)[1:3] == (Visibility.LISTED, Visibility.MUTED)
    assert library.delete([deleted])[1:3] == (Visibility.LISTED, Visibility.DELETED)
    with closing(sqlite3.connect(path)) as connection:
        stored = dict(connection.execute("SELECT id, hidden FROM state"))
    assert stored == {listed: Visibility.LISTED, muted: Visibility.MUTED, deleted: Visibility.DELETED}
    assert list(library.ids(View())) == [listed]
    assert list(library.ids(View(query="is:muted"))) == [muted]
