"""Subscribing, refreshing and lists of feeds, as a shell user meets them; and refreshing from within the reader."""

from __future__ import annotations

import io
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from feed_texts import item, rss
from loopback import Site, site
from newsreader.background import worker_process
from newsreader.cli import main as cli
from newsreader.config import Config, FeedSettings
from newsreader.errors import NewsreaderError
from newsreader.importing.subscribe import subscribe_to
from newsreader.intake.formats.pages import FeedLink
from newsreader.library.store import Added, Library, View
from newsreader.refresh.client import full_text, refresh
from newsreader.refresh.protocol import Progress, RefreshError, RefreshResult

__all__ = ["site"]

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], library_path: Path) -> Run:
    def run_here(*arguments: object) -> tuple[int, str, str]:
        status = cli.main([*(str(argument) for argument in arguments), "--library", str(library_path)])
        return status, *capfd.readouterr()

    return run_here


def subscriptions(path: Path) -> list[tuple[str, str]]:
    library = Library(path)
    found = [(one.name, one.url) for one in library.subscriptions()]
    library.close()
    return found


def page(*feeds: str, words: str = "<p>Welcome to the front page of the Example.</p>") -> bytes:
    links = "".join(f"<link rel=alternate type=application/rss+xml href={feed} title='Feed {feed}'>" for feed in feeds)
    return f"<!doctype html><html><head><title>Example</title>{links}</head><body>{words}</body></html>".encode()


def test_adding_a_feed_subscribes_to_it_and_refresh_brings_what_is_new(
    run: Run, site: Site, library_path: Path
) -> None:
    url = site.serve("/feed", rss(item("One", guid="1")))
    assert run("add", url) == (cli.DONE, f"1 new article: {url}\nYou are subscribed to Example News.\n", "")
    assert run("add", url)[1].endswith("You were subscribed to Example News already.\n")
    assert subscriptions(library_path) == [("Example News", url)]
    site.serve("/feed", rss(item("One", guid="1"), item("Two", guid="2")))
    assert run("refresh") == (cli.DONE, "1 new article; 1 subscription checked.\n", "")
    assert run("refresh") == (cli.DONE, "0 new articles; 1 subscription checked.\n", "")
    site.serve("/feed", b"broken")
    status, out, err = run("refresh", "--jobs", "1")
    assert (status, out) == (cli.FAILED, "0 new articles; 1 subscription checked, 1 failed.\n")
    assert err.startswith("newsreader: Example News: ")


def test_a_refresh_without_subscriptions_says_what_to_do(run: Run) -> None:
    status, out, err = run("refresh")
    assert (status, out) == (cli.FAILED, "")
    assert "newsreader add URL" in err


def test_a_front_page_leads_to_its_feed(run: Run, site: Site, library_path: Path) -> None:
    site.serve("/", page("/feed"), Content_Type="text/html")
    url = site.serve("/feed", rss(item("One", guid="1")))
    assert run("add", f"{site.url}/")[0] == cli.DONE
    assert subscriptions(library_path) == [("Example News", url)]


def test_of_several_feeds_one_is_to_be_named(run: Run, site: Site, library_path: Path) -> None:
    site.serve("/", page("/world", "/sport"), Content_Type="text/html")
    url = site.serve("/sport", rss(item("Goal", guid="1"), title="Sport"))
    status, _, err = run("add", f"{site.url}/")
    assert status == cli.FAILED
    assert f"2 feeds: {site.url}/world (Feed /world), {url} (Feed /sport)" in err
    assert subscriptions(library_path) == []
    library = Library(library_path)
    offered: list[FeedLink] = []

    def choose(links: object) -> FeedLink | None:
        offered.extend(links)  # type: ignore[arg-type]
        return offered[1] if len(offered) == 2 else None

    def failed(error: NewsreaderError) -> None:
        raise error

    for _ in range(2):
        subscribe_to(library, f"{site.url}/", lambda _: None, failed, choose, lambda _: None)
    library.close()
    assert subscriptions(library_path) == [("Sport", url)]
    assert len(offered) == 4


def test_any_other_page_is_saved_for_later(run: Run, site: Site, library_path: Path) -> None:
    words = "<article><h1>Bridge</h1><p>The bridge is old and will be closed in spring.</p></article>"
    url = site.serve("/2026/bridge", page("/feed", words=words), Content_Type="text/html")
    status, out, _ = run("add", url)
    assert status == cli.DONE
    assert out.startswith(f"1 new article: {url}\nThe page is saved. It names a feed, {site.url}/feed")
    assert subscriptions(library_path) == []
    assert "Bridge" in run("list")[1]
    several = site.serve("/2026/ferry", page("/feed", "/more", words=words), Content_Type="text/html")
    assert f"It names 2 feeds, one of them {site.url}/feed: add" in run("add", several)[1]
    closed = b'<script type="application/ld+json">{"isAccessibleForFree": false}</script>'
    partial = site.serve("/partial", page(words="<p>The first words of it.</p>") + closed, Content_Type="text/html")
    assert "The page says that the rest of it is for subscribers." in run("add", partial)[1]


def test_a_feed_that_brings_nothing_says_so(run: Run, site: Site) -> None:
    run("add", site.serve("/one", rss(item("Bridge", guid="1"))))
    for path, items, said in (
        ("/two", item("Bridge", guid="9"), "was there already."),
        ("/three", "", "articles yet."),
    ):
        assert run("add", site.serve(path, rss(items)))[1].endswith(f"{said}\n")


def test_of_several_sources_the_one_that_failed_is_named(run: Run, site: Site) -> None:
    good, bad = site.serve("/feed", rss(item("One", guid="1"))), f"{site.url}/nothing"
    assert run("add", bad, good)[2].startswith(f"newsreader: {bad}: 404: 127.0.0.1 has no page at this address.")
    assert run("add", bad)[2].startswith("newsreader: 404: 127.0.0.1 has no page at this address.")


def test_what_looks_like_a_feed_and_is_none_is_not_subscribed_to(run: Run, site: Site, library_path: Path) -> None:
    status, _, err = run("add", site.serve("/feed", b"<rss version='2.0'><nothing/></rss>"))
    assert (status, err.count("\n")) == (cli.FAILED, 1)
    assert subscriptions(library_path) == []


def test_a_folder_is_looked_through_in_every_refresh(run: Run, tmp_path: Path, library_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "one.txt").write_text("One\n\nThe first text.\n", encoding="utf-8")
    said = f"You are subscribed to the folder {folder.resolve()}.\n"
    assert run("add", folder)[:2] == (cli.DONE, f"1 new article: {folder}\n{said}")
    assert run("list", "source:news")[1].count("\n") == 1
    assert run("add", folder)[1] == said.replace("are", "were").replace(".\n", " already.\n")
    assert run("refresh")[1] == "0 new articles; 1 subscription checked.\n"
    (folder / "two.txt").write_text("Two\n\nThe second text.\n", encoding="utf-8")
    assert run("refresh")[1] == "1 new article; 1 subscription checked.\n"
    assert subscriptions(library_path) == [("news", str(folder.resolve()))]


def test_with_broken_settings_nothing_is_subscribed_to(
    run: Run, site: Site, tmp_path: Path, library_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "broken.toml"
    settings.write_text("[feeds]\njobs = 'many'\n", encoding="utf-8")
    monkeypatch.setenv("NEWSREADER_CONFIG", str(settings))
    for source in (site.serve("/feed", rss(item("One", guid="1"))), tmp_path):
        status, out, err = run("add", source)
        assert (status, out, err.count("broken.toml")) == (cli.FAILED, "", 1)
    assert subscriptions(library_path) == []


LIST = """<opml version="2.0"><body><outline text="World">
<outline text="One" xmlUrl="https://one.example/feed" htmlUrl="https://one.example/"/>
<outline text="Bad" xmlUrl="|touch {place}"/><outline text="Worse" xmlUrl="file:///etc/passwd"/>
</outline></body></opml>"""
URLS = """# mine
https://one.example/feed news "~The One"
"exec:touch {place}"
filter:touch:https://two.example/feed
query:unread:unread = "yes"
https://two.example/feed "!" tech
"""


@pytest.mark.parametrize("command", [("add",), ("opml", "import")])
@pytest.mark.parametrize(
    ("name", "text", "new", "left_out"), [("feeds.opml", LIST, 1, 2), ("urls", URLS, 2, 3), ("mine.txt", URLS, 2, 3)]
)
def test_lists_of_feeds_are_subscribed_to_and_commands_in_them_never_run(
    run: Run,
    tmp_path: Path,
    library_path: Path,
    command: tuple[str, ...],
    name: str,
    text: str,
    new: int,
    left_out: int,
) -> None:
    path = tmp_path / name
    path.write_text(text.format(place=tmp_path / "ran"), encoding="utf-8")
    status, out, err = run(*command, path)
    assert (status, out) == (cli.FAILED, f"{new} subscription{'s' * (new > 1)} added.\n")
    assert err.count("skipped") == left_out
    assert err.count("would run a command") == (1 if left_out == 2 else 2)
    assert not (tmp_path / "ran").exists()
    assert len(subscriptions(library_path)) == new
    assert run("opml", "export", "-")[1].count("xmlUrl=") == new
    assert run(*command, path)[1] == f"0 subscriptions added, {new} already there.\n"


def test_a_list_comes_back_as_it_went_out(run: Run, tmp_path: Path, library_path: Path) -> None:
    library = Library(library_path)
    library.subscribe(
        "https://one.example/feed", title="One & only", site="https://one.example/", tags=["World", "Daily"]
    )
    library.subscribe("https://two.example/feed")
    library.subscribe(str(tmp_path), kind="folder")
    library.close()
    out = tmp_path / "out.opml"
    assert run("opml", "export", out) == (cli.DONE, "", "")
    fresh = tmp_path / "fresh.db"
    assert cli.main(["--library", str(fresh), "opml", "import", str(out)]) == cli.DONE
    library = Library(fresh)
    assert [(one.name, one.url, one.site, one.tags) for one in library.subscriptions()] == [
        ("One & only", "https://one.example/feed", "https://one.example/", ("World", "Daily")),
        ("two.example", "https://two.example/feed", "", ()),
    ]
    library.close()
    (tmp_path / "no.txt").write_text("Nothing here.", encoding="utf-8")
    assert run("opml", "import", tmp_path / "no.txt")[0] == cli.FAILED
    assert run("opml", "import", tmp_path / "missing")[0] == cli.FAILED


# From within the reader


@pytest.fixture
def library(library_path: Path) -> Library:
    return Library(library_path)


def slowly(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(600):
        handler.wfile.write(b" ")
        time.sleep(0.1)


def test_the_reader_refreshes_in_another_process(library: Library, site: Site) -> None:
    feed = library.subscribe(site.serve("/feed", rss(item("One", guid="1"), item("Two", guid="2")))).id
    library.subscribe(site.serve("/bad", b"broken"), title="Bad")
    said: list[Progress] = []
    came: list[Added] = []
    result = refresh(library, config=Config(), progress=said.append, arrived=came.extend)
    assert result is not None
    assert (result.new, [failure.name for failure in result.failures]) == (2, ["Bad"])
    assert [(one.done, one.total) for one in said] == [(0, 2), (1, 2), (2, 2)]
    assert sorted(one.id for one in came) == sorted(library.ids(View()))
    assert refresh(library, [feed], config=Config()) == RefreshResult(0, 0)


def test_a_refresh_is_cancelled_at_once_and_what_came_is_kept(library: Library, site: Site) -> None:
    library.subscribe(site.serve("/feed", rss(item("One", guid="1"))))
    library.subscribe(site.on("/slow", slowly))
    cancelled = threading.Event()
    began = time.monotonic()
    result = refresh(library, config=Config(), arrived=lambda _: cancelled.set(), cancelled=cancelled)
    assert result is None
    assert time.monotonic() - began < 10
    assert library.counts().all == 1


def test_a_process_that_does_not_start_or_breaks_off_is_said(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    for command in (("/no/such/program",), (sys.executable, "-c", "pass")):
        monkeypatch.setattr(worker_process, "COMMAND", command)
        with pytest.raises(RefreshError, match="broke off"):
            refresh(library, config=Config())


def test_whole_articles_are_fetched_when_asked_for(library: Library, site: Site) -> None:
    words = "<article><h1>Bridge</h1><p>The bridge is old and will be closed in spring.</p></article>"
    url = site.serve("/bridge", page(words=words), Content_Type="text/html")
    library.subscribe(site.serve("/feed", rss(item("Bridge", "A teaser …", "1", url), item("Bare", "No link.", "2"))))
    refresh(library, config=Config(feeds=FeedSettings(full_text="never")))
    with_link = next(entry.id for entry in library.first(View(), 9) if entry.url)
    bare = next(entry.id for entry in library.first(View(), 9) if not entry.url)
    assert full_text(library, with_link)
    assert "closed in spring" in library.article(with_link).text
    assert library.texts(with_link).used == "page"
    closed = b'<script type="application/ld+json">{"isAccessibleForFree": false}</script>'
    site.serve("/bridge", page(words=words) + closed, Content_Type="text/html")
    assert not full_text(library, with_link)
    with pytest.raises(NewsreaderError, match="no link"):
        full_text(library, bare)
    site.serve("/bridge", status=403)
    with pytest.raises(NewsreaderError, match="Access denied"):
        full_text(library, with_link)


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_killed_at_any_moment_the_library_holds_all_that_was_there(library: Library, site: Site) -> None:
    kept = [added.id for added in library.add([])]
    for number in range(30):
        library.subscribe(
            site.serve(f"/{number}", rss(*(item(f"{number}-{n}", f"Text {number}-{n}.", f"{n}") for n in range(60))))
        )
    seen = 0
    for wait in (0.3, 0.45, 0.6, 0.7, 0.8):
        program = subprocess.Popen(
            [sys.executable, "-m", "newsreader", "refresh", "--library", str(library.path)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(wait)
        program.send_signal(signal.SIGKILL)
        program.wait()
        fresh = Library(library.path)
        numbers = fresh.ids(View())
        assert len(numbers) >= seen
        assert set(kept) <= set(numbers)
        seen, kept = len(numbers), list(numbers)
        fresh.set_read(kept, True)
        fresh.close()
    run_to_the_end = refresh(library, config=Config())
    assert run_to_the_end is not None
    assert not run_to_the_end.failures
    assert library.counts().all == 30 * 60
    assert library.counts().unread == 30 * 60 - len(kept)
    assert library.repair() == []
    with sqlite3.connect(library.path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_a_list_comes_from_an_address_and_from_standard_input(
    run: Run, site: Site, library_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = b'<opml><body><outline text="One" xmlUrl="https://one.example/feed"/></body></opml>'
    url = site.serve("/feeds.opml", text)
    assert run("opml", "import", url)[:2] == (cli.DONE, "1 subscription added.\n")
    assert run("add", url)[1].startswith("0 subscriptions added, 1 already there.")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.replace(b"one", b"two"))))
    assert run("opml", "import", "-")[:2] == (cli.DONE, "1 subscription added.\n")
    assert len(subscriptions(library_path)) == 2
