"""Refreshing from within the reader: in a process of its own, so that neither the screen nor its keys ever wait."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from newsreader import beside
from newsreader.config import Config, Retention, Rule
from newsreader.errors import NewsreaderError
from newsreader.library.store import Added, Library

__all__ = ["COMMAND", "Failure", "Order", "Progress", "RefreshError", "Result", "full_text", "refresh"]

COMMAND = (*beside.COMMAND, "newsreader.refresh.worker")
"""What starts the process."""


class RefreshError(NewsreaderError):
    """A refresh that could not be done at all."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a refresh is: `done` of `total` subscriptions, the last of them called `name`."""

    done: int
    total: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be had: the name of the subscription, and a sentence about why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a refresh brought: new articles, articles whose words changed, what failed, and old articles thrown out."""

    new: int
    updated: int
    failures: tuple[Failure, ...] = ()
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be refreshed, and how: the parts of the settings that matter for it."""

    feeds: tuple[int, ...] | None = None
    jobs: int = 16
    full_text: str = "teaser"
    merge_same: bool = True
    rules: tuple[Rule, ...] = ()
    retention: tuple[Retention, ...] = ()

    @classmethod
    def of(cls, config: Config, feeds: Sequence[int] | None, jobs: int) -> Order:
        """The order for these subscriptions, or for all that are due, under these settings."""
        chosen = None if feeds is None else tuple(feeds)
        wishes = config.feeds
        return cls(chosen, max(jobs, 1), wishes.full_text, wishes.merge_same, config.rules, config.retention)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Order:
        """What `asdict` gave, after JSON."""
        feeds = None if data["feeds"] is None else tuple(data["feeds"])
        rules = tuple(Rule(*rule) for rule in data["rules"])
        retention = tuple(Retention(*limit) for limit in data["retention"])
        return cls(feeds, data["jobs"], data["full_text"], data["merge_same"], rules, retention)


def refresh(
    library: Library,
    feeds: Sequence[int] | None = None,
    *,
    jobs: int = 16,
    config: Config,
    progress: Callable[[Progress], None] = lambda _: None,
    arrived: Callable[[Sequence[Added]], None] = lambda _: None,
    cancelled: threading.Event | None = None,
    command: Sequence[str] = COMMAND,
) -> Result | None:
    """Ask subscriptions, all that are due or those named, and store what they have. To be called in a thread.

    Both callbacks are called in that thread: `progress` after each subscription, `arrived` with articles that are new
    or whose words changed, which are in the library by then. Setting `cancelled` ends it soon, without loss; the
    answer is then None. Subscriptions that were named are asked even if they failed lately, unless their server
    wishes otherwise. Raises RefreshError where it cannot be done, LibraryError where the library cannot be written.
    """
    if library.read_only:
        raise RefreshError("The library cannot be written to.", library.read_only_reason)
    order = asdict(Order.of(config, feeds, jobs))
    for kind, what in _answers(library, order, command, cancelled or threading.Event()):
        if kind == "progress":
            progress(Progress(*what))
        elif kind == "arrived":
            arrived([Added(*one) for one in what])
        elif kind == "result":
            return Result(what[0], what[1], tuple(Failure(*failure) for failure in what[2]), what[3])
    return None


def full_text(
    library: Library,
    article_id: int,
    *,
    asked: bool = True,
    cancelled: threading.Event | None = None,
    command: Sequence[str] = COMMAND,
) -> bool:
    """Fetch the whole article behind an entry's link and keep it beside the feed's text, to be read from now on.

    `asked` tells that somebody asked for it by hand. Says whether it is whole, as far as its page tells. To be called
    in a thread. Raises NewsreaderError where the page cannot be had or has no article.
    """
    answers = dict(_answers(library, {"page": article_id, "asked": asked}, command, cancelled or threading.Event()))
    return bool(answers.get("whole", True))


def _answers(
    library: Library, order: dict[str, Any], command: Sequence[str], cancelled: threading.Event
) -> Iterator[tuple[str, Any]]:
    """Start the process, and what it says until it has done; ends early once `cancelled` is set."""
    try:
        child = subprocess.Popen(
            [*command, str(library.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            # Ctrl-C in the terminal is meant for the reader.
            start_new_session=sys.platform != "win32",
        )
    except OSError as error:
        raise RefreshError("The process that fetches feeds could not be started.", f"{error.strerror}.") from error
    assert child.stdin is not None
    assert child.stdout is not None
    over = threading.Event()

    def watch() -> None:
        while not over.wait(_GLANCE_S):
            if cancelled.is_set():
                child.kill()
                return

    threading.Thread(target=watch, name="refresh watch", daemon=True).start()
    done = False
    try:
        child.stdin.write(json.dumps(order) + "\n")
        child.stdin.flush()
        for line in child.stdout:
            [(kind, what)] = json.loads(line).items()
            if kind == "error":
                raise RefreshError(*what)
            done = done or kind == "result"
            yield kind, what
    except BrokenPipeError:
        pass  # it ended: said below
    finally:
        over.set()
        child.kill()
        child.wait()
        child.stdout.close()
    if not done and not cancelled.is_set():
        raise RefreshError("The process that fetches feeds broke off.", "What it stored is there. Try again.")


_GLANCE_S = 0.1
"""How soon a cancel is seen."""
