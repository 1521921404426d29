"""Rounds of so many feeds that a process of its own asks them: the same comes of it, whatever becomes of it."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from loopback import Site, site
from newsreader import beside
from newsreader.config import Rule
from newsreader.library.store import Added, Library, View
from newsreader.refresh import fetch_worker
from newsreader.refresh.client import Failure, Order, Progress, Result
from newsreader.refresh.worker import run
from test_rounds import item, rss

__all__ = ["site"]

FEEDS = 30


@pytest.fixture
def library(library_path: Path, site: Site) -> Iterator[Library]:
    """A library that is subscribed to FEEDS feeds of two entries each."""
    with closing(Library(library_path)) as opened:
        for number in range(FEEDS):
            entries = [item(f"{name} {number}", f"Words {name} {number}.", guid=name) for name in ("One", "Two")]
            opened.subscribe(site.serve(f"/{number}", rss(*entries, title=f"Feed {number}")))
        yield opened


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of feeds of each errand that a process was sent on."""
    errands = []
    lots = fetch_worker.lots

    def counted(errand: fetch_worker.Errand) -> object:
        errands.append(len(errand.due))
        return lots(errand)

    monkeypatch.setattr(fetch_worker, "lots", counted)
    return errands


def titles(library: Library) -> list[str]:
    return sorted(entry.title for entry in library.first(View(), 1000))


ALL = sorted(f"{name} {number}" for name in ("One", "Two") for number in range(FEEDS))


def test_all_that_they_have_comes_and_what_cannot_be_had_is_said(
    library: Library, site: Site, started: list[int]
) -> None:
    library.subscribe(site.serve("/gone", status=410), title="Gone")
    library.subscribe(site.serve("/page", b"<!doctype html><title>Hello</title><p>No feed."), title="Page")
    said: list[Progress] = []
    came: list[Added] = []
    result = run(library, Order(full_text="never"), said.append, came.extend)
    assert started == [FEEDS + 2]
    assert (result.new, result.updated) == (2 * FEEDS, 0)
    assert titles(library) == ALL
    assert sorted(one.id for one in came) == sorted(library.ids(View()))
    assert sorted(failure.name for failure in result.failures) == ["Gone", "Page"]
    assert [one.done for one in said] == list(range(FEEDS + 3))
    assert run(library, Order(full_text="never"), said.append, came.extend).new == 0


def test_what_has_said_how_it_is_asked_for_news_needs_no_process(
    library: Library, site: Site, started: list[int]
) -> None:
    for number in range(FEEDS):
        site.serve(f"/{number}", rss(item("One", guid="1")), ETag='"1"')
    order = Order(full_text="never")
    for _ in range(2):
        run(library, order, lambda _: None, lambda _: None)
    assert started == [FEEDS]


def test_rules_hold_and_one_that_is_no_use_is_said_once(library: Library) -> None:
    library.add_rule(Rule("mute", "One", "words"))
    order = Order(full_text="never", rules=(Rule("star", "[", "regex"),))
    result = run(library, order, lambda _: None, lambda _: None)
    [failure] = result.failures
    assert failure == Failure("Rules", failure.reason)
    assert "'['" in failure.reason
    assert titles(library) == [title for title in ALL if title.startswith("Two")]


BREAKS_OFF = """
import os, pickle
from newsreader.refresh import fetch_worker
dump, lots = pickle.dump, 0
def once(lot, *to):
    global lots
    lots += 1
    if lots > 1:
        os._exit(9)
    dump(lot, *to)
pickle.dump = once
fetch_worker.main()
"""


@pytest.mark.parametrize(
    "command",
    [("/nowhere/at/all",), (sys.executable, "-c", "raise SystemExit"), (sys.executable, "-c", BREAKS_OFF)],
    ids=["cannot be started", "ends at once", "breaks off"],
)
def test_what_a_broken_process_did_not_bring_is_asked_for_here(
    library: Library, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr(beside, "COMMAND", command)
    assert run(library, Order(full_text="never"), lambda _: None, lambda _: None) == Result(2 * FEEDS, 0)
    assert titles(library) == ALL
    assert library.tidy() == []


def test_whoever_stores_may_break_off(library: Library) -> None:
    def arrived(_: object) -> None:
        raise KeyboardInterrupt

    order = Order(full_text="never")
    with pytest.raises(KeyboardInterrupt):
        run(library, order, lambda _: None, arrived)
    assert set(titles(library)) < set(ALL)
    run(library, order, lambda _: None, lambda _: None)
    assert titles(library) == ALL


def test_the_process_ends_when_nobody_wants_its_answers_any_more(library: Library, site: Site) -> None:
    asked = threading.Event()

    def never(_: object) -> None:
        asked.set()
        site.closing.wait()

    library.subscribe(site.on("/never", never))
    with subprocess.Popen(
        [*beside.COMMAND, "newsreader.refresh.fetch_worker"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    ) as process:
        assert process.stdin is not None
        pickle.dump(fetch_worker.Errand(library.path, tuple(library.due()), (), 16), process.stdin)
        process.stdin.flush()
        assert asked.wait(20)
        assert process.poll() is None
        process.stdin.close()
        assert process.wait(20) == 0


def test_what_lies_in_the_folder_that_one_is_in_is_not_run(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("asyncio", "json", "newsreader"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'run')!r}, 'w')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    order = Order(full_text="never")
    assert run(library, order, lambda _: None, lambda _: None).new == 2 * FEEDS
    assert not (tmp_path / "run").exists()
