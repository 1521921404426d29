"""Copying without an app."""

from __future__ import annotations

import pytest

from fake_context import FakeContext
from newsreader.ui.reader.controllers import ReaderControllers
from newsreader.ui.reader.copy_formats import Copied
from newsroom import ARTICLES, analyse


@pytest.fixture(autouse=True)
def local(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What reaches this machine's own clipboard."""
    copied: list[str] = []

    def copy(text: str) -> bool:
        copied.append(text)
        return True

    monkeypatch.setattr("newsreader.ui.reader.copy_actions.copy_locally", copy)
    return copied


def know(context: FakeContext) -> None:
    """Store the analysis of the first article."""
    context.library.store_analysis(context.articles.ids[0], analyse(ARTICLES[0].text, ARTICLES[0].title))


def test_the_summary_goes_to_both_clipboards(
    context: FakeContext, controllers: ReaderControllers, local: list[str]
) -> None:
    controllers.copying.copy_summary()
    assert context.notices == ["There is no summary yet: try again in a moment."]
    know(context)
    controllers.copying.copy_summary()
    assert local == [context.terminal.clipboard]
    assert context.notices[-1] == "Summary copied (3 sentences)"


def test_several_rows_are_copied_together(context: FakeContext, controllers: ReaderControllers) -> None:
    know(context)
    context.articles.mark(context.articles.ids[:2])
    controllers.copying.copy_summary()
    summary, link = context.terminal.clipboard.split("\n\n\n")
    assert ARTICLES[0].title in summary
    assert ARTICLES[1].url in link
    assert context.notices[-1] == "2 summaries copied"


def test_what_to_copy_is_chosen(context: FakeContext, controllers: ReaderControllers) -> None:
    know(context)
    controllers.copying.choose()
    context.answer("link")
    assert context.terminal.clipboard == ARTICLES[0].url
    context.state.choose_name("Ilse Brandt", ())
    controllers.copying.copy("name")
    assert context.terminal.clipboard == "Ilse Brandt"
    controllers.copying.copy(None)
    assert context.terminal.clipboard == "Ilse Brandt"


def test_in_a_browser_its_clipboard_is_meant(
    context: FakeContext, controllers: ReaderControllers, local: list[str]
) -> None:
    context.terminal.is_web = True
    controllers.copying.put_on_clipboard(Copied("one\x1b[31mtwo", "Text"))
    assert local == []
    assert "\x1b" not in context.terminal.clipboard
    assert context.notices == ["Text sent to the browser's clipboard"]
