"""Subscribing to what a source is: a feed, a site that names its feeds, a list of feeds, a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader.errors import NewsreaderError
from newsreader.intake.addresses import is_web, web_address
from newsreader.intake.clean import clean_line
from newsreader.intake.errors import FeedError, SourceError
from newsreader.library.found import Subscription
from newsreader.library.store import Added, Library

if TYPE_CHECKING:
    from newsreader.intake.fetch import Fetched
    from newsreader.intake.opml import FeedList
    from newsreader.intake.pages import FeedLink
    from newsreader.library.arriving import Delivery
    from newsreader.library.asking import Due

__all__ = ["Choose", "export_list", "import_list", "read_list", "subscribe_to"]

Choose = Callable[[Sequence["FeedLink"]], "FeedLink | None"]
"""Asked which of several feeds is meant; None for none."""

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
    """Subscribe to `source`, or save the page that it is for later. False for what is only to be read once: a file.

    The articles of a feed or a folder are stored at once. A site's front page leads to the feeds that it names; of
    several, `choose` is asked which. A list (OPML, newsboat's `urls`) is subscribed to without being fetched. What is
    left out of a list, and files of a folder that cannot be read, go to `failed`; `said` gets a sentence about what was
    done. Raises NewsreaderError where nothing could be.
    """
    if is_web(source):
        _address(library, source, arrived, choose, said)
        return True
    path = Path(source).expanduser()
    try:
        is_folder, is_file = path.is_dir(), path.is_file()
    except (OSError, ValueError):
        return False
    if is_folder:
        _folder(library, str(path.resolve()), arrived, failed, said)
        return True
    feeds = read_list(path) if is_file else None
    if feeds is None:
        return False
    import_list(library, feeds, failed, said)
    return True


def read_list(path: Path, *, surely: bool = False) -> FeedList | None:
    """The feeds in a file that is a list of them, None for another file. With `surely` it is meant to be one.

    Raises SourceError where it cannot be read, or surely should be a list and is none.
    """
    from newsreader.intake import files, opml
    from newsreader.intake.decoding import decode

    try:
        with files.opened(path) as file:
            data = file.read(_LARGEST_LIST + 1)
    except OSError as error:
        raise SourceError(f"{clean_line(str(path))} could not be read: {error.strerror or error}.") from error
    if len(data) > _LARGEST_LIST:
        if surely:
            raise SourceError(f"{clean_line(str(path))} is too large for a list of feeds.")
        return None
    head = decode(data[:_LOOK])
    if opml.looks_like_opml(head):
        return opml.read(data)
    lines = [line.strip() for line in head.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    # newsboat's own file is called "urls"; in another, all lines have to look like its lines.
    named = path.name == "urls" or path.suffix == ".urls"
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
    """Subscribe to the feeds of a list, with its folders and tags; what was left out of it goes to `failed`."""
    before = {subscription.url for subscription in library.subscriptions()}
    for feed in feeds.feeds:
        library.subscribe(feed.url, title=feed.title, site=feed.site, tags=feed.tags)
    for sentence in feeds.skipped:
        failed(SourceError(sentence))
    new = sum(feed.url not in before for feed in feeds.feeds)
    known = f", {len(feeds.feeds) - new} already there" if new < len(feeds.feeds) else ""
    said(f"{new} subscription{'' if new == 1 else 's'} added{known}.")


def export_list(library: Library) -> str:
    """All feeds that are subscribed to, as OPML 2.0."""
    from newsreader.intake import opml

    return opml.write(
        opml.Outline(feed.url, feed.name, feed.site, feed.tags)
        for feed in library.subscriptions()
        if feed.kind == "feed"
    )


def _known(library: Library, url: str) -> Subscription | None:
    return next((one for one in library.subscriptions() if one.url == url), None)


def _address(
    library: Library,
    source: str,
    arrived: Callable[[list[Added]], None],
    choose: Choose | None,
    said: Callable[[str], None],
) -> None:
    from newsreader.intake import discovery, fetch, pages, sources
    from newsreader.intake.decoding import decode

    got = fetch.get(source)
    if sources.is_feed(got):
        _feed(library, got, web_address(source), arrived, said)
        return
    links: Sequence[FeedLink] = sources.front_page_feeds(got)
    if not links and sources.is_page(got) and got.url.rstrip("/").count("/") == 2:
        try:
            links = discovery.find_feeds(got.url)
        except FeedError:
            links = ()
    if links:
        link = _one_of(links, choose, source)
        if link is not None:
            _feed(library, fetch.get(link.url), link.url, arrived, said)
        return
    arrived(library.add(sources.fetched(got), again=True))
    if not sources.is_page(got):
        return
    markup = decode(got.data, got.charset)
    if pages.is_closed(markup):
        said("The page says that the rest of it is for subscribers.")
    if named := pages.feed_links(markup, got.url):
        more = f" {len(named)} feeds, one of them" if len(named) > 1 else " a feed,"
        said(f"The page is saved. It names{more} {named[0].url}: add that to subscribe to it.")


def _one_of(links: Sequence[FeedLink], choose: Choose | None, source: str) -> FeedLink | None:
    if len(links) == 1:
        return links[0]
    if choose is not None:
        return choose(links)
    named = ", ".join(f"{link.url} ({link.title})" if link.title else link.url for link in links[:10])
    raise SourceError(
        f"{clean_line(source)} has {len(links)} feeds: {named}.", "Add the address of the one that you want."
    )


def _feed(
    library: Library, got: Fetched, asked: str, arrived: Callable[[list[Added]], None], said: Callable[[str], None]
) -> None:
    """Subscribe to a feed that was fetched from the address `asked`, and store its articles."""
    from newsreader.intake import feeds

    known = _known(library, asked) or (_known(library, got.moved_to) if got.moved_to else None)
    # What is no feed after all is not subscribed to: it is taken apart first.
    feed = feeds.parse(got.data, got.url, got.headers)
    desk = _Desk(library, arrived)
    due = desk.due(known or library.subscribe(got.moved_to or asked))
    new = desk.store(desk.collector.entries(due, got, feed))
    name = next(one.name for one in library.subscriptions() if one.id == due.feed)
    if known is not None:
        said(f"You were subscribed to {name} already.")
    elif not feed.entries:
        said(f"You are subscribed to {name}. It has no articles yet.")
    elif not new:
        said(f"You are subscribed to {name}. All that it has now was there already.")
    else:
        said(f"You are subscribed to {name}.")


def _folder(
    library: Library,
    path: str,
    arrived: Callable[[list[Added]], None],
    failed: Callable[[NewsreaderError], None],
    said: Callable[[str], None],
) -> None:
    """Subscribe to the folder at `path`, and store the articles of its files."""
    desk = _Desk(library, arrived)
    known = _known(library, path)
    due = desk.due(known or library.subscribe(path, kind="folder"))
    with library.storing_much():
        for part in desk.collector.folder(due, failed):
            desk.store(part)
    if known is not None:
        said(f"You were subscribed to the folder {clean_line(path)} already.")
    else:
        said(f"You are subscribed to the folder {clean_line(path)}.")


class _Desk:
    """Takes in what subscriptions that are being made have now. Raises ConfigError where the settings are broken."""

    def __init__(self, library: Library, arrived: Callable[[list[Added]], None]) -> None:
        from newsreader import config
        from newsreader.collecting import Collector
        from newsreader.rules import Rules

        settings = config.load()
        self._library = library
        self._arrived = arrived
        self._merge = settings.feeds.merge_same
        self.collector = Collector(library, Rules([*settings.rules, *library.rules()]))

    def due(self, subscription: Subscription) -> Due:
        """The subscription, to be asked now; one that was stopped goes on."""
        from newsreader.library.asking import Due

        if subscription.stopped:
            self._library.edit_subscription(subscription.id, stopped=False)
        number, url, name = subscription.id, subscription.url, subscription.name
        return Due(number, url, subscription.kind, name, "", "", "", (url, name))

    def store(self, delivery: Delivery) -> int:
        """Store what came, and tell of it. Gives how many articles are new."""
        delivered = self._library.deliver([delivery], merge=self._merge)
        if added := delivered.added():
            self._arrived(added)
        return len(delivered.new)
