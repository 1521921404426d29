"""Finding words in one article: where they stand, and the line for it on the screen."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Static

from fake_context import FakeContext
from newsreader.library.store import Library
from newsreader.model.analysis import Span
from newsreader.model.find_in_text import next_from, occurrences
from newsreader.ui.reader.controllers import ReaderControllers
from newsreader.ui.reader.pane import Pane
from newsreader.ui.widgets.find_bar import FindBar
from newsroom import ARTICLES, open_app, settled

WIDE = (160, 50)


def test_words_are_found_in_any_case_and_over_line_breaks() -> None:
    text = "The Bank and the\nbank. [x] BANKS"
    assert [text[s.start : s.end] for s in occurrences(text, "bank")] == ["Bank", "bank", "BANK"]
    assert occurrences(text, " the  bank ") == [Span(0, 8), Span(13, 21)]
    assert occurrences(text, "[x]") == [Span(23, 26)]
    assert occurrences(text, "  ") == []
    assert len(occurrences("a" * 20_000, "a")) == 10_000


@given(st.text(max_size=80), st.text(max_size=4))
def test_what_is_found_stands_there_in_order(text: str, words: str) -> None:
    found = occurrences(text, words)
    assert all(s.start < s.end <= len(text) for s in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    if words.split() and words == words.strip() and "".join(words.split()) == words:
        assert bool(found) or words not in text


def test_the_next_place_is_the_first_below_then_the_first_of_all() -> None:
    hits = [Span(3, 5), Span(9, 11)]
    assert [next_from(hits, at) for at in (0, 3, 4, 9, 10)] == [0, 0, 1, 1, 0]
    assert next_from([], 4) == 0


async def test_words_are_found_counted_and_stepped_through(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await settled(pilot)
        await pilot.press("j", "ctrl+f", *"mayor")
        await settled(pilot)
        count = ARTICLES[1].text.lower().count("mayor")

        def said() -> str:
            return str(screen.query_one("#found-count", Static).render())

        assert said() == f"1 of {count}"
        assert len(screen.body.hits) == count
        top = screen.body.position
        await pilot.press("enter", "down", "ctrl+f", "up")
        await pilot.pause(0.3)
        assert said() == f"3 of {count}"
        assert screen.body.position > top
        await pilot.press("up", "up", "up")
        assert said() == f"{count} of {count}"
        await pilot.press(*"zzz")
        assert said() == "not found"
        await pilot.press("escape")
        await pilot.pause()
        assert screen.body.hits == ()
        assert (screen.controllers.panes.current, screen.body.has_focus, screen.controllers.find.bar) == (
            Pane.BODY,
            True,
            None,
        )


async def test_finding_works_with_the_mouse_and_goes_on_in_another_article(library: Library) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        screen = await settled(pilot)
        await pilot.press("ctrl+f", *"the")
        await settled(pilot)
        count = len(screen.body.hits)
        await pilot.click("#found-next")
        await pilot.click("#found-next")
        await pilot.click("#found-previous")
        await pilot.pause()
        assert str(screen.query_one("#found-count", Static).render()) == f"2 of {count}"
        await pilot.click("#list", offset=(5, 3))
        await settled(pilot)
        assert str(screen.query_one("#found-count", Static).render()) == f"{len(screen.body.hits)} found"
        assert len(screen.body.hits) == len(occurrences(ARTICLES[1].text, "the"))
        await pilot.click("#found-end")
        await pilot.pause()
        assert screen.controllers.find.bar is None


async def test_words_are_found_without_an_app(
    context: FakeContext, controllers: ReaderControllers, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(FindBar, "go_in", lambda _: None)
    monkeypatch.setattr(FindBar, "say", lambda _, sentence: said.append(sentence))
    monkeypatch.setattr(FindBar, "words", "the")
    await controllers.find.open()
    controllers.find.on_typed("th")  # older than what stands there now
    assert said == []
    controllers.find.on_typed("the")
    count = len(occurrences(ARTICLES[0].text, "the"))
    controllers.find.step(-1)
    assert said == [f"{count} found", f"1 of {count}", f"{count} of {count}"]
    context.articles.cursor_down()
    assert len(context.body.hits) == len(occurrences(ARTICLES[1].text, "the"))
