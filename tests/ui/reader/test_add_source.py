"""Adding sources without an app."""

from __future__ import annotations

from pathlib import Path

import pytest

from fake_context import FakeContext
from newsreader.errors import NewsreaderError
from newsreader.intake.formats.pages import FeedLink
from newsreader.library.store import Added, View
from newsreader.ui.dialogs.prompt_dialog import PromptDialog
from newsreader.ui.reader.controllers import ReaderControllers


@pytest.fixture
def adds(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Adding stores one new article and one that is known; what is set here is what else happens."""
    plan: dict[str, object] = {"failures": []}

    def add(library, sources, stdin, arrived, failed, *, subscribe, choose, said):  # type: ignore[no-untyped-def]
        plan["sources"], plan["subscribe"] = sources, subscribe
        first = library.ids(View())[0]
        arrived([Added(first, True), Added(first, False)])
        for failure in plan["failures"]:  # type: ignore[attr-defined]
            failed(failure)

    monkeypatch.setattr("newsreader.importing.add_sources.add_sources", add)
    return plan


async def test_an_address_in_the_clipboard_is_suggested(
    context: FakeContext,
    controllers: ReaderControllers,
    adds: dict[str, object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("newsreader.ui.reader.add_source.paste_locally", lambda: "")
    suggested: list[str] = []
    monkeypatch.setattr(PromptDialog, "offer", lambda _, address: suggested.append(address))
    for copied in ("two words", "https://example.org/feed", "https://example.org/" + "x" * 500):
        context.terminal.clipboard = copied
        await controllers.adding.ask()
    assert suggested == ["https://example.org/feed"]
    context.answer("https://example.org/feed")
    assert adds["sources"] == ["https://example.org/feed"]
    assert adds["subscribe"]
    assert context.notices[-1] == "1 article added, 1 already in the library."


def test_failures_are_counted_and_the_first_is_named(
    context: FakeContext, controllers: ReaderControllers, adds: dict[str, object], tmp_path: Path
) -> None:
    adds["failures"] = [NewsreaderError("One is broken."), NewsreaderError("Two is broken.")]
    controllers.adding.add(["one", "two", "three", "four"])
    assert context.notices[0] == "Reading one, two, three …"
    said = "1 article added, 1 already in the library. 2 sources could not be read: One is broken."
    assert context.notices[-1] == said


def test_of_several_feeds_one_is_chosen(
    context: FakeContext, controllers: ReaderControllers, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = [FeedLink("https://example.org/all", "All"), FeedLink("https://example.org/sea", "Sea")]
    monkeypatch.setattr(context, "call_from_thread", lambda _, dialog, answer: answer("1"))
    assert controllers.adding.choose_feed(links) == links[1]
    context.is_running = False
    monkeypatch.setattr(context, "call_from_thread", lambda _, dialog, answer: None)
    assert controllers.adding.choose_feed(links) is None
