"""The dialog that manages feeds, and the rules that were made while reading."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Literal, NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from newsreader.errors import NewsreaderError
from newsreader.library.results import Subscription
from newsreader.library.store import Library
from newsreader.ui.dialogs.menu_dialog import Choice, MenuDialog
from newsreader.ui.dialogs.modal import Modal
from newsreader.ui.dialogs.prompt_dialog import PromptDialog
from newsreader.ui.dialogs.retention_text import EXAMPLES, format_retention, parse_retention, retention_error
from newsreader.ui.keys import pane_bindings
from newsreader.ui.keys.keyed import keyed
from newsreader.ui.undo import UndoStack
from newsreader.ui.widgets.relative_time import age

if TYPE_CHECKING:
    from newsreader.config import Rule

__all__ = ["FeedAction", "FeedsDialog", "feed_status"]

_FULL = {"": "by the settings", "always": "always", "never": "never"}


class FeedAction(NamedTuple):
    """An action that the screen below has to do: list or refresh a feed, add one, or suggest some."""

    kind: Literal["list", "refresh", "add", "offer"]
    feed: Subscription | None = None


def feed_status(feed: Subscription, now: datetime) -> str:
    """Return the status of a feed in one line. `now` is aware."""
    parts = [f"{feed.articles} article{'' if feed.articles == 1 else 's'}", f"{feed.unread} unread"]
    if feed.last_success is not None:
        parts.append(f"fetched {age(feed.last_success, now)}")
    elif not feed.failures:
        parts.append("not fetched yet")
    parts += [f"#{tag}" for tag in feed.tags]
    if feed.muted:
        parts.append("muted")
    if feed.full:
        parts.append(f"full text {feed.full}")
    if not feed.retention.is_unset:
        parts.append(f"kept {format_retention(feed.retention)}")
    if feed.stopped:
        parts.append(f"paused: {feed.reason}" if feed.reason else "paused")
    elif feed.failures:
        parts.append(f"failed {feed.failures} time{'' if feed.failures == 1 else 's'}: {feed.reason}")
    return " · ".join(parts)


class FeedsDialog(Modal[FeedAction | None]):
    """Lists feeds and rules. Changes apply at once; a `FeedAction` is left to the screen below."""

    DEFAULT_CSS = """
    #feeds {
        width: 90;
    }
    """

    BINDINGS = pane_bindings.FEEDS

    def __init__(
        self, library: Library, changes: UndoStack, now: Callable[[], datetime], keys: Mapping[str, str]
    ) -> None:
        """`keys` are the user's own, by the ids of their actions."""
        super().__init__()
        self._keys = keys
        self._library = library
        self._changes = changes
        self._now = now
        self._feeds: list[Subscription] = []
        self._rules: list[Rule] = []

    def compose(self) -> ComposeResult:
        yield OptionList(id="feeds", classes="box", markup=False)

    def on_mount(self) -> None:
        box = self.query_one(OptionList)
        box.border_title = "Feeds"
        box.border_subtitle = (
            keyed("Enter: actions · [@click=app.help]{help}: all keys[/]", self._keys)
            + " · [@click=screen.dismiss(None)]Esc: close[/]"
        )
        self.fill()
        box.focus()

    def fill(self) -> None:
        """Show all feeds and rules. The cursor stays in its row."""
        box = self.query_one(OptionList)
        kept = box.highlighted or 0
        self._feeds, self._rules = self._library.subscriptions(), self._library.rules()
        box.clear_options()
        for feed in self._feeds:
            ill = bool(feed.failures or feed.stopped)
            head = Content.styled(feed.name, "bold $text-error" if ill else "bold")
            box.add_option(Option(head + Content("\n  ") + Content.styled(feed_status(feed, self._now()), "dim")))
        for rule in self._rules:
            words = f"Rule: {rule.action} articles with {rule.match} “{rule.value}”"
            box.add_option(
                Option(Content(words) + Content.styled(keyed("\n  {feeds.remove}: remove", self._keys), "dim"))
            )
        box.add_option(
            Option(Content.styled(keyed("Choose from well-known feeds ({feeds.offer})", self._keys), "italic"))
        )
        box.add_option(Option(Content.styled(keyed("Add a feed by its address ({feeds.add})", self._keys), "italic")))
        box.highlighted = min(kept, box.option_count - 1)

    def feed(self) -> Subscription | None:
        """Return the feed under the cursor."""
        at = self.query_one(OptionList).highlighted or 0
        return self._feeds[at] if at < len(self._feeds) else None

    def rule(self) -> Rule | None:
        """Return the rule under the cursor."""
        at = (self.query_one(OptionList).highlighted or 0) - len(self._feeds)
        return self._rules[at] if 0 <= at < len(self._rules) else None

    def action_move(self, by: int) -> None:
        """Go to the next or the previous row."""
        box = self.query_one(OptionList)
        box.action_cursor_down() if by > 0 else box.action_cursor_up()

    def action_choose(self) -> None:
        """Open the actions of the row."""
        self.query_one(OptionList).action_select()

    def action_add(self) -> None:
        """Add a feed."""
        self.dismiss(FeedAction("add"))

    def action_offer(self) -> None:
        """Choose from well-known feeds."""
        self.dismiss(FeedAction("offer"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        feed = self.feed()
        if feed is not None:
            choices = [
                Choice("list", "List articles"),
                Choice("refresh", "Refresh"),
                Choice("rename", "Rename"),
                Choice("address", "Change the address"),
                Choice("tags", "Change the tags"),
                Choice("mute", "Unmute" if feed.muted else "Mute"),
                Choice("stop", "Resume this feed" if feed.stopped else "Pause this feed"),
                Choice("full", f"Full text: {_FULL[feed.full]}"),
                Choice("keep", f"Keep articles: {format_retention(feed.retention)}"),
                Choice("remove", "Remove"),
            ]
            self.app.push_screen(MenuDialog(feed.name, choices), self.action_do)
        elif self.rule() is not None:
            self.action_do("remove")
        elif event.option_index == event.option_list.option_count - 1:
            self.action_add()
        else:
            self.action_offer()

    def action_do(self, what: str | None) -> None:
        """Run an action on the row under the cursor."""
        feed, rule = self.feed(), self.rule()
        if rule is not None and what == "remove":
            self.change(lambda: self._library.remove_rule(rule))
        if feed is None or what is None:
            return
        if what == "list":
            self.dismiss(FeedAction("list", feed))
        elif what == "refresh":
            self.dismiss(FeedAction("refresh", feed))
        elif what == "mute":
            self.change(lambda: self._library.edit_subscription(feed.id, muted=not feed.muted))
        elif what == "stop":
            self.change(lambda: self._library.edit_subscription(feed.id, stopped=not feed.stopped))
        elif what == "full":
            wishes = list(_FULL)
            wish = wishes[(wishes.index(feed.full) + 1) % len(wishes)]
            self.change(lambda: self._library.edit_subscription(feed.id, full=wish))
        elif what == "keep":
            self.ask_how_long(feed)
        elif what == "remove":
            self.ask_to_remove(feed)
        else:
            self.ask_to_edit(feed, what)

    def ask_to_edit(self, feed: Subscription, what: str) -> None:
        """Ask for a new name, address or tags."""
        title, value = {
            "rename": ("Name", feed.name),
            "address": ("Address", feed.url),
            "tags": ("Tags, separated by commas", ", ".join(feed.tags)),
        }[what]

        def take(answer: str | None) -> None:
            if answer is None:
                return
            if what == "rename":
                self.change(lambda: self._library.edit_subscription(feed.id, name=answer))
            elif what == "address":
                self.change(lambda: self._library.edit_subscription(feed.id, url=answer))
            else:
                tags = [tag.strip() for tag in answer.split(",") if tag.strip()]
                self.change(lambda: self._library.edit_subscription(feed.id, tags=tags))

        hint = "A single comma removes all tags." if what == "tags" and feed.tags else ""
        self.app.push_screen(PromptDialog(title, value=value, hint=hint), take)

    def ask_how_long(self, feed: Subscription) -> None:
        """Ask how long to keep the articles of a feed."""

        def take(answer: str | None) -> None:
            if answer is None:
                return
            keep = parse_retention(answer)
            if keep is None:
                self.app.notify(retention_error(answer), severity="error", markup=False)
            else:
                self.change(lambda: self._library.edit_subscription(feed.id, retention=keep))

        value = format_retention(feed.retention)
        prompt = PromptDialog("Keep articles for", value=value, hint=EXAMPLES, warn=retention_error)
        self.app.push_screen(prompt, take)

    def ask_to_remove(self, feed: Subscription) -> None:
        """Ask whether to remove the articles of a feed too."""

        def take(answer: str | None) -> None:
            if answer is not None:
                self.change(lambda: self._library.unsubscribe(feed.id, articles=answer == "all"))

        choices = [
            Choice("keep", "Remove the feed, keep its articles"),
            Choice("all", "Remove the feed and its articles, except starred ones"),
        ]
        self.app.push_screen(MenuDialog(f"Remove {feed.name}?", choices), take)

    def change(self, write: Callable[[], object]) -> None:
        """Write a change to the library, then show it."""
        self._changes.apply(write, lambda: self.app.call_from_thread(self.changed))

    def changed(self) -> None:
        """Show a change, if the dialog is still open."""
        if self.is_attached:
            try:
                self.fill()
            except NewsreaderError as error:
                self.app.notify(str(error), severity="error", markup=False)
