"""The context that connects the controllers to the real screen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from textual.screen import Screen
from textual.widgets import Static
from textual.worker import get_current_worker

from newsreader.config import Config
from newsreader.library.store import Library
from newsreader.ui.reader.article_state import ArticleState
from newsreader.ui.reader.messages import ReaderMessage
from newsreader.ui.undo import UndoStack
from newsreader.ui.widgets.article_list.article_list import ArticleList
from newsreader.ui.widgets.article_view.body import Body
from newsreader.ui.widgets.side_pane import SidePane

if TYPE_CHECKING:
    from textual.content import Content
    from textual.geometry import Size
    from textual.timer import Timer
    from textual.widget import Widget

    from newsreader.ui.reader.context import Terminal
    from newsreader.ui.widgets.insight import Insight

__all__ = ["ScreenContext"]

M = TypeVar("M", bound=ReaderMessage)
T = TypeVar("T")


class ScreenContext:
    """The `ReaderContext` of a Textual screen."""

    def __init__(
        self, screen: Screen[None], library: Library, undo: UndoStack, now: Callable[[], datetime], config: Config
    ) -> None:
        self._screen = screen
        self._listeners: defaultdict[type[ReaderMessage], list[Callable[[Any], object]]] = defaultdict(list)
        self.config = config
        self.library = library
        self.undo = undo
        self.now = now
        self.state = ArticleState(library, undo)
        self.articles = ArticleList(now=now, id="list")
        self.body = Body(now=now, id="body")
        self.insight: Insight | None = None

    @property
    def terminal(self) -> Terminal:
        """The app, which knows its terminal or browser."""
        return self._screen.app

    @property
    def size(self) -> Size:
        """The columns and rows of the terminal."""
        return self._screen.app.size

    @property
    def is_running(self) -> bool:
        """False when the app ends."""
        return self._screen.app.is_running

    def notify(self, sentence: str, *, error: bool = False) -> None:
        """Show a notice for a moment."""
        self._screen.app.notify(
            sentence, markup=False, severity="error" if error else "information", timeout=10 if error else 3
        )

    def push_screen(self, screen: Screen[T], callback: Callable[[T | None], None] | None = None) -> Awaitable[Any]:
        """Show a dialog, and give its answer to `callback`."""
        return self._screen.app.push_screen(screen, callback)

    def show_line(self, id: str, content: str | Content) -> None:
        """Show `content` on one of the one-line texts of the screen."""
        self._screen.query_one(f"#{id}", Static).update(content)

    def run_worker(self, work: Callable[[], object], *, group: str, exclusive: bool = False) -> None:
        """Run `work` in a thread; its name is that of the function, for the log."""
        name = getattr(getattr(work, "func", work), "__name__", "")
        self._screen.run_worker(work, name=name, group=group, exclusive=exclusive, thread=True, exit_on_error=False)

    def is_cancelled(self) -> bool:
        """Return whether the worker that calls this was cancelled."""
        return get_current_worker().is_cancelled

    def post(self, message: ReaderMessage) -> None:
        """Send a message to the controllers, from any thread."""
        self._screen.post_message(message)

    def listen(self, kind: type[M], listener: Callable[[M], object]) -> None:
        """Call `listener` with each message of the class `kind`."""
        self._listeners[kind].append(listener)

    def deliver(self, message: ReaderMessage) -> None:
        """Give a message to those that listen for its class."""
        for listener in self._listeners[type(message)]:
            listener(message)

    def call_from_thread(self, callback: Callable[..., object], *args: Any) -> object:
        """Call `callback` on the screen's thread from another one, and wait for it."""
        return self._screen.app.call_from_thread(callback, *args)

    def call_later(self, callback: Callable[[], object]) -> object:
        """Call `callback` after the current messages."""
        return self._screen.call_later(callback)

    def call_after_refresh(self, callback: Callable[[], object]) -> object:
        """Call `callback` after the screen was drawn."""
        return self._screen.call_after_refresh(callback)

    def set_timer(self, seconds: float, callback: Callable[[], object]) -> Timer:
        """Call `callback` once after some seconds."""
        return self._screen.set_timer(seconds, callback)

    def set_interval(self, seconds: float, callback: Callable[[], object]) -> Timer:
        """Call `callback` again and again, at this interval."""
        return self._screen.set_interval(seconds, callback)

    def has_class(self, name: str) -> bool:
        """Return whether the screen has a style class."""
        return self._screen.has_class(name)

    def set_class(self, wanted: bool, name: str, *, update: bool = True) -> None:
        """Give the screen a style class or take it away."""
        self._screen.set_class(wanted, name, update=update)

    def focus(self, widget: Widget | str | None) -> None:
        """Focus a widget, given as itself or by its id."""
        if isinstance(widget, str):
            widget = next(iter(self._screen.query(f"#{widget}")), None)
        self._screen.set_focus(widget)

    def mount(
        self, widget: Widget, parent: str = "", *, before: Widget | None = None, after: Widget | None = None
    ) -> Awaitable[Any]:
        """Mount a widget in the one with the id `parent`, or in the screen itself."""
        target = self._screen.query_one(f"#{parent}") if parent else self._screen
        return target.mount(widget, before=before, after=after)

    def clear_selection(self) -> None:
        """Deselect the selected text."""
        self._screen.clear_selection()

    def side_panes(self) -> Sequence[SidePane]:
        """Return the panes at the sides of the text."""
        return list(self._screen.query(SidePane))
