"""The two lines of a row: what is cut, and where the hits of a search are."""

from __future__ import annotations

from newsreader.library.results import Excerpt
from newsreader.model.analysis import Span
from newsreader.model.article import Entry
from newsreader.ui.textual_ext.cell_width import width
from newsreader.ui.widgets.article_list.article_row import excerpt_line, source_line, title_line
from newsroom import NOW


def entry(**fields: object) -> Entry:
    values = {"id": 1, "title": "Port closed", "source": "Quay", "url": "https://a.example/1", "published": NOW}
    return Entry(**{**values, "shown": NOW, "read": False, "starred": False, **fields})  # type: ignore[arg-type]


def words(pieces: list[tuple[str, str]]) -> str:
    return "".join(text for text, _ in pieces)


def test_a_row_begins_with_its_state() -> None:
    assert words(title_line(entry(), 40)) == "●  Port closed"
    assert words(title_line(entry(read=True, starred=True), 40)) == " ★ Port closed"
    assert words(title_line(entry(title="", url=""), 40)) == "●  Untitled"


def test_no_line_is_wider_than_the_room() -> None:
    long = entry(title="新しい港 " * 30, source="A very long source indeed", also=("Another",))
    for room in range(6, 60):
        assert width(words(title_line(long, room))) <= room - 1
        assert width(words(source_line(long, "18 Jul 2025", room))) <= room - 1


def test_the_source_is_cut_before_the_age() -> None:
    assert words(source_line(entry(source="The Harbour Gazette"), "3h", 20)) == "   The Harbo… · 3h"
    assert words(source_line(entry(source=""), "3h", 20, marked=True)) == "✓  3h"


def test_hits_have_a_style_of_their_own() -> None:
    assert title_line(entry(), 40, [Span(0, 4)])[2:] == [("Port", "unread hit"), (" closed", "unread")]


def test_an_excerpt_begins_near_its_first_hit() -> None:
    text = "The harbour was built long ago, and yesterday the mayor closed the old ferry pier for good."
    hit = Span(text.index("ferry"), text.index("ferry") + 5)
    pieces = excerpt_line(Excerpt(text, (hit,)), "3h", 40)
    assert ("ferry", "meta hit") in pieces
    assert words(pieces).startswith("   3h · …")
    assert width(words(pieces)) <= 40
