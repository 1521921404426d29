"""The interface through which the controllers use the reader's screen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from newsreader.config import Config
from newsreader.library.store import Library
from newsreader.ui.reader.article_state import ArticleState
from newsreader.ui.reader.messages import ReaderMessage
from newsreader.ui.undo import UndoStack
from newsreader.ui.widgets.article_list.article_list import ArticleList
from newsreader.ui.widgets.article_view.body import Body

if TYPE_CHECKING:
    from textual.content import Content
    from textual.geometry import Size
    from textual.screen import Screen
    from textual.timer import Timer
    from textual.widget import Widget

    from newsreader.ui.widgets.insight import Insight
    from newsreader.ui.widgets.side_pane import SidePane

__all__ = ["ReaderContext", "Terminal"]

M = TypeVar("M", bound=ReaderMessage)
T = TypeVar("T")


class Terminal(Protocol):
    """The terminal or browser that shows the reader; Textual's app is one."""

    @property
    def is_web(self) -> bool:
        """True if a browser shows the reader."""

    @property
    def clipboard(self) -> str:
        """The text that was copied last within the reader."""

    def copy_to_clipboard(self, text: str) -> None:
        """Copy `text` to the clipboard of the terminal or browser."""

    def open_url(self, url: str) -> None:
        """Open `url` in a browser."""

    def suspend(self) -> AbstractContextManager[None]:
        """Leave the terminal to another program. Raises SuspendNotSupported where that is impossible."""


class ReaderContext(Protocol):
    """The parts of the reader's screen that a controller may use.

    `ScreenContext` is the real one; tests use a fake one without an app.
    """

    config: Config
    """The settings as they are now."""
    library: Library
    undo: UndoStack
    now: Callable[[], datetime]
    state: ArticleState
    articles: ArticleList
    body: Body
    insight: Insight | None
    """The pane of summary, quotes and names; None until it is mounted."""

    @property
    def terminal(self) -> Terminal:
        """The terminal or browser that shows the reader."""

    @property
    def size(self) -> Size:
        """The columns and rows of the terminal."""

    @property
    def is_running(self) -> bool:
        """False when the app ends."""

    # Notices, dialogs and lines

    def notify(self, sentence: str, *, error: bool = False) -> None:
        """Show a notice for a moment."""

    def push_screen(self, screen: Screen[T], callback: Callable[[T | None], None] | None = None) -> Awaitable[Any]:
        """Show a dialog, and give its answer to `callback`. Wait for the result to have the dialog take the keys."""

    def show_line(self, id: str, content: str | Content) -> None:
        """Show `content` on one of the one-line texts of the screen: "view" or "legend"."""

    # Work, messages and timers

    def run_worker(self, work: Callable[[], object], *, group: str, exclusive: bool = False) -> None:
        """Run `work` in a thread. An exclusive worker cancels the others of its group; a failure becomes a notice."""

    def is_cancelled(self) -> bool:
        """Return whether the worker that calls this was cancelled."""

    def post(self, message: ReaderMessage) -> None:
        """Send a message to the controllers, from any thread."""

    def listen(self, kind: type[M], listener: Callable[[M], object]) -> None:
        """Call `listener` with each message of the class `kind`, on the screen's thread."""

    def call_from_thread(self, callback: Callable[..., object], *args: Any) -> object:
        """Call `callback` on the screen's thread from another one, and wait for it."""

    def call_later(self, callback: Callable[[], object]) -> object:
        """Call `callback` after the current messages."""

    def call_after_refresh(self, callback: Callable[[], object]) -> object:
        """Call `callback` after the screen was drawn."""

    def set_timer(self, seconds: float, callback: Callable[[], object]) -> Timer:
        """Call `callback` once after some seconds; the timer can be stopped."""

    def set_interval(self, seconds: float, callback: Callable[[], object]) -> Timer:
        """Call `callback` again and again, at this interval."""

    # Layout

    def has_class(self, name: str) -> bool:
        """Return whether the screen has a style class."""

    def set_class(self, wanted: bool, name: str, *, update: bool = True) -> None:
        """Give the screen a style class or take it away; without `update` the styles follow with the next change."""

    def focus(self, widget: Widget | str | None) -> None:
        """Focus a widget, given as itself or by its id; None or an id that is not mounted focuses nothing."""

    def mount(
        self, widget: Widget, parent: str = "", *, before: Widget | None = None, after: Widget | None = None
    ) -> Awaitable[Any]:
        """Mount a widget in the one with the id `parent`, or in the screen itself."""

    def clear_selection(self) -> None:
        """Deselect the selected text."""

    def side_panes(self) -> Sequence[SidePane]:
        """Return the panes at the sides of the text."""
