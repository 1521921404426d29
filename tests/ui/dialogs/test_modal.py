"""Keys that come faster than the screen: a box is closed by the first, and the rest change nothing below it."""

from __future__ import annotations

import pytest
from textual.command import CommandList
from textual.screen import ModalScreen, Screen
from textual.widgets import OptionList

from newsreader.library.store import Library
from newsreader.ui.dialogs.menu_dialog import MenuDialog
from newsreader.ui.dialogs.modal import Modal
from newsroom import open_app, settled


async def test_a_choice_that_is_made_twice_counts_once(library: Library) -> None:
    app = open_app(library)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("e")
        choices = app.screen.query_one(OptionList)
        choices.action_select()
        choices.action_select()
        await pilot.pause()
        assert len(app.screen_stack) == 2
        assert app.screen.query_one(OptionList).border_title == "Export as"


@pytest.mark.parametrize("key", ["e", "question_mark", "t", "C", "T", "S", "colon"])
async def test_escape_twice_closes_one_box(library: Library, key: str) -> None:
    app = open_app(library)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press(key)
        box = app.screen
        assert box is not app.reader
        box.dismiss(None)
        box.dismiss(None)
        await pilot.pause()
        assert app.screen is app.reader


async def test_a_command_chosen_twice_closes_one_palette(library: Library) -> None:
    app = open_app(library)
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("colon", *"star")
        await pilot.pause()
        commands = app.screen.query_one(CommandList)
        commands.action_select()
        commands.action_select()
        await pilot.pause()
        assert app.screen is app.reader


def test_every_box_is_of_this_kind() -> None:
    def below(kind: type[Screen[object]]) -> list[type[Screen[object]]]:
        return [kind, *(each for child in kind.__subclasses__() for each in below(child))]

    own = [kind for kind in below(ModalScreen) if kind.__module__.startswith("newsreader.")]
    assert MenuDialog in own
    assert all(issubclass(kind, Modal) for kind in own if "Palette" not in kind.__name__)
