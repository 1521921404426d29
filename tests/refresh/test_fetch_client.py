"""Many feeds in another process: everything comes, and a feed that breaks the process ends for itself alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from feed_texts import item, rss
from loopback import Site, site
from newsreader.background import worker_process
from newsreader.background.worker_process import SourceLimits
from newsreader.config import Rule
from newsreader.library.store import Added, Library, View
from newsreader.refresh import fetch_client
from newsreader.refresh.protocol import Failure, Progress, RefreshError, RefreshRequest
from newsreader.refresh.refresh_run import run

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


def titles(library: Library) -> list[str]:
    return sorted(entry.title for entry in library.first(View(), 1000))


ALL = sorted(f"{name} {number}" for name in ("One", "Two") for number in range(FEEDS))


def test_all_that_they_have_comes_and_what_fails_is_said(library: Library, site: Site) -> None:
    library.subscribe(site.serve("/gone", status=410), title="Gone")
    library.subscribe(site.serve("/page", b"<!doctype html><title>Hello</title><p>No feed."), title="Page")
    said: list[Progress] = []
    came: list[Added] = []
    result = run(library, RefreshRequest(full_text="never"), said.append, came.extend)
    assert (result.new, result.updated) == (2 * FEEDS, 0)
    assert titles(library) == ALL
    assert sorted(one.id for one in came) == sorted(library.ids(View()))
    assert sorted(failure.name for failure in result.failures) == ["Gone", "Page"]
    assert [one.done for one in said] == list(range(FEEDS + 3))
    assert run(library, RefreshRequest(full_text="never"), said.append, came.extend).new == 0


def test_rules_hold_and_one_that_is_no_use_is_said_once(library: Library) -> None:
    library.add_rule(Rule("mute", "One", "words"))
    order = RefreshRequest(full_text="never", rules=(Rule("star", "[", "regex"),))
    result = run(library, order, lambda _: None, lambda _: None)
    [failure] = result.failures
    assert failure == Failure("Rules", failure.reason)
    assert "'['" in failure.reason
    assert titles(library) == [title for title in ALL if title.startswith("Two")]


HOSTILE = """
import os
from newsreader.intake import feeds
from newsreader.background.worker_process import serve
from newsreader.refresh import fetch_handler
parse = feeds.parse
def hostile(data, *rest, **more):
    if b"endless" in data:
        while True: pass
    if b"crash" in data:
        os._exit(11)
    if b"deep" in data:
        raise RecursionError
    return parse(data, *rest, **more)
feeds.parse = hostile
serve(fetch_handler.handle)
"""


def test_a_feed_that_breaks_its_reader_ends_for_itself_alone(
    library: Library, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("endless", "crash", "deep"):
        library.subscribe(site.serve(f"/{name}", rss(item(name, guid=name))), title=name)
    large = rss(item("crash", "crash " * 50_000, guid="1"))  # read in a thread, beside the others
    library.subscribe(site.serve("/large", large), title="large")
    monkeypatch.setattr(worker_process, "COMMAND", (sys.executable, "-c"))
    monkeypatch.setattr(fetch_client, "FETCH_WORKER", HOSTILE)
    monkeypatch.setattr(fetch_client, "SOURCE_LIMITS", SourceLimits(2.0, 512))
    result = run(library, RefreshRequest(full_text="never"), lambda _: None, lambda _: None)
    assert titles(library) == ALL
    reasons = {failure.name: failure.reason for failure in result.failures}
    assert "longer than 2 seconds" in reasons.pop("endless")
    assert "RecursionError" in reasons.pop("deep")
    assert "broke off" in reasons.pop("crash")
    assert "broke off" in reasons.pop("large")
    assert reasons == {}
    # Left alone for a while, like any feed that fails.
    asked = len(site.asked)
    assert run(library, RefreshRequest(full_text="never"), lambda _: None, lambda _: None).failures == ()
    assert not any(path in ("/endless", "/crash", "/deep", "/large") for path, _ in site.asked[asked:])


def test_without_a_worker_a_refresh_says_so(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    for command in (("/nowhere/at/all",), (sys.executable, "-c", "raise SystemExit")):
        monkeypatch.setattr(worker_process, "COMMAND", command)
        with pytest.raises(RefreshError, match="broke off"):
            run(library, RefreshRequest(full_text="never"), lambda _: None, lambda _: None)


def test_whoever_stores_may_break_off(library: Library) -> None:
    def arrived(_: object) -> None:
        raise KeyboardInterrupt

    order = RefreshRequest(full_text="never")
    with pytest.raises(KeyboardInterrupt):
        run(library, order, lambda _: None, arrived)
    assert set(titles(library)) < set(ALL)
    run(library, order, lambda _: None, lambda _: None)
    assert titles(library) == ALL


def test_what_lies_in_the_folder_that_one_is_in_is_not_run(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("asyncio", "json", "newsreader"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'run')!r}, 'w')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    order = RefreshRequest(full_text="never")
    assert run(library, order, lambda _: None, lambda _: None).new == 2 * FEEDS
    assert not (tmp_path / "run").exists()
