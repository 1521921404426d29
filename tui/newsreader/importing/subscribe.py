"""Subscribe to a source: a feed, a site that names its feeds, a list of feeds, a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader.errors import NewsreaderError
from newsreader.intake.http.logins import may_send_login, split_login, with_login
from newsreader.intake.intake_errors import SourceError
from newsreader.intake.text.clean import clean_line
from newsreader.intake.text.urls import is_web, web_address
from newsreader.library.results import NewFeed, Subscription
from newsreader.library.store import Added, Library

if TYPE_CHECKING:
    from newsreader.background.worker_process import WorkerProcess
    from newsreader.importing.import_protocol import FeedFound
    from newsreader.intake.formats.pages import FeedLink
    from newsreader.intake.opml import FeedList
    from newsreader.library.feeds.schedule import DueFeed

__all__ = ["Choose", "export_list", "feeds_in", "fetched_list", "import_list", "read_list", "subscribe_to"]

Choose = Callable[[Sequence["FeedLink"]], "FeedLink | None"]
"""Chooses one of several feeds; None for none."""

_LARGEST_LIST = 10 * 1024 * 1024
_LOOK = 100_000


def subscribe_to(
    library: Library,
    source: str,
    arrived: Callable[[list[Added]], None],
    failed: Callable[[NewsreaderError], None],
    choose: Choose | None,
    said: Callable[[str], None],
) -> bool:
    """Subscribe to `source`, or save the page that it is for later. Return False for a file, which is read once.

    The articles of a feed or a folder are stored at once. A site's front page leads to the feeds that it names; of
    several, `choose` is asked which. A list (OPML, newsboat's `urls`) is subscribed to without being fetched. What is
    left out of a list, and files of a folder that cannot be read, go to `failed`; `said` gets a sentence about what was
    done. Raises NewsreaderError where nothing could be.
    """
    if is_web(source):
        _address(library, source, arrived, failed, choose, said)
        return True
    path = Path(source).expanduser()
    try:
        is_folder, is_file = path.is_dir(), path.is_file()
    except (OSError, ValueError):
        return False
    if is_folder:
        _Subscriber(library, arrived, said).folder(str(path.resolve()), failed)
        return True
    feeds = read_list(path) if is_file else None
    if feeds is None:
        return False
    import_list(library, feeds, failed, said)
    return True


def read_list(path: Path, *, surely: bool = False) -> FeedList | None:
    """Return the feeds in a file that is a list of feeds, None for any other file.

    Raises SourceError where the file cannot be read or, with `surely`, is not a list.
    """
    from newsreader.intake import files

    try:
        with files.open_file(path) as file:
            data = file.read(_LARGEST_LIST + 1)
    except OSError as error:
        raise SourceError(f"{clean_line(str(path))} could not be read: {error.strerror or error}.") from error
    if len(data) > _LARGEST_LIST:
        if surely:
            raise SourceError(f"{clean_line(str(path))} is too large for a list of feeds.")
        return None
    return feeds_in(data, path.name, surely=surely)


def fetched_list(source: str) -> FeedList:
    """Return the feeds of the list at an address, or of the one that standard input gives ("-").

    Raises SourceError where it cannot be fetched or read, or is no list.
    """
    import sys

    from newsreader.intake.http import http_client
    from newsreader.intake.sources import read_stream

    data = read_stream(sys.stdin.buffer) if source == "-" else http_client.get(source).data
    feeds = feeds_in(data, surely=True)
    assert feeds is not None
    return feeds


def feeds_in(data: bytes, name: str = "", *, surely: bool = False) -> FeedList | None:
    """Return the feeds in the bytes of a list, None for anything else; with `surely` it is meant to be a list."""
    from newsreader.intake import opml
    from newsreader.intake.text.decoding import decode

    head = decode(data[:_LOOK])
    if opml.looks_like_opml(head):
        return opml.read(data)
    lines = [line.strip() for line in head.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    # newsboat's own file is called "urls"; in another, all lines have to look like its lines.
    named = name == "urls" or name.endswith(".urls")
    if named or (lines and all(_like_urls(line) for line in lines)):
        return opml.read_urls(data)
    if surely:
        return opml.read(data)
    return None


def _like_urls(line: str) -> bool:
    bare = line.lstrip("\"'")
    return is_web(bare) or bare.startswith(("exec:", "filter:", "query:", "file:"))


def import_list(
    library: Library, feeds: FeedList, failed: Callable[[NewsreaderError], None], said: Callable[[str], None]
) -> None:
    """Subscribe to the feeds of a list, with its folders and tags; report skipped lines to `failed`."""
    new = library.subscribe_all(NewFeed(feed.url, feed.title, feed.site, feed.tags) for feed in feeds.feeds)
    for sentence in feeds.skipped:
        failed(SourceError(sentence))
    known = f", {len(feeds.feeds) - new} already there" if new < len(feeds.feeds) else ""
    said(f"{new} subscription{'' if new == 1 else 's'} added{known}.")


def export_list(library: Library, *, passwords: bool = False) -> str:
    """Return all feeds that are subscribed to, as OPML 2.0; with `passwords` these are in the addresses.

    Raises LibraryError where a password cannot be read.
    """
    from newsreader.intake import opml

    return opml.write(
        opml.Outline(
            with_login(feed.url, library.credentials.login(feed.url) if passwords else None),
            feed.name,
            feed.site,
            feed.tags,
        )
        for feed in library.subscriptions()
        if feed.kind == "feed"
    )


def _address(
    library: Library,
    source: str,
    arrived: Callable[[list[Added]], None],
    failed: Callable[[NewsreaderError], None],
    choose: Choose | None,
    said: Callable[[str], None],
) -> None:
    from newsreader.background.worker_process import SOURCE_LIMITS, WorkerError, WorkerProcess
    from newsreader.importing.import_client import IMPORT_WORKER, broken_source
    from newsreader.importing.import_protocol import Batch, FeedFound, FeedsFound, ListFound, LookRequest, PageNote

    def look(url: str, inside: bool = True) -> FeedFound | FeedsFound | ListFound | None:
        found = None
        worker.request(LookRequest(url, inside))
        for event in worker.events():
            if isinstance(event, Batch):
                arrived(library.add(event.records, restore_deleted=True))
            elif isinstance(event, PageNote):
                said(event.sentence)
            else:
                found = event
        return found

    with closing(WorkerProcess(IMPORT_WORKER, limits=SOURCE_LIMITS)) as worker:
        try:
            found, asked = look(source), web_address(source)
            _, login = split_login(asked)
            if isinstance(found, FeedsFound):
                link = _one_of(found.links, choose, source)
                if link is None:
                    return
                asked = with_login(link.url, login if may_send_login(source, link.url) else None)
                found = look(asked, found.inside)
        except WorkerError as error:
            raise broken_source(source, error) from error
        if isinstance(found, ListFound):
            import_list(library, found.feeds, failed, said)
        elif isinstance(found, FeedFound):
            _Subscriber(library, arrived, said).feed(worker, found, asked)


def _one_of(links: Sequence[FeedLink], choose: Choose | None, source: str) -> FeedLink | None:
    if len(links) == 1:
        return links[0]
    if choose is not None:
        return choose(links)
    named = ", ".join(f"{link.url} ({link.title})" if link.title else link.url for link in links[:10])
    raise SourceError(
        f"{clean_line(source)} has {len(links)} feeds: {named}.", "Add the address of the one that you want."
    )


class _Subscriber:
    """Subscribes, and stores what the subscription has now. Raises ConfigError where the settings are broken."""

    def __init__(self, library: Library, arrived: Callable[[list[Added]], None], said: Callable[[str], None]) -> None:
        from newsreader import config

        settings = config.load()
        self._library = library
        self._arrived = arrived
        self._said = said
        self._merge = settings.feeds.merge_same
        self._rules = (*settings.rules, *library.rules())

    def feed(self, worker: WorkerProcess, found: FeedFound, asked: str) -> None:
        """Subscribe to the feed at the address `asked`, which `worker` holds, and store its articles."""
        plain, login = split_login(asked)
        known = self._known(plain) or (self._known(found.moved_to) if found.moved_to else None)
        place = known.url if known is not None else found.moved_to or plain
        due = self._due(self._library.subscribe(with_login(place, login if may_send_login(plain, place) else None)))
        new = self._store(due, self._failed, worker)
        name = next(one.name for one in self._library.subscriptions() if one.id == due.feed)
        if known is not None:
            self._said(f"You were subscribed to {name} already.")
        elif found.empty:
            self._said(f"You are subscribed to {name}. It has no articles yet.")
        elif not new:
            self._said(f"You are subscribed to {name}. All that it has now was there already.")
        else:
            self._said(f"You are subscribed to {name}.")

    def folder(self, path: str, failed: Callable[[NewsreaderError], None]) -> None:
        """Subscribe to the folder at `path`, and store the articles of its files."""
        known = self._known(path)
        due = self._due(known or self._library.subscribe(path, kind="folder"))
        with self._library.bulk_writes():
            self._store(due, failed)
        already = " already" if known is not None else ""
        self._said(f"You {'were' if already else 'are'} subscribed to the folder {clean_line(path)}{already}.")

    def _known(self, url: str) -> Subscription | None:
        return next((one for one in self._library.subscriptions() if one.url == url), None)

    def _due(self, subscription: Subscription) -> DueFeed:
        """Return the subscription, to be asked now; one that was stopped goes on."""
        from newsreader.library.feeds.schedule import DueFeed

        if subscription.stopped:
            self._library.edit_subscription(subscription.id, stopped=False)
        number, url, name = subscription.id, subscription.url, subscription.name
        return DueFeed(number, url, subscription.kind, name, "", "", "", (url, name))

    def _store(
        self, due: DueFeed, failed: Callable[[NewsreaderError], None], worker: WorkerProcess | None = None
    ) -> int:
        """Store the entries of a subscription; return how many articles are new."""
        from newsreader.refresh.fetch_client import fetch_feeds
        from newsreader.refresh.protocol import FetchRequest, FileFailure, FolderPart

        new = 0
        request = FetchRequest(self._library.path, (due,), self._rules, jobs=1, held=worker is not None)
        for event in fetch_feeds(request, worker):
            if isinstance(event, FileFailure):
                failed(event.error)
                continue
            if isinstance(event, FolderPart):
                deliveries = [event.delivery]
            else:
                deliveries = [result.delivery for result in event if result.delivery is not None]
                for error in (result.error for result in event if result.error is not None):
                    raise error
            delivered = self._library.store_deliveries(deliveries, merge=self._merge)
            new += len(delivered.new)
            if added := delivered.added():
                self._arrived(added)
        return new

    @staticmethod
    def _failed(error: NewsreaderError) -> None:
        raise error
