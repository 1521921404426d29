from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsreader import Article, Mark
from newsreader.config import Rule
from newsreader.library.recovery import find_problems, recover
from newsreader.library.store import Library, LibraryError, View, ViewKind
from newsreader.model.article import MarkKind
from newsreader.model.retention_policy import RetentionPolicy

PAGE = 4096
COUNT = 120


def story(number: int) -> Article:
    return Article(
        f"Heading\n\nStory number {number} begins here. " + f"Word{number} " * 150,
        title=f"Title {number}",
        marks=(Mark(0, 7, MarkKind.HEADING, "2"),),
        source="Paper",
        url=f"https://example.org/{number}",
        published=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=number),
    )


@pytest.fixture
def library_path(tmp_path: Path) -> Path:
    path = tmp_path / "old.db"
    library = Library(path)
    ids = [added.id for added in library.add(story(number) for number in range(COUNT))]
    library.set_read(ids[:10], True)
    library.set_starred(ids[5:7], True)
    library.set_tag(ids[:3], "Bridges", True)
    library.delete(ids[-1:])
    library.subscribe("https://example.org/feed", title="Paper", tags=["World", "Daily"])
    library.close()
    return path


def damage(path: Path, words: bytes) -> None:
    """Overwrite every page of the file that contains `words`."""
    data = bytearray(path.read_bytes())
    at = data.find(words)
    assert at > 0
    while at >= 0:
        start = at // PAGE * PAGE
        data[start : start + PAGE] = b"\x1b" * PAGE
        at = data.find(words)
    path.write_bytes(data)


def test_a_sound_library_has_no_problems_and_is_saved_whole(library_path: Path, tmp_path: Path) -> None:
    assert find_problems(library_path) == []
    result = recover(library_path, tmp_path / "new.db")
    assert (result.saved, result.lost) == (COUNT, 0)
    old, new = Library(library_path), Library(tmp_path / "new.db")
    for view in (View(), View(ViewKind.UNREAD), View(ViewKind.STARRED), View(tag="Bridges")):
        before, after = old.first(view, COUNT), new.first(view, COUNT)
        assert [(e.title, e.read, e.starred, e.tags) for e in before] == [
            (e.title, e.read, e.starred, e.tags) for e in after
        ]
        assert [old.article(e.id) for e in before] == [new.article(e.id) for e in after]
    assert len(new.ids(View())) == COUNT - 1
    old.close()
    new.close()


def test_subscriptions_are_saved_with_their_articles(library_path: Path, tmp_path: Path) -> None:
    recover(library_path, tmp_path / "new.db")
    library = Library(tmp_path / "new.db")
    [subscription] = library.subscriptions()
    library.close()
    assert (subscription.url, subscription.name) == ("https://example.org/feed", "Paper")
    assert (subscription.tags, subscription.articles) == (("World", "Daily"), COUNT - 1)


def test_notes_rules_searches_and_settings_of_feeds_are_saved(library_path: Path, tmp_path: Path) -> None:
    old = Library(library_path)
    on = {entry.title: entry.id for entry in old.first(View(), COUNT)}
    old.add_note(on["Title 7"], 9, 23, "Ask her about this.")
    old.add_note(on["Title 60"], 9, 24)
    noted = old.all_notes()
    rule = Rule("mute", r"big  (oil|gas)", "regex", "https://example.org/feed")
    old.add_rule(rule)
    old.save_search("Energy", "oil OR gas")
    other = old.subscribe("https://example.org/other", title="Other")
    old.edit_subscription(other.id, full="always", stopped=True, muted=True, retention=RetentionPolicy(30, 200))
    old.close()
    damage(library_path, b"Story number 60 begins")
    recover(library_path, tmp_path / "new.db")
    new = Library(tmp_path / "new.db")
    [numbered] = [entry.id for entry in new.first(View(), COUNT) if entry.title == "Title 7"]
    assert [note._replace(id=0) for note in new.all_notes()] == [
        note._replace(id=0, article=None if note.title == "Title 60" else numbered) for note in noted
    ]
    assert [note.words for note in new.notes(numbered)] == ["Ask her about this."]
    assert new.rules() == [rule]
    assert [(search.name, search.query) for search in new.saved_searches()] == [("Energy", "oil OR gas")]
    feeds = {feed.name: (feed.full, feed.stopped, feed.muted, feed.retention) for feed in new.subscriptions()}
    new.close()
    assert feeds == {
        "Paper": ("", False, False, RetentionPolicy()),
        "Other": ("always", True, True, RetentionPolicy(30, 200)),
    }


def test_what_a_damaged_page_does_not_hold_is_saved(library_path: Path, tmp_path: Path) -> None:
    damage(library_path, b"Story number 60 begins")
    assert find_problems(library_path)
    before = library_path.read_bytes()
    result = recover(library_path, tmp_path / "new.db")
    assert result.saved > COUNT - 20
    assert library_path.read_bytes() == before
    new = Library(tmp_path / "new.db")
    saved = {entry.title: new.article(entry.id) for entry in new.first(View(), COUNT)}
    new.close()
    assert all(article == story(int(title.split()[1])) for title, article in saved.items())
    assert "Title 60" not in saved
    assert {"Title 0", "Title 118"} <= set(saved)


def test_rows_with_impossible_values_do_not_stop_it(library_path: Path, tmp_path: Path) -> None:
    with closing(Library(library_path)) as old:
        first, second, third = sorted(old.ids(View()))[-3:]
        old.add_rule(Rule("mute", "Ada", "name"))
        old.save_search("Bridges", "bridge")
        old.add_note(first, 9, 14, "Good words")
    odd = "cast(x'00ff' AS BLOB)"
    with closing(sqlite3.connect(library_path, isolation_level=None)) as damaged:
        # As after an overwritten page: no value has to match the tables' definitions.
        damaged.execute("PRAGMA ignore_check_constraints = ON")
        damaged.execute("PRAGMA writable_schema = ON")
        damaged.execute("UPDATE sqlite_schema SET sql = replace(replace(sql, 'STRICT', ''), ', WITHOUT', 'WITHOUT')")
        damaged.execute("PRAGMA writable_schema = RESET")
        damaged.execute(f"UPDATE article SET title = {odd}, published = {2**62} WHERE id = ?", (first,))
        damaged.execute(f"UPDATE article SET url = {odd}, published = 'soon' WHERE id = ?", (second,))
        damaged.execute(f"UPDATE body SET text = {odd} WHERE id = ?", (third,))
        damaged.execute("UPDATE body SET marks = '[[0, 5, \"strong\", 7], [0, []]]' WHERE id = ?", (second,))
        damaged.execute(f"UPDATE state SET hidden = {odd} WHERE id = ?", (second,))
        damaged.execute(f"UPDATE tag SET name = {odd}")
        damaged.execute(f"UPDATE feed SET kind = {odd}, site = 7, full = {odd}, keep_days = {2**62}, keep_most = {odd}")
        damaged.execute(f"INSERT INTO feed (id, url, source) VALUES (77, {odd}, 0)")
        damaged.execute(f"UPDATE note SET start = {odd}, made = {2**62}, words = 'Good words', title = {odd}")
        damaged.execute(f"INSERT INTO rule (action, value, match) VALUES ({odd}, 1, 'name'), ('jump', 'x', 'words')")
        damaged.execute(f"INSERT INTO saved (name, query) VALUES ({odd}, 'x'), ('Odd', {odd})")
    result = recover(library_path, tmp_path / "new.db")
    assert (result.saved, result.lost) == (COUNT - 1, 1)
    with closing(Library(tmp_path / "new.db")) as new:
        assert [(one.url, one.retention) for one in new.subscriptions()] == [
            ("https://example.org/feed", RetentionPolicy())
        ]
        assert new.rules() == [Rule("mute", "Ada", "name")]
        assert new.saved_searches()[0].name == "Bridges"
        assert [note.words for note in new.all_notes()] == ["Good words"]


def test_nothing_is_overwritten(library_path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("mine", encoding="utf-8")
    with pytest.raises(LibraryError):
        recover(library_path, other)
    assert other.read_text(encoding="utf-8") == "mine"


def test_a_file_of_another_kind_is_said_to_be_one(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("mine" * 2000, encoding="utf-8")
    with pytest.raises(LibraryError, match="not a newsreader library"):
        find_problems(other)
    with pytest.raises(LibraryError):
        recover(other, tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize("page", range(3, 8))
def test_problems_are_told_without_headings(library_path: Path, page: int) -> None:
    data = bytearray(library_path.read_bytes())
    data[page * PAGE : (page + 1) * PAGE] = bytes(range(256)) * (PAGE // 256)
    library_path.write_bytes(data)
    found = find_problems(library_path)
    assert found and not any("***" in problem for problem in found)
