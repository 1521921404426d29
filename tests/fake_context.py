"""The reader without an app: a `ReaderContext` whose widgets are plain objects and whose timers are run by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from textual.geometry import Size

from newsreader.config import Config
from newsreader.errors import NewsreaderError
from newsreader.library.store import Library
from newsreader.model.analysis import Span
from newsreader.model.article import Article, Entry
from newsreader.ui.reader.article_state import ArticleState
from newsreader.ui.reader.messages import ReaderMessage
from newsreader.ui.undo import UndoStack
from newsroom import NOW

__all__ = ["FakeAnalyst", "FakeContext", "FakeTimer"]


class FakeAnalyst:
    """Records what it is asked to analyse."""

    def __init__(self) -> None:
        self.requests: list[tuple[int, str, list[int]]] = []

    def request(self, article_id: int, method: str = "news", *, ahead: Sequence[int] = ()) -> None:
        """Record a request."""
        self.requests.append((article_id, method, list(ahead)))


class FakeTimer:
    """A timer that runs when the test says so."""

    def __init__(self, seconds: float, callback: Callable[[], object]) -> None:
        self.seconds = seconds
        self.callback = callback
        self.stopped = False

    def stop(self) -> None:
        """Never run."""
        self.stopped = True

    def run(self) -> None:
        """Run once, unless it was stopped."""
        if not self.stopped:
            self.stopped = True
            self.callback()


class FakeList:
    """The list of articles, without drawing."""

    def __init__(self) -> None:
        self.empty = ""
        self.ids: Sequence[int] = ()
        self.marked: list[int] = []
        self.found: dict[int, object] = {}
        self.watcher: Callable[[int | None], object] = lambda _: None
        self._entries: dict[int, Entry] = {}
        self._fetch: Callable[[Sequence[int]], Sequence[Entry]] = lambda _: ()
        self._cursor: int | None = None

    @property
    def cursor_id(self) -> int | None:
        """The article under the cursor."""
        return self._cursor

    @property
    def cursor_index(self) -> int | None:
        """The row under the cursor."""
        return None if self._cursor is None else self.index_of(self._cursor)

    def load(
        self, ids: Sequence[int], fetch: Callable[[Sequence[int]], Sequence[Entry]], *, cursor: int | None = None
    ) -> None:
        """List these articles; their rows are fetched as if all were drawn."""
        self.ids, self._fetch = list(ids), fetch
        self.forget()
        fetch(self.ids)
        kept = cursor if cursor in self.ids else self._cursor
        self._go(kept if kept in self.ids else next(iter(self.ids), None))

    def _go(self, article_id: int | None) -> None:
        if article_id != self._cursor:
            self._cursor = article_id
            self.watcher(article_id)

    def forget(self) -> None:
        """Fetch rows anew."""
        self._entries.clear()

    def entry(self, article_id: int) -> Entry | None:
        """Return the row of an article."""
        if article_id not in self._entries:
            self._entries.update({entry.id: entry for entry in self._fetch([article_id])})
        return self._entries.get(article_id)

    def update_entry(self, entry: Entry) -> None:
        """Show a row as it is now."""
        self._entries[entry.id] = entry

    def index_of(self, article_id: int) -> int | None:
        """Return the row of an article."""
        return self.ids.index(article_id) if article_id in self.ids else None

    def move_to(self, article_id: int) -> bool:
        """Put the cursor on an article."""
        if article_id in self.ids:
            self._go(article_id)
        return article_id in self.ids

    def move_to_index(self, index: int) -> None:
        """Put the cursor on a row."""
        if self.ids:
            self._go(self.ids[min(max(index, 0), len(self.ids) - 1)])

    def cursor_down(self, rows: int = 1) -> None:
        """Move the cursor."""
        self.move_to_index((self.cursor_index or 0) + rows)

    def mark(self, ids: Iterable[int]) -> None:
        """Select or deselect rows."""
        chosen = set(self.marked) ^ set(ids)
        self.marked = [one for one in self.ids if one in chosen]

    def clear_marks(self) -> None:
        """Deselect all rows."""
        self.marked = []

    def show_found(self, found: dict[int, Any]) -> None:
        """Show excerpts."""
        self.found.update(found)

    def forget_found(self) -> None:
        """Show no excerpts."""
        self.found.clear()


class FakeBody:
    """The text, without drawing."""

    def __init__(self) -> None:
        self.article: Article | None = None
        self.message = ""
        self.position = 0
        self.pages = 0
        self.analysis: object = None
        self.hits: Sequence[Span] = ()
        self.notes: Sequence[Span] = ()
        self.highlighting = "all"
        self.selected: Span | None = None
        self.revealed: list[Span] = []

    def show(self, article: Article, *, position: int = 0) -> None:
        """Show an article."""
        self.article, self.message, self.position = article, "", position
        self.analysis, self.hits, self.notes = None, (), ()

    def clear(self, message: str) -> None:
        """Show a sentence instead of an article."""
        self.article, self.message = None, message

    def legend(self) -> str:
        """Return the legend."""
        return f"legend of {self.highlighting}"

    def turn(self, pages: int) -> bool:
        """Page as long as there are pages."""
        turned, self.pages = self.pages > 0, max(self.pages - pages, 0)
        return turned

    @property
    def in_sight(self) -> Span:
        """The whole text is on the screen."""
        return Span(0, len(self.article.text) if self.article is not None else 0)

    def reveal(self, span: Span, *, flash: bool = True) -> None:
        """Record which part of the text was shown."""
        self.revealed.append(span)


class FakeTerminal:
    """A terminal with a clipboard and a browser."""

    def __init__(self) -> None:
        self.is_web = False
        self.clipboard = ""
        self.opened: list[str] = []

    def copy_to_clipboard(self, text: str) -> None:
        """Copy."""
        self.clipboard = text

    def open_url(self, url: str) -> None:
        """Record what was opened."""
        self.opened.append(url)

    def suspend(self) -> AbstractContextManager[None]:
        """There is nothing to suspend."""
        return nullcontext()


class _Done:
    def __await__(self) -> Generator[None, None, None]:
        return
        yield


class FakeContext:
    """A context on a real library. Workers run at once; `settle` writes all changes and delivers all messages."""

    def __init__(self, library: Library, config: Config | None = None) -> None:
        self.config = config or Config()
        self.library = library
        self.errors: list[NewsreaderError] = []
        self.undo = UndoStack(library, self.errors.append)
        self.now = lambda: NOW
        self.state = ArticleState(library, self.undo)
        self.articles: Any = FakeList()
        self.body: Any = FakeBody()
        self.insight: Any = None
        self.terminal = FakeTerminal()
        self.size = Size(160, 40)
        self.is_running = True
        self.notices: list[str] = []
        self.lines: dict[str, str] = {}
        self.dialogs: list[tuple[Any, Any]] = []
        self.timers: list[FakeTimer] = []
        self.classes: set[str] = set()
        self.focused: object = None
        self.mounted: list[Any] = []
        self.panes: list[Any] = []
        self._listeners: defaultdict[type, list[Callable[[Any], object]]] = defaultdict(list)
        self._posted: list[ReaderMessage] = []

    def settle(self) -> None:
        """Write what is to be written, and deliver messages until there are none."""
        self.undo.flush()
        while self._posted:
            message = self._posted.pop(0)
            for listener in self._listeners[type(message)]:
                listener(message)
            self.undo.flush()

    def timer(self, seconds: float) -> FakeTimer:
        """Return the timer of so many seconds that was set last."""
        return next(timer for timer in reversed(self.timers) if timer.seconds == seconds)

    def answer(self, value: object) -> None:
        """Close the last dialog with this answer."""
        _, callback = self.dialogs.pop()
        callback(value)

    def notify(self, sentence: str, *, error: bool = False) -> None:
        """Record a notice."""
        self.notices.append(sentence)

    def push_screen(self, screen: Any, callback: Any = None) -> _Done:
        """Record a dialog."""
        self.dialogs.append((screen, callback))
        return _Done()

    def show_line(self, id: str, content: object) -> None:
        """Record a line."""
        self.lines[id] = str(content)

    def run_worker(self, work: Callable[[], object], *, group: str, exclusive: bool = False) -> None:
        """Run a worker at once; its failure is a notice."""
        try:
            work()
        except NewsreaderError as error:
            self.notify(str(error), error=True)

    def is_cancelled(self) -> bool:
        """No worker is cancelled."""
        return False

    def post(self, message: ReaderMessage) -> None:
        """Keep a message for `settle`."""
        self._posted.append(message)

    def listen(self, kind: type, listener: Callable[[Any], object]) -> None:
        """Deliver messages of this class to `listener`."""
        self._listeners[kind].append(listener)

    def call_from_thread(self, callback: Callable[..., object], *args: Any) -> object:
        """Call at once."""
        return callback(*args)

    def call_later(self, callback: Callable[[], object]) -> object:
        """Call at once."""
        return callback()

    def call_after_refresh(self, callback: Callable[[], object]) -> object:
        """Call at once."""
        return callback()

    def set_timer(self, seconds: float, callback: Callable[[], object]) -> Any:
        """Keep a timer for the test to run."""
        self.timers.append(FakeTimer(seconds, callback))
        return self.timers[-1]

    def set_interval(self, seconds: float, callback: Callable[[], object]) -> Any:
        """Keep a timer for the test to run."""
        return self.set_timer(seconds, callback)

    def has_class(self, name: str) -> bool:
        """Return whether the screen has a class."""
        return name in self.classes

    def set_class(self, wanted: bool, name: str, *, update: bool = True) -> None:
        """Give the screen a class or take it away."""
        (self.classes.add if wanted else self.classes.discard)(name)

    def focus(self, widget: object) -> None:
        """Record the focus."""
        self.focused = widget

    def mount(self, widget: Any, parent: str = "", *, before: Any = None, after: Any = None) -> _Done:
        """Record a widget."""
        self.mounted.append(widget)
        return _Done()

    def clear_selection(self) -> None:
        """Deselect the text."""
        self.body.selected = None

    def side_panes(self) -> Sequence[Any]:
        """Return the panes that the test has set."""
        return self.panes
