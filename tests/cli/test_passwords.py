"""Feeds behind a password, from the command line: fetched with it, and it is shown nowhere."""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable
from contextlib import closing
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from feed_texts import item, rss
from loopback import Site, site
from newsreader.cli import main as cli
from newsreader.intake.http.logins import Login, with_login
from newsreader.library.store import Library, View

__all__ = ["site"]

Run = Callable[..., tuple[int, str, str]]
WANTED = "Basic " + base64.b64encode(b"ann:s3cret").decode()


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], library_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setitem(sys.modules, "keyring", None)

    def run_here(*arguments: object) -> tuple[int, str, str]:
        status = cli.main([*(str(argument) for argument in arguments), "--library", str(library_path)])
        out, said = capfd.readouterr()
        assert "--with-passwords" in arguments or "s3cret" not in out + said
        return status, out, said

    return run_here


def guarded(site: Site, path: str, body: bytes) -> str:
    """Serve `body` to those who have the password; return the address with it."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200 if handler.headers["Authorization"] == WANTED else 401)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return with_login(site.on(path, answer), Login("ann", "s3cret"))


def test_a_feed_is_added_refreshed_listed_and_exported(run: Run, site: Site, library_path: Path) -> None:
    address = guarded(site, "/feed", rss(item("Bridge", link="/bridge")))
    status, out, _ = run("add", address)
    assert (status, out.splitlines()[0]) == (cli.DONE, f"1 new article: {site.url}/feed")
    guarded(site, "/feed", rss(item("Bridge", link="/bridge"), item("Ferry", link="/ferry")))
    assert run("refresh")[:2] == (cli.DONE, "1 new article; 1 subscription checked.\n")
    assert run("add", address)[0] == cli.DONE
    for command in (["list"], ["list", "--json"], ["doctor"], ["export", "--format", "json"], ["opml", "export", "-"]):
        assert run(*command)[0] == cli.DONE
    assert f'xmlUrl="{address}"' in run("opml", "export", "-", "--with-passwords")[1]
    del site.answers["/feed"]
    status, _, said = run("refresh")
    assert status == cli.FAILED
    assert said
    status, _, said = run("add", address.replace("/feed", "/gone"), "nothing-there")
    assert f"{site.url}/gone: " in said
    with closing(Library(library_path)) as library:
        assert {entry.url for entry in library.first(View(), 10)} == {f"{site.url}/bridge", f"{site.url}/ferry"}
        assert "s3cret" not in "".join(feed.reason for feed in library.subscriptions())


def test_a_list_takes_them_in_and_hands_them_out(run: Run, site: Site, tmp_path: Path, library_path: Path) -> None:
    address = guarded(site, "/feed", rss(item("Bridge")))
    given, out = tmp_path / "in.opml", tmp_path / "out.opml"
    given.write_text(f'<opml version="2.0"><body><outline xmlUrl="{address}"/></body></opml>', encoding="utf-8")
    assert run("opml", "import", given)[1] == "1 subscription added.\n"
    assert run("opml", "import", given)[1] == "0 subscriptions added, 1 already there.\n"
    assert run("refresh")[0] == cli.DONE
    run("opml", "export", out)
    assert "s3cret" not in out.read_text(encoding="utf-8")
    run("opml", "export", out, "--with-passwords", "--force")
    assert address in out.read_text(encoding="utf-8")


def test_the_feed_that_a_page_names_is_asked_with_the_password_of_the_page(run: Run, site: Site) -> None:
    page = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head><body>Hello</body></html>'
    guarded(site, "/feed", rss(item("Bridge")))
    assert run("add", guarded(site, "/", page.encode()))[0] == cli.DONE
    assert run("refresh")[0] == cli.DONE
    assert site.asked[-1][0] == "/feed"
    assert site.asked[-1][1]["authorization"] == WANTED


def test_a_page_is_kept_without_it(run: Run, site: Site, library_path: Path) -> None:
    words = "<p>The bridge over the river was closed on Monday after divers had found cracks in it.</p>" * 5
    body = f"<article>{words}<a href='/more'>more</a></article>"
    page = f"<html><head><title>Bridge</title></head><body>{body}</body></html>"
    assert run("add", guarded(site, "/page/one", page.encode()))[0] == cli.DONE
    with closing(Library(library_path)) as library:
        assert [entry.url for entry in library.first(View(), 2)] == [f"{site.url}/page/one"]
    run("export", "--format", "json")
    assert b"s3cret" not in library_path.read_bytes()
