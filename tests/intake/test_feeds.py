"""Feeds of every kind, right and wrong."""

from __future__ import annotations

import contextlib
import json
import random
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.errors import NewsreaderError
from newsreader.intake import feeds
from newsreader.intake.feeds import FeedEntry, parse
from newsreader.intake.intake_errors import FeedError
from newsreader.model.article import MarkKind

WHEN = datetime(2024, 7, 18, 10, 5, tzinfo=UTC)

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Daily &amp; News</title><link>https://daily.example/</link>
<item><title>Zoë’s bridge</title><link>/bridge</link><guid isPermaLink="false">g-1</guid>
<dc:creator>Jane Doe</dc:creator>
<pubDate>Thu, 18 Jul 2024 12:05:00 +0200</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>The <b>long</b> text. <a href="/more">More</a></p>]]></content:encoded></item>
<item><title>No guid</title><link>https://daily.example/two</link><author>j@daily.example (John Roe)</author>
<description>&lt;p&gt;Second&lt;/p&gt;</description></item>
</channel></rss>"""

RSS_091 = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Caf\xe9</title><link>https://old.example/</link>
<item><title>Old \xe9</title><link>https://old.example/1</link><description>Text</description></item></channel></rss>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://rdf.example/"><title>RDF</title>
<link>https://rdf.example/</link></channel><item rdf:about="https://rdf.example/1"><title>One</title>
<link>https://rdf.example/1</link><dc:date>2024-07-18T10:05:00Z</dc:date><description>Text</description></item></rdf:RDF>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom</title><link href="https://atom.example/"/>
<link rel="self" href="https://atom.example/feed"/><entry><title type="html">A &amp;lt;b&amp;gt; &amp;amp; more</title>
<id>tag:atom.example,2024:1</id><link rel="alternate" href="https://atom.example/1"/>
<author><name>Jane Doe</name></author>
<updated>2024-07-18T10:05:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One</p><p>Two</p>
</div></content></entry></feed>"""

JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "JSON",
        "home_page_url": "https://json.example/",
        "items": [
            {"id": 1, "url": "/one", "title": "One", "content_html": "<p>Text</p>",
             "date_published": "2024-07-18T10:05:00Z",
             "authors": [{"name": "Jane Doe"}, {"name": "John Roe"}]},
            {"id": "2", "content_text": "Plain <b> text\n\nnext", "author": {"name": "Jane Doe"}},
            "broken",
            {"title": None, "summary": "Only a summary"},
        ],
    }
)  # fmt: skip


def entries(text: str | bytes, url: str = "") -> tuple[FeedEntry, ...]:
    return parse(text if isinstance(text, bytes) else text.encode(), url).entries


def test_rss() -> None:
    feed = parse(RSS.encode(), "https://daily.example/feed")
    assert (feed.title, feed.link) == ("Daily & News", "https://daily.example/")
    first, second = feed.entries
    assert (first.identity, first.title, first.link, first.author) == (
        "g-1", "Zoë’s bridge", "https://daily.example/bridge", "Jane Doe",
    )  # fmt: skip
    assert first.published == WHEN
    assert "The <b>long</b> text" in first.html
    assert (second.identity, second.author, second.published) == ("https://daily.example/two", "John Roe", None)


def test_rss_091_with_its_doctype_and_latin_1() -> None:
    feed = parse(RSS_091.encode("latin-1"))
    assert (feed.title, feed.entries[0].title) == ("Café", "Old é")


def test_rdf() -> None:
    [entry] = entries(RDF)
    assert (entry.title, entry.link, entry.published) == ("One", "https://rdf.example/1", WHEN)


def test_atom() -> None:
    feed = parse(ATOM.encode())
    [entry] = feed.entries
    assert (entry.identity, entry.link, entry.author) == (
        "tag:atom.example,2024:1",
        "https://atom.example/1",
        "Jane Doe",
    )
    assert entry.published == WHEN
    assert feeds.article(entry, feed).text == "One\n\nTwo"


def test_json_feed() -> None:
    feed = parse(JSON_FEED.encode())
    one, two, three = feed.entries
    assert (feed.title, one.identity, one.link, one.published) == ("JSON", "1", "https://json.example/one", WHEN)
    assert one.author == "Jane Doe, John Roe"
    assert feeds.article(two, feed).text == "Plain <b> text\n\nnext"
    assert three.identity.startswith("content:")
    assert feeds.article(three, feed).title == "Only a summary"


def test_an_entry_becomes_an_article() -> None:
    feed = parse(RSS.encode(), "https://daily.example/feed")
    first, second = feeds.articles(feed)
    assert (first.title, first.text, first.byline) == ("Zoë’s bridge", "The long text. More", "Jane Doe")
    assert (first.source, first.url, first.published) == ("Daily & News", "https://daily.example/bridge", WHEN)
    assert [(m.kind, m.value) for m in first.marks] == [
        (MarkKind.STRONG, ""),
        (MarkKind.LINK, "https://daily.example/more"),
    ]
    assert second.text == "Second"


def test_a_dateline_gives_the_place_and_the_usual_last_line_of_blogs_goes() -> None:
    text = "<p>OSLO, July 18 (NTB) -- It <b>rained</b>.</p><p>The post X appeared first on <b>Y</b>.</p>"
    link = "<link>https://e.example/2024/07/18/x</link>"
    feed = parse(rss(item(f"<title>Rain</title>{link}<description><![CDATA[{text}]]></description>")))
    article = next(feeds.articles(feed))
    assert article.text == "OSLO, July 18 (NTB) -- It rained."
    assert (article.place, article.published) == ("Oslo", datetime(2024, 7, 18, tzinfo=UTC))
    assert all(mark.end <= len(article.text) for mark in article.marks)


def item(*parts: str) -> str:
    return f"<item>{''.join(parts)}</item>"


def rss(*items: str, encoding: str = "utf-8") -> bytes:
    body = f'<rss version="2.0"><channel><title>T</title>{"".join(items)}</channel></rss>'
    return f'<?xml version="1.0" encoding="{encoding}"?>{body}'.encode(encoding)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("Plain", "Plain"),
        ("A &amp; B", "A & B"),
        ("A &amp;amp; B &amp;#8217;s", "A & B ’s"),
        ("AT&amp;T &amp;copy 5", "AT&T &copy 5"),
        ("&lt;b&gt;Bold&lt;/b&gt; &lt;em&gt;move&lt;/em&gt;", "Bold move"),
        ("The &lt;b&gt; tag and 5 &lt; 6", "The <b> tag and 5 < 6"),
        ("<![CDATA[5 < 6 & [/x] <i>y</i>]]>", "5 < 6 & [/x] y"),
        ("  two\n  lines ", "two lines"),
        ("&amp;#27;]0;evil&amp;#7;x", "]0;evilx"),
        ("x&amp;#x202e;y", "xy"),
    ],
)
def test_titles(written: str, wanted: str) -> None:
    assert entries(rss(item(f"<title>{written}</title><guid>g</guid>")))[0].title == wanted


@pytest.mark.parametrize(
    ("stated", "wanted"),
    [
        ("Thu, 18 Jul 2024 10:05:00 GMT", WHEN),
        ("Thu, 18 Jul 24 10:05:00 GMT", WHEN),
        ("2024-07-18T10:05:00Z", WHEN),
        ("18 Jul 2024 12:05 +0200", WHEN),
        ("Thu, 18 Jul 2097 10:05:00 GMT", datetime(2097, 7, 18, 10, 5, tzinfo=UTC)),
        ("Thu, 18 Jul 9999 10:05:00 GMT", None),
        ("Mon, 01 Jan 0001 00:00:00 GMT", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates(stated: str, wanted: datetime | None) -> None:
    [entry] = entries(rss(item(f"<title>t</title><guid>g</guid><pubDate>{stated}</pubDate>")))
    assert entry.published == wanted


@pytest.mark.parametrize(
    ("guid", "wanted"), [("a", None), ("7", None), ("2026-05-04", datetime(2026, 5, 4, tzinfo=UTC))]
)
def test_a_guid_is_no_date_unless_it_says_so(guid: str, wanted: datetime | None) -> None:
    data = f"<rss version='2.0'><channel><item><title>One</title><guid>{guid}</guid></item></channel></rss>"
    assert parse(data.encode()).entries[0].published == wanted


def test_a_repeated_guid_for_other_articles_is_told_apart_and_the_same_entry_twice_is_one() -> None:
    one = item("<title>One</title><link>https://e.example/1</link><guid>same</guid>")
    two = item("<title>Two</title><link>https://e.example/2</link><guid>same</guid>")
    found = entries(rss(one, two, one))
    assert [entry.title for entry in found] == ["One", "Two"]
    assert len({entry.identity for entry in found}) == 2
    turned = entries(rss(two, one))
    assert {entry.identity for entry in turned} == {entry.identity for entry in found}
    assert [entry.identity for entry in entries(rss(one, one))] == ["same"]


def test_a_link_that_all_entries_share_is_no_identity() -> None:
    found = entries(rss(*(item(f"<title>{n}</title><link>https://e.example/</link>") for n in "abc")))
    assert len({entry.identity for entry in found}) == 3


def test_without_guid_and_link_the_content_is_the_identity() -> None:
    [one] = entries(rss(item("<title>a</title><description>b</description>")))
    [again] = entries(rss(item("<title>a</title><description>b</description>")))
    [other] = entries(rss(item("<title>a</title><description>c</description>")))
    assert one.identity == again.identity != other.identity


def test_a_guid_that_is_an_address_is_the_link() -> None:
    assert entries(rss(item("<title>a</title><guid>https://e.example/1</guid>")))[0].link == "https://e.example/1"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "exec:ls", "|id", "-x", "$(id)"])
def test_links_are_web_addresses_or_none(link: str) -> None:
    [entry] = entries(rss(item(f"<title>a</title><guid>g</guid><link>{link}</link>")))
    assert entry.link == ""


def test_plain_descriptions_keep_their_paragraphs() -> None:
    feed = parse(rss(item("<title>a</title><description>One.\n\nTwo.</description>")))
    assert next(feeds.articles(feed)).text == "One.\n\nTwo."


RUSSIAN = "Президент сказал да"


@pytest.mark.parametrize(
    ("data", "headers"),
    [
        (rss(item(f"<title>{RUSSIAN}</title>"), encoding="windows-1251"), None),
        (rss(item(f"<title>{RUSSIAN}</title>"), encoding="windows-1251"), {"Content-Type": "text/xml; charset=utf-8"}),
        (rss(item(f"<title>{RUSSIAN}</title>"), encoding="koi8-r"), None),
        (rss(item(f"<title>{RUSSIAN}</title>"), encoding="utf-16"), None),
        (rss(item(f"<title>{RUSSIAN}</title>")).replace(b"utf-8", b"windows-1251"), None),
        (rss(item(f"<title>{RUSSIAN}</title>")).replace(b"utf-8", b"utf-16"), None),
        (rss(item(f"<title>{RUSSIAN}</title>")), {"content-type": "text/xml; charset=iso-8859-1"}),
        (b"\xef\xbb\xbf" + rss(item(f"<title>{RUSSIAN}</title>")), None),
        (rss(item(f"<title>{RUSSIAN}</title>")).replace(b' encoding="utf-8"', b"").decode().encode("cp1251"),
         {"Content-Type": "application/rss+xml; charset=windows-1251"}),
        (b"\n\n  " + rss(item(f"<title>{RUSSIAN}</title>")), None),
        (rss(item(f"<title>{RUSSIAN}\x00</title>")), None),
    ],
)  # fmt: skip
def test_encodings(data: bytes, headers: dict[str, str] | None) -> None:
    assert parse(data, headers=headers).entries[0].title == RUSSIAN


def test_raw_escape_bytes_go_with_their_sequence() -> None:
    feed = parse(rss(item("<title>a\x1b]0;evil\x07b</title><description>c\x1b[31md</description>")))
    assert feed.entries[0].title == "ab"
    assert next(feeds.articles(feed)).text == "cd"


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><rss version='2.0'><channel><title>&i;</title></channel></rss>"
)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n",
        b"\xef\xbb\xbf",
        b"just words",
        b"<html><head><title>x</title></head><body><p>x</p></body></html>",
        b"<!DOCTYPE html><p>x",
        b"<?xml version='1.0'?><svg/>",
        b"<opml version='2.0'><body/></opml>",
        b"{",
        b"[]",
        b'{"a": 1}',
        b'{"version": "https://jsonfeed.org/version/1", "items": 5}',
        b"[" * 100_000,
        BOMB.encode(),
        b"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><channel><title>&x;</title></channel></rss>",
        bytes(range(256)),
    ],
)
def test_what_is_no_feed_is_said_plainly(data: bytes) -> None:
    with pytest.raises(FeedError) as caught:
        parse(data, "https://e.example/feed")
    assert caught.value.message


def test_a_feed_that_breaks_off_gives_what_came() -> None:
    data = RSS.encode()
    found = entries(data[: data.index(b"<description>&lt;p&gt;Second")])
    assert found[0].title == "Zoë’s bridge"


def test_undeclared_prefixes_and_bare_ampersands_are_forgiven() -> None:
    feed = parse(rss("<title>A & B</title>", item("<title>x &nbsp; y</title><dc:creator>J</dc:creator>")))
    assert feed.entries[0].title.startswith("x")


def test_markup_that_should_have_been_escaped_keeps_its_words() -> None:
    feed = parse(rss(item("<title>A <b>bold</b> title</title><description>One <b>two</b>.<p>Three.</p></description>")))
    assert feed.entries[0].title == "A bold title"
    assert next(feeds.articles(feed)).text == "One two.\n\nThree."


def test_deep_nesting_is_survived() -> None:
    deep = rss(item(f"<title>x</title><description>{'<a>' * 5000}y{'</a>' * 5000}</description>"))
    with contextlib.suppress(FeedError):
        parse(deep)


@pytest.mark.parametrize("text", [RSS, RSS_091, RDF, ATOM, JSON_FEED])
def test_feeds_look_like_feeds(text: str) -> None:
    assert feeds.looks_like_feed(text)


@pytest.mark.parametrize(
    "text", ["", "words", "<html><p>rss", "<!DOCTYPE html><feed>", '{"a": 1}', "<p>See <rss> here", "<opml></opml>"]
)
def test_other_texts_do_not(text: str) -> None:
    assert not feeds.looks_like_feed(text) or text.startswith("<p>")


SEEDS = [RSS.encode(), RSS_091.encode("latin-1"), RDF.encode(), ATOM.encode(), JSON_FEED.encode(), BOMB.encode()]
PIECES = [
    b"<",
    b">",
    b"&",
    b"]]>",
    b"<![CDATA[",
    b"\x00",
    b"\xff",
    b"\x1b[31m",
    b"<!--",
    b'"',
    b"&#27;",
    b"<item>",
    b"</channel>",
]


@settings(max_examples=2000)
@given(st.integers(0, 2**32))
def test_mutated_feeds_raise_nothing_but_plain_errors(seed: int) -> None:
    rng = random.Random(seed)
    data = bytearray(rng.choice(SEEDS))
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(data) + 1)
        kind = rng.random()
        if kind < 0.35:
            data[at:at] = rng.choice(PIECES)
        elif kind < 0.6:
            del data[at : at + rng.randint(1, 60)]
        elif kind < 0.8:
            other = rng.choice(SEEDS)
            start = rng.randrange(len(other))
            data[at:at] = other[start : start + rng.randint(1, 300)]
        else:
            data[at : at + 1] = bytes([rng.randrange(256)])
    try:
        feed = parse(bytes(data), "https://e.example/feed")
    except NewsreaderError as error:
        assert error.message
        return
    assert len({entry.identity for entry in feed.entries}) == len(feed.entries)
    for entry, article in zip(feed.entries, feeds.articles(feed), strict=True):
        assert not set(entry.title + entry.author + entry.link + article.text) & set("\x1b\x07\x00\u202e")
        assert entry.published is None or entry.published.tzinfo is UTC
        assert article.title
