"""A refresh beside newsboat's, and one very large feed: (in tests) python -m benchmarks.refresh [--feeds 200]

Serves so many feeds of 20 entries each on loopback, made up from words, and times `newsreader refresh` into an empty
library and then again with nothing new (the server answers 304), and the same with newsboat (`newsboat -x reload`,
`reload-threads 16`) where it is installed. With --large 20000 it makes one feed of so many entries instead, and with
--large FILE it takes a saved one: it times `newsreader add` of that file and newsboat's reload of it. Wall time,
processor time of the program and all it starts, and for the large feed the most memory that all of them held at once
(Linux: looked at every twentieth of a second).
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from benchmarks.articles import made

_ENTRIES = 20
_GLANCE_S = 0.05


class _Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True


def feeds(count: int, entries: int = _ENTRIES) -> list[bytes]:
    """So many feeds of so many dated entries, each with about 300 words of text."""
    newest = datetime(2026, 5, 4, tzinfo=UTC)
    articles = made(count * entries)
    found = []
    for feed in range(count):
        items = []
        for number in range(entries):
            article = next(articles)
            when = format_datetime(newest - timedelta(minutes=number * count + feed))
            paragraphs = "".join(f"&lt;p&gt;{paragraph}&lt;/p&gt;" for paragraph in article.text.split("\n\n"))
            items.append(
                f"<item><title>{article.title} {feed}-{number}</title><link>http://news.example/{feed}/{number}</link>"
                f"<guid>{feed}-{number}</guid><pubDate>{when}</pubDate><description>{paragraphs}</description></item>"
            )
        found.append(
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>Feed {feed}</title>'
            f"<link>http://news.example/{feed}/</link>{''.join(items)}</channel></rss>".encode()
        )
    return found


def serve(bodies: Sequence[bytes]) -> tuple[_Server, list[str]]:
    """A server of these feeds, which answers 304 to whoever has them, and their addresses."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = bodies[int(self.path.strip("/"))]
            known = self.headers.get("If-None-Match") == '"1"'
            self.send_response(304 if known else 200)
            for name, value in (("ETag", '"1"'), ("Content-Type", "application/rss+xml")):
                self.send_header(name, value)
            self.send_header("Content-Length", "0" if known else str(len(body)))
            self.end_headers()
            if not known:
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = _Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, [f"http://127.0.0.1:{server.server_address[1]}/{number}" for number in range(len(bodies))]


def _memory(process: int) -> int:
    """What a process and all that it started hold now, in bytes; 0 where the system does not say."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
        below = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except (OSError, IndexError):
        return 0
    return pages * resource.getpagesize() + sum(map(_memory, map(int, below)))


def timed(what: str, command: Sequence[str], *, memory: bool = False) -> None:
    """Run a command and print what it took."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    peak = 0
    with tempfile.TemporaryFile("w+") as told, subprocess.Popen(command, stdout=told, stderr=told) as process:
        while memory and process.poll() is None:
            peak = max(peak, _memory(process.pid))
            time.sleep(_GLANCE_S)
        process.wait()
        wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        told.seek(0)
        said = told.read().strip().splitlines()[-1:] or [""]
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    held = f", {peak / 1024**2:.0f} MB at most" if memory else ""
    print(f"{what:<44}{wall:8.2f} s  (processor {processor:.2f} s{held})  {said[0][:60]}", flush=True)


def newsboat(folder: Path, urls: Sequence[str]) -> list[str]:
    """A command that reloads these feeds in a new cache."""
    (folder / "urls").write_text("\n".join(urls) + "\n", encoding="utf-8")
    (folder / "config").write_text("reload-threads 16\nmax-items 0\ndownload-timeout 30\n", encoding="utf-8")
    (folder / "cache.db").unlink(missing_ok=True)
    places = ("-u", "urls", "-c", "cache.db", "-C", "config")
    return ["newsboat", *(part if part[0] == "-" else str(folder / part) for part in places), "-x", "reload"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--large", metavar="COUNT|FILE")
    arguments = parser.parse_args()
    ours = [sys.executable, "-m", "newsreader"]
    theirs = shutil.which("newsboat")
    random.seed(1)
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        os.environ["NEWSREADER_CONFIG"] = str(folder / "none.toml")
        if arguments.large:
            large = Path(arguments.large)
            if arguments.large.isdecimal():
                large = folder / "large.xml"
                large.write_bytes(feeds(1, int(arguments.large))[0])
            for number in range(arguments.rounds):
                library = ["--library", str(folder / f"{number}.db")]
                timed("newsreader add, large feed", [*ours, "add", str(large), *library], memory=True)
                if theirs:
                    command = newsboat(folder, [f"file://{large.resolve()}"])
                    timed("newsboat reload, large feed", command, memory=True)
            return
        server, urls = serve(feeds(arguments.feeds))
        (folder / "list.urls").write_text("\n".join(urls), encoding="utf-8")
        for number in range(arguments.rounds):
            library = ["--library", str(folder / f"{number}.db")]
            subprocess.run([*ours, "add", str(folder / "list.urls"), *library], check=True, capture_output=True)
            timed(f"newsreader refresh, {arguments.feeds} new feeds", [*ours, "refresh", *library])
            timed("newsreader refresh, nothing new", [*ours, "refresh", *library])
            if theirs:
                command = newsboat(folder, urls)
                timed(f"newsboat reload, {arguments.feeds} new feeds", command)
                timed("newsboat reload, nothing new", command)
        server.shutdown()


if __name__ == "__main__":
    main()
