"""Whole articles behind teasers, fetched politely."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from http.server import BaseHTTPRequestHandler
from typing import TypeVar

import pytest

from loopback import Site
from newsreader.errors import UnexpectedError
from newsreader.intake.formats import pages
from newsreader.intake.http.full_text import AT_ONCE, FullText
from newsreader.intake.http.http_client import new_client
from newsreader.intake.intake_errors import FetchError, InsideError, SourceError

Got = TypeVar("Got")

WORDS = (
    "The council voted on Tuesday to keep the old bridge open, after two years of argument about what it costs. " * 8
)
PAGE = f"<!DOCTYPE html><html><title>Bridge</title><body><article><p>{WORDS}</p></article></body></html>".encode()


def with_reader(use: Callable[[FullText], Awaitable[Got]]) -> Got:
    async def run() -> Got:
        async with new_client() as client:
            return await use(FullText(client))

    return asyncio.run(run())


def test_the_article_behind_a_link(site: Site) -> None:
    url = site.serve("/x", PAGE, Content_Type="text/html")
    article, closed = with_reader(lambda reader: reader.page(url))
    assert (article.title, article.text, closed) == ("Bridge", WORDS.strip(), False)
    assert [path for path, _ in site.asked] == ["/x"]


def test_robots_hold_for_what_is_fetched_ahead_only(site: Site) -> None:
    site.serve("/robots.txt", b"User-agent: *\nDisallow: /private\n")
    open_page, closed = site.serve("/open", PAGE), site.serve("/private", PAGE)

    async def use(reader: FullText) -> None:
        assert (await reader.page(open_page, ahead=True)).article.text
        assert (await reader.page(open_page, ahead=True)).article.text
        with pytest.raises(FetchError, match="in advance"):
            await reader.page(closed, ahead=True)
        assert (await reader.page(closed)).article.text

    with_reader(use)
    assert [path for path, _ in site.asked].count("/robots.txt") == 1


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (429, False)])
def test_without_robots_all_is_allowed_and_during_a_server_error_nothing(
    site: Site, status: int, allowed: bool
) -> None:
    site.serve("/robots.txt", status=status)
    url = site.serve("/x", PAGE)

    async def use(reader: FullText) -> bool:
        try:
            return bool((await reader.page(url, ahead=True)).article.text)
        except FetchError:
            return False

    assert with_reader(use) is allowed


def test_a_host_is_asked_for_few_things_at_once(site: Site) -> None:
    lock, here, most = threading.Lock(), [0], [0]

    def answer(handler: BaseHTTPRequestHandler) -> None:
        with lock:
            here[0] += 1
            most[0] = max(most[0], here[0])
        site.closing.wait(0.02)
        with lock:
            here[0] -= 1
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(PAGE)))
        handler.end_headers()
        handler.wfile.write(PAGE)

    urls = [site.on(f"/{n}", answer) for n in range(8)]

    async def use(reader: FullText) -> int:
        return len(await asyncio.gather(*(reader.page(url) for url in urls)))

    assert with_reader(use) == 8
    assert most[0] <= AT_ONCE


@pytest.mark.parametrize("body", [b"%PDF-1.7", b"", b"<rss version='2.0'><channel><title>x</title></channel></rss>"])
def test_what_is_no_page_is_said(site: Site, body: bytes) -> None:
    url = site.serve("/x", body)
    with pytest.raises(SourceError) as caught:
        with_reader(lambda reader: reader.page(url))
    assert url in caught.value.message


def allowed(site: Site, rules: str, path: str) -> bool:
    """Serve `rules` as robots.txt; return whether the page at `path` is fetched in advance."""
    site.serve("/robots.txt", rules.encode())
    url = site.serve(path, PAGE)
    try:
        return bool(with_reader(lambda reader: reader.page(url, ahead=True)).article.text)
    except FetchError as error:
        assert "in advance" in error.message
        return False


@pytest.mark.parametrize(
    ("rules", "path", "wanted"),
    [
        ("Disallow: /*.pdf$", "/a/report.pdf", False),
        ("Disallow: /*.pdf$", "/a/report.pdf.html", True),
        ("Disallow: /*/private/", "/a/private/x", False),
        ("Disallow: /news\nAllow: /news/open", "/news/open/x", True),  # the longest match counts
        ("Allow: /\nDisallow: /news/closed", "/news/closed/x", False),
        ("Disallow: /\n\nUser-agent: NewsReader/2 # ours\nDisallow: /closed", "/open", True),
        ("Disallow:\n\nUser-agent: newsreader\nDisallow: /", "/open", False),
        ("Disallow:\n\nUser-agent: news\nDisallow: /", "/open", True),  # another program
        ("Disallow: /closed\n\nUser-agent:\nDisallow: /", "/open", True),
        ("Disallow: //[x\nCrawl-delay: ²\nCrawl-delay: " + "9" * 5000 + "\nRequest-rate: 1/" + "9" * 5000, "/x", True),
    ],
)
def test_rules_are_read_as_search_engines_read_them(site: Site, rules: str, path: str, wanted: bool) -> None:
    assert allowed(site, f"User-agent: *\n{rules}\n", path) is wanted


def test_many_programs_with_many_rules_take_little_time_and_memory(site: Site) -> None:
    names = "".join(f"User-agent:*n{number}\n" for number in range(15_000))
    rules = "".join(f"Disallow:/{number}\n" for number in range(14_000))
    assert allowed(site, names + rules, "/13")
    assert not allowed(site, names + "useragent *\n" + rules, "/13")


def test_rules_that_cannot_be_read_are_a_sentence(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: str) -> None:
        raise IndexError

    monkeypatch.setattr("protego.Protego.parse", broken)
    site.serve("/robots.txt", b"User-agent: *")
    url = site.serve("/x", PAGE)
    with pytest.raises(FetchError, match=r"robots\.txt of 127\.0\.0\.1 cannot be read"):
        with_reader(lambda reader: reader.page(url, ahead=True))
    assert with_reader(lambda reader: reader.page(url)).article.title == "Bridge"


@pytest.mark.parametrize("error", [RecursionError(), MemoryError(), AssertionError("odd"), ValueError("odd")])
def test_a_page_that_breaks_its_parser_is_a_sentence(
    site: Site, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr(pages, "extract", broken)
    url = site.serve("/x", PAGE)
    with pytest.raises(UnexpectedError, match=f"{url} could not be read"):
        with_reader(lambda reader: reader.page(url))


@pytest.mark.parametrize("url", ["http://127.0.0.1:99999/x", "http://[::1/x", "http://us%5Ber@127.0.0.1:9/x", "", "x"])
@pytest.mark.parametrize("ahead", [True, False])
def test_links_that_lead_nowhere_are_a_sentence(site: Site, url: str, ahead: bool) -> None:
    site.serve("/robots.txt")
    with pytest.raises(FetchError):
        with_reader(lambda reader: reader.page(url.replace(":9/", site.url[16:] + "/"), ahead=ahead))


def test_neither_page_nor_rules_are_fetched_from_inside_unasked(site: Site, names: dict[str, list[str]]) -> None:
    url = site.serve("/x", PAGE)
    with pytest.raises(InsideError):
        with_reader(lambda reader: reader.page(url, ahead=True, inside=False))
    assert site.asked == []
    site.serve("/robots.txt", status=302, Location=url)
    with pytest.raises(InsideError, match=r"paper\.test redirects"):
        with_reader(lambda reader: reader.page(url.replace("127.0.0.1", "paper.test"), ahead=True, inside=False))
    assert [path for path, _ in site.asked] == ["/robots.txt"]
