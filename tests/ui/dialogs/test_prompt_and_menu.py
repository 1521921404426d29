"""The dialogs that ask: one line, or one of a few items."""

from __future__ import annotations

from textual.app import App
from textual.widgets import Input, OptionList, Static

from newsreader.ui.dialogs.menu_dialog import Choice, MenuDialog
from newsreader.ui.dialogs.prompt_dialog import PromptDialog

ITEMS = [Choice("a", "First", available=False), Choice("b", "Second"), Choice("c", "[Third]")]


async def test_a_line_is_returned_without_outer_spaces() -> None:
    app: App[None] = App()
    answers: list[str | None] = []
    async with app.run_test() as pilot:
        for typed in ("  words ", "   "):
            app.push_screen(PromptDialog("Name", value=typed), answers.append)
            await pilot.pause()
            await pilot.press("enter")
        app.push_screen(PromptDialog("Name", value="words"), answers.append)
        await pilot.pause()
        await pilot.press("escape")
    assert answers == ["words", None, None]


async def test_a_line_with_a_warning_is_entered_twice() -> None:
    app: App[None] = App()
    answers: list[str | None] = []
    async with app.run_test() as pilot:
        dialog = PromptDialog("Name", value="old", warn=lambda line: "It exists." if line == "old" else "")
        app.push_screen(dialog, answers.append)
        await pilot.pause()
        await pilot.press("enter")
        assert (str(dialog.query_one("#ask-hint", Static).content), answers) == ("It exists.", [])
        await pilot.press("enter")
    assert answers == ["old"]


async def test_an_offer_fills_an_empty_line_only() -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:
        dialog = PromptDialog("Address")
        app.push_screen(dialog)
        await pilot.pause()
        dialog.offer("https://a.example")
        dialog.offer("https://b.example")
        assert dialog.query_one(Input).value == "https://a.example"
        await pilot.press("x")
        assert dialog.query_one(Input).value == "x"


async def test_an_item_is_chosen_by_its_number_or_by_the_cursor() -> None:
    app: App[None] = App()
    answers: list[str | None] = []
    async with app.run_test() as pilot:
        for keys in (["3"], ["1", "9", "enter"], ["j", "l"], ["escape"]):
            menu = MenuDialog("Which?", ITEMS)
            app.push_screen(menu, answers.append)
            await pilot.pause()
            assert menu.query_one(OptionList).highlighted == 1
            await pilot.press(*keys)
    assert answers == ["c", "b", "c", None]
