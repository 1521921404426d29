"""A long feed is read in parts: the same articles as from the whole, to where it is odd."""

from io import BytesIO
from pathlib import Path

import pytest

from newsreader.intake import feed_stream, feeds, files
from newsreader.intake.intake_errors import FeedError, SourceError
from newsreader.model.article import Article

TRAP = "<![CDATA[<p>How a feed ends: </item></channel></rss> <item> </entry></feed>.</p>]]><!-- <item> <entry> -->"

RSS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:more="http://purl.org/rss/1.0/modules/content/">'
    "<channel><title>Zeitung für Öl</title><link>http://news.example/</link>\n%s</channel></rss>\n"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Town</title><link href="http://news.example/"/>%s\n'
    "<!-- that was all --></feed>"
)
PREFIXED = '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>Town</a:title>%s</a:feed>'
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="http://news.example/"><title>Town</title>'
    "<items><rdf:Seq><rdf:li/></rdf:Seq></items></channel>%s</rdf:RDF>"
)


def rss_item(number: int) -> str:
    return (
        f"<item><title>Title {number} – “so”</title><link>http://news.example/{number}</link><guid>g{number}</guid>"
        f"<pubDate>Mon, 0{number % 9 + 1} Jan 2024 12:00:00 GMT</pubDate><more:encoded>{TRAP}</more:encoded></item>\n"
    )


def atom_entry(number: int, prefix: str = "") -> str:
    plain = (
        f"<entry><id>tag:{number}</id><title>Title {number}</title>"
        f"<updated>2024-01-0{number % 9 + 1}T12:00:00Z</updated>"
        f'<link href="http://news.example/{number}"/><content type="html">{TRAP}</content><author><name>A</name>'
        "</author></entry>"
    )
    if prefix:
        for name in ("entry", "id", "title", "updated", "link", "content", "author", "name"):
            plain = plain.replace(f"<{name}", f"<{prefix}{name}", 1)
            plain = f"</{prefix}{name}>".join(plain.rsplit(f"</{name}>", 1))
    return plain


def rdf_item(number: int) -> str:
    return (
        f'<item rdf:about="http://news.example/{number}"><title>Title {number}</title><dc:date>2024-01-05</dc:date>'
        f"<link>http://news.example/{number}</link><description>{TRAP}</description></item>"
    )


def made(form: str, count: int = 40) -> bytes:
    one, frame = {
        "rss": (rss_item, RSS),
        "atom": (atom_entry, ATOM),
        "prefixed": (lambda number: atom_entry(number, "a:"), PREFIXED),
        "rdf": (rdf_item, RDF),
        "bom": (rss_item, "\ufeff" + RSS),
    }[form]
    return (frame % "".join(map(one, range(count)))).encode()


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_stream, "_PART", 2000)
    monkeypatch.setattr(feed_stream, "_AT_ONCE", 1300)
    monkeypatch.setattr(files, "_LONG_FEED", 5000)


@pytest.mark.parametrize("form", ["rss", "atom", "prefixed", "rdf", "bom"])
def test_the_parts_hold_what_the_whole_does(form: str) -> None:
    data = made(form)
    parts = list(feed_stream.parts(BytesIO(data)) or ())
    assert len(parts) >= 5
    assert max(map(len, parts)) < 3000
    whole = feeds.parse(data)
    read = [feeds.parse(part) for part in parts]
    assert len(whole.entries) == 40
    assert tuple(entry for part in read for entry in part.entries) == whole.entries
    assert {(part.title, part.link) for part in read} == {(whole.title, whole.link)}


@pytest.mark.parametrize(
    "data",
    [
        RSS.encode().replace(b"?>", b"?><!DOCTYPE rss>") % rss_item(1).encode(),
        made("rss").replace(b"UTF-8", b"windows-1251"),
        made("rss").decode().encode("utf-16"),
        made("rss").replace(b"<title>Zeitung", b"<title>&Zeitung"),
        made("rss").replace(b"<title>Zeitung f\xc3\xbcr \xc3\x96l</title>", b""),
        RSS.encode().replace(b"<title>", b"<docs>" + 70_000 * b"x" + b"</docs><title>") % b"<item></item>",
        b"<rss><channel><title>No entries</title></channel></rss>",
        atom_entry(1).encode(),
        b'{"version": "https://jsonfeed.org/version/1", "items": []}',
        b"",
    ],
    ids=range(10),
)
def test_what_begins_as_no_plain_feed_is_left_whole(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_stream, "_AT_ONCE", 100_000)
    assert feed_stream.parts(BytesIO(data)) is None


@pytest.mark.parametrize(
    "data",
    [
        made("rss").replace(b"</channel>", b"<title>Late</title></channel>"),
        made("rss").replace(b"<item><title>Title 20", b"<image><title>So</title></image><item><title>Title 20"),
        made("rdf").replace(b"</rdf:RDF>", b"<textinput><title>Search</title></textinput></rdf:RDF>"),
    ],
    ids=range(3),
)
def test_from_where_something_else_follows_the_rest_is_one_part(data: bytes) -> None:
    whole = feeds.parse(data)
    parts = [feeds.parse(part) for part in feed_stream.parts(BytesIO(data)) or ()]
    assert len(parts) > 1
    assert tuple(entry for part in parts for entry in part.entries) == whole.entries
    assert {(part.title, part.link) for part in parts} == {(whole.title, whole.link)}


@pytest.mark.parametrize(
    "data",
    [
        made("rss").replace(b"Title 39", b"Title &39"),
        made("rss").replace(b"Title 39", b"Title \xff"),
        made("rss").replace(b"Title 39", b"Title \0"),
        made("rss")[:-30],
        made("rss") + b"<!-- and so on",
    ],
    ids=range(5),
)
def test_broken_xml_loses_nothing_that_came_before(data: bytes) -> None:
    parts = list(feed_stream.parts(BytesIO(data)) or ())
    titles = [entry.title for part in parts for entry in feeds.parse(part).entries]
    assert titles[:39] == [f"Title {number} – “so”" for number in range(39)]


def whole(path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Article]:
    with monkeypatch.context() as patch:
        patch.setattr(files, "_LONG_FEED", 10**9)
        return files.load(path)


@pytest.mark.parametrize("form", ["rss", "atom", "rdf"])
def test_a_long_file_gives_the_same_articles(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "saved.xml"
    # The same entries again, further on than a part is long.
    path.write_bytes(made(form).replace(rdf_item(39).encode(), rdf_item(1).encode()))
    expected = whole(path, monkeypatch)
    monkeypatch.setattr(files, "read_bytes", lambda *_: pytest.fail("the whole was read"))
    assert files.load(path) == expected


def test_the_same_entry_in_two_parts_is_one_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "saved.xml"
    path.write_text(RSS % "".join(rss_item(number % 30) for number in range(60)), encoding="utf-8")
    expected = whole(path, monkeypatch)
    assert len(expected) == 30
    assert files.load(path) == expected


def test_an_odd_long_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "saved.xml"
    path.write_bytes(made("rss").replace(b"UTF-8", b"windows-1252"))
    assert len(files.load(path)) == 40


def test_a_part_that_cannot_be_read_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "saved.xml"
    path.write_bytes(made("rss"))
    articles = files.iter_articles(path)
    assert next(articles).title == "Title 0 – “so”"

    def broken(*_: object, **__: object) -> feeds.ParsedFeed:
        raise FeedError("This is no feed.")

    monkeypatch.setattr(feeds, "parse", broken)
    with pytest.raises(SourceError, match=r"saved\.xml: This is no feed\."):
        list(articles)
