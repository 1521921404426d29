"""Fetch from a real server: good, slow, endless, compressed, gone, or in a redirect loop."""

from __future__ import annotations

import asyncio
import gzip
import socket
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from http.server import BaseHTTPRequestHandler

import brotli
import pytest

from loopback import Site
from newsreader.intake import sources
from newsreader.intake.formats.pages import FeedLink
from newsreader.intake.http import feed_discovery, http_client
from newsreader.intake.http.decompression import TooLarge, decompressor
from newsreader.intake.http.http_client import Validators
from newsreader.intake.http.transport import Transport
from newsreader.intake.intake_errors import FeedError, FetchError, SourceError

BODY = b"Words of the page. " * 200
MEGABYTE = 1024 * 1024


def refused(url: str, **limits: float) -> FetchError:
    with pytest.raises(FetchError) as caught:
        http_client.get(url, **limits)  # type: ignore[arg-type]
    assert caught.value.message.endswith(".")
    return caught.value


def test_a_body_comes_with_its_validators(site: Site) -> None:
    url = site.serve(
        "/x", BODY, ETag='"v1"', Last_Modified="Thu, 18 Jul 2024 10:05:00 GMT", Content_Type="text/html; charset=X"
    )
    got = http_client.get(url)
    assert (got.data, got.url, got.unchanged, got.moved_to) == (BODY, url, False, "")
    assert got.validators == Validators('"v1"', "Thu, 18 Jul 2024 10:05:00 GMT")
    assert (got.content_type, got.charset) == ("text/html", "X")
    assert "newsreader/" in site.asked[0][1]["user-agent"]


def test_an_answer_of_nothing_new_leaves_the_connection_open(site: Site) -> None:
    ports = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        ports.append(handler.client_address[1])
        handler.protocol_version = "HTTP/1.1"
        handler.close_connection = False
        handler.send_response(304)
        handler.end_headers()

    async def twice(url: str) -> None:
        async with http_client.new_client() as client:
            for _ in range(2):
                assert (await http_client.fetch(client, url, Validators('"v1"'))).unchanged

    asyncio.run(twice(site.on("/x", answer)))
    assert len(ports) == 2
    assert len(set(ports)) == 1


def test_unchanged_bodies_are_not_sent_again(site: Site) -> None:
    url = site.serve("/x", status=304)
    got = http_client.get(url, Validators('"v1"', "Thu, 18 Jul 2024 10:05:00 GMT"))
    assert got.unchanged and got.data == b"" and got.validators.etag == '"v1"'
    asked = site.asked[0][1]
    assert asked["if-none-match"] == '"v1"'
    assert asked["if-modified-since"] == "Thu, 18 Jul 2024 10:05:00 GMT"


@pytest.mark.parametrize(
    ("packed", "encoding"),
    [
        (gzip.compress(BODY), "gzip"),
        (gzip.compress(BODY[:100]) + gzip.compress(BODY[100:]), "x-gzip"),
        (zlib.compress(BODY), "deflate"),
        (zlib.compress(BODY)[2:-4], "deflate"),
        (brotli.compress(BODY), "br"),
        (BODY, "identity"),
    ],
    ids=["gzip", "two members", "deflate", "raw deflate", "brotli", "none"],
)
def test_packed_bodies(site: Site, packed: bytes, encoding: str) -> None:
    assert http_client.get(site.serve("/x", packed, Content_Encoding=encoding)).data == BODY


@pytest.mark.parametrize(
    ("packed", "encoding"),
    [
        (gzip.compress(BODY)[:-40], "gzip"),
        (b"no gzip at all", "gzip"),
        (b"no deflate at all", "deflate"),
        (brotli.compress(BODY)[:-10], "br"),
        (b"\xff\xff no brotli", "br"),
        (BODY, "compress"),
    ],
    ids=["cut gzip", "no gzip", "no deflate", "cut brotli", "no brotli", "unknown"],
)
def test_broken_packing_is_said(site: Site, packed: bytes, encoding: str) -> None:
    assert "decompressed" in refused(site.serve("/x", packed, Content_Encoding=encoding)).message


@pytest.mark.parametrize(
    ("pack", "encoding"),
    [(gzip.compress, "gzip"), (zlib.compress, "deflate"), (partial(brotli.compress, quality=1), "br")],
    ids=["gzip", "deflate", "brotli"],
)
def test_bombs_stop_at_the_bound(site: Site, pack: Callable[[bytes], bytes], encoding: str) -> None:
    bomb = pack(bytes(20 * MEGABYTE))
    assert len(bomb) < MEGABYTE
    assert "larger than 10 MB" in refused(site.serve("/x", bomb, Content_Encoding=encoding)).message
    packed = decompressor(encoding, 1000)
    with pytest.raises(TooLarge):
        packed.feed(bomb)
    assert sum(map(len, packed._parts)) <= 1001 + 64 * 1024


def test_a_body_of_exactly_the_bound_comes(site: Site) -> None:
    assert len(http_client.get(site.serve("/x", BODY), most=len(BODY)).data) == len(BODY)
    refused(site.serve("/x", BODY), most=len(BODY) - 1)
    packed = gzip.compress(BODY)
    assert len(http_client.get(site.serve("/x", packed, Content_Encoding="gzip"), most=len(BODY)).data) == len(BODY)


def test_an_endless_body_stops_at_the_bound(site: Site) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not site.closing.is_set():
            handler.wfile.write(bytes(64 * 1024))

    assert "larger" in refused(site.on("/x", endless), most=MEGABYTE).message


def test_a_declared_size_beyond_the_bound_is_not_even_read(site: Site) -> None:
    def huge(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(50 * MEGABYTE))
        handler.end_headers()
        site.closing.wait(5)

    assert "larger" in refused(site.on("/x", huge)).message


@pytest.mark.parametrize("first", [b"", b"some words"])
def test_slow_servers_run_out_of_time(site: Site, first: bytes) -> None:
    def slow(handler: BaseHTTPRequestHandler) -> None:
        if first:
            handler.send_response(200)
            handler.end_headers()
            handler.wfile.write(first)
            handler.wfile.flush()
        site.closing.wait(5)

    assert "longer than 0.2 seconds" in refused(site.on("/x", slow), seconds=0.2).message


def test_a_body_that_breaks_off_is_said(site: Site) -> None:
    assert "failed" in refused(site.serve("/x", BODY, Content_Length=str(len(BODY) + 10))).message


def test_no_http_at_all_is_said(site: Site) -> None:
    def garbage(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"\x00\x01garbage\n\n")

    assert "failed" in refused(site.on("/x", garbage)).message


def test_redirects_are_followed_and_permanent_ones_remembered(site: Site) -> None:
    end = site.serve("/end", BODY)
    middle = site.serve("/middle", status=308, Location="/end")
    assert http_client.get(site.serve("/a", status=301, Location="/middle")).moved_to == end
    got = http_client.get(site.serve("/b", status=302, Location=middle))
    assert (got.data, got.url, got.moved_to) == (BODY, end, "")
    site.serve("/later", status=302, Location="/end")
    assert http_client.get(site.serve("/c", status=301, Location="/later")).moved_to == site.url + "/later"


def test_redirects_in_circles_and_too_many_stop(site: Site) -> None:
    assert "Redirect loop at 127.0.0.1" in refused(site.serve("/loop", status=302, Location="/loop")).message
    assert len(site.asked) == http_client.MOST_REDIRECTS + 1
    for n in range(6):
        site.serve(f"/{n}", status=302, Location=f"/{n + 1}")
    site.serve("/6", BODY)
    refused(site.url + "/0")
    assert http_client.get(site.url + "/1").data == BODY


@pytest.mark.parametrize(
    "target",
    (
        "file:///etc/passwd ftp://e.example/x javascript:alert(1) http:// data:,x http://127.0.0.1:65536/ "
        "http://127.0.0.1:http/ http://[::/ //[x]/ http://a..example/"
    ).split(),
)
def test_redirects_to_other_things_are_not_followed(site: Site, target: str) -> None:
    assert "not followed" in refused(site.serve("/x", status=302, Location=target)).message


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, "404: 127.0.0.1 has no page at this address."),
        (403, "Access denied (403) by 127.0.0.1."),
        (500, "Server error (500) at 127.0.0.1."),
        (418, "418"),
        (204, "204"),
    ],
)
def test_refusals_are_said_plainly(site: Site, status: int, words: str) -> None:
    error = refused(site.serve("/x", status=status))
    assert words in error.message
    assert error.status == status and not error.gone


def test_gone_is_gone(site: Site) -> None:
    assert refused(site.serve("/x", status=410)).gone


def test_servers_may_ask_to_wait(site: Site) -> None:
    assert refused(site.serve("/x", status=429, Retry_After="120")).retry_after == 120
    assert refused(site.serve("/x", status=503, Retry_After="999999999999")).retry_after == 86400
    assert refused(site.serve("/x", status=429)).retry_after is None
    assert refused(site.serve("/x", status=429, Retry_After="soon")).retry_after is None
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=600), usegmt=True)
    wait = refused(site.serve("/x", status=503, Retry_After=until)).retry_after
    assert wait is not None and 500 < wait <= 600
    assert refused(site.serve("/x", status=503, Retry_After="Thu, 18 Jul 2019 10:05:00 GMT")).retry_after == 0


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "file:///etc/passwd",
        "ftp://e.example/",
        "http://",
        "http://[",
        "-x",
        "http://e.example:65536/",
        "http://[::1/x",
        "http://a\\b.example/",
    ],
)
def test_only_web_addresses_are_asked(url: str) -> None:
    assert "\x1b" not in refused(url, seconds=2).message


@pytest.mark.parametrize("url", ["http://\u2024\u2024/", "http://xn--a/", "http://*/", "http://127.0.0.1:0/x"])
def test_addresses_that_other_programs_choke_on_are_a_sentence(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    refused(url, seconds=2)


def test_whatever_the_client_raises_is_a_sentence(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> None:
        raise AssertionError("out of step")

    monkeypatch.setattr(Transport, "handle_async_request", broken)
    assert "out of step" in refused(site.url).message


def test_not_changed_is_no_answer_to_a_first_request(site: Site) -> None:
    error = refused(site.serve("/x", status=304))
    assert error.message == "Unexpected answer “not modified” (304) from 127.0.0.1."
    assert error.status == 304


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (203, {}),
        (206, {}),
        (206, {"Content_Range": f"bytes 0-{len(BODY) - 1}/{len(BODY)}"}),
        (206, {"Content_Range": f"bytes 0-{len(BODY) - 1}/*"}),
        (206, {"Content_Range": "all of it"}),
    ],
)
def test_the_whole_is_read_under_other_statuses(site: Site, status: int, headers: dict[str, str]) -> None:
    assert http_client.get(site.serve("/x", BODY, status, **headers)).data == BODY


@pytest.mark.parametrize(
    "headers",
    [
        {"Content_Range": f"bytes 0-{len(BODY) - 1}/{len(BODY) + 1}"},
        {"Content_Range": "bytes 1-10/*"},
        {"Content_Type": "multipart/byteranges; boundary=x"},
    ],
)
def test_a_part_is_said_to_be_one(site: Site, headers: dict[str, str]) -> None:
    assert "only a part" in refused(site.serve("/x", BODY, 206, **headers)).message


def test_nobody_there_is_said(site: Site) -> None:
    assert "could not be reached" in refused("http://127.0.0.1:9/x", seconds=5).message


RSS = b"<rss version='2.0'><channel><title>Daily</title><item><title>One</title><link>/1</link></item></channel></rss>"
PAGE = b"<!DOCTYPE html><html><head><title>Bridge</title>%b</head><body><article><p>%b</p></article></body></html>"


def test_a_feeds_address_gives_its_entries_whatever_it_is_served_as(site: Site) -> None:
    for kind in ("application/rss+xml", "text/html", "text/plain", "application/octet-stream"):
        [article] = sources.load(site.serve("/feed", RSS, Content_Type=kind))
        assert (article.title, article.source, article.url) == ("One", "Daily", site.url + "/1")


def test_a_pages_address_gives_its_article(site: Site) -> None:
    page = PAGE % (b"", "Zoë said yes. ".encode("cp1252") * 20)
    [article] = sources.load(site.serve("/story", page, Content_Type="text/html; charset=windows-1252"))
    assert article.title == "Bridge"
    assert article.text.startswith("Zoë said yes.")
    assert article.url == site.url + "/story"


def test_a_front_page_gives_the_feed_that_it_names(site: Site) -> None:
    link = b'<link rel="alternate" type="application/rss+xml" href="/feed">'
    site.serve("/feed", RSS)
    [article] = sources.load(site.serve("/", PAGE % (link, BODY), Content_Type="text/html"))
    assert article.title == "One"
    [article] = sources.load(site.serve("/story", PAGE % (link, BODY), Content_Type="text/html"))
    assert article.title == "Bridge"


def test_plain_text_and_other_things_at_an_address(site: Site) -> None:
    text = b"Old bridge stays open\n\nThe council voted to keep it after two years of argument about it."
    [article] = sources.load(site.serve("/x.txt", text, Content_Type="text/plain"))
    assert article.title == "Old bridge stays open"
    for body, kind in [(b"%PDF-1.7", "application/pdf"), (b"", "text/html"), (b"<rss></rss>", "text/xml")]:
        with pytest.raises(SourceError) as caught:
            list(sources.load(site.serve("/y", body, Content_Type=kind)))
        assert site.url + "/y" in caught.value.message


def test_feeds_are_found_at_in_and_beside_an_address(site: Site) -> None:
    site.serve("/feed.xml", RSS)
    assert feed_discovery.find_feeds(site.url + "/feed.xml") == (FeedLink(site.url + "/feed.xml", "Daily"),)
    page = site.serve("/page", PAGE % (b"", BODY), Content_Type="text/html")
    assert feed_discovery.find_feeds(page) == (FeedLink(site.url + "/feed.xml", "Daily"),)
    link = b'<link rel="alternate" type="application/rss+xml" title="All" href="/all">'
    named = site.serve("/named", PAGE % (link, BODY), Content_Type="text/html")
    assert feed_discovery.find_feeds(named) == (FeedLink(site.url + "/all", "All"),)
    del site.answers["/feed.xml"]
    with pytest.raises(FeedError, match="No feed found"):
        feed_discovery.find_feeds(page)
