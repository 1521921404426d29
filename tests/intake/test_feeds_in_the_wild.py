"""Feeds as they are met: whatever one says is there, read by the faithful parser where the fast one would lose it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newsreader.intake import feeds
from newsreader.intake.feeds.embeds import linked
from newsreader.intake.feeds.entry_fields import title_words
from newsreader.intake.feeds.feed_dates import is_relative, moment
from newsreader.model.article import Article, MarkKind

ATOM = "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom' xmlns:media='http://search.yahoo.com/mrss/'{0}>{1}</feed>"
RSS = (
    "<?xml version='1.0'?><rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/' "
    "xmlns:content='http://purl.org/rss/1.0/modules/content/' "
    "xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' "
    "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:atom='http://www.w3.org/2005/Atom'>"
    "<channel><title>Town</title><link>https://town.example/</link>{0}</channel></rss>"
)


def read(text: str) -> tuple[feeds.ParsedFeed, list[Article]]:
    feed = feeds.parse(text.encode(), "https://town.example/feed")
    return feed, list(feeds.articles(feed))


def atom(*entries: str, more: str = "", attributes: str = "") -> str:
    return ATOM.format(
        attributes, f"<title>Town</title>{more}" + "".join(f"<entry>{entry}</entry>" for entry in entries)
    )


def rss(*items: str) -> str:
    return RSS.format("".join(f"<item>{item}</item>" for item in items))


def links(article: Article) -> list[str]:
    return [mark.value for mark in article.marks if mark.kind is MarkKind.LINK]


def test_addresses_are_resolved_against_their_own_base() -> None:
    entry = (
        "<title>Pier</title><link href='pier/'/>"
        "<content type='html' xml:base='pier/'>&lt;a href='map'&gt;Map&lt;/a&gt;</content>"
    )
    feed, [article] = read(atom(entry, attributes=" xml:base='https://paper.example/2026/'"))
    assert feed.entries[0].link == "https://paper.example/2026/pier/"
    assert links(article) == ["https://paper.example/2026/pier/map"]


def test_xhtml_keeps_its_words_and_paragraphs_apart() -> None:
    div = "<div xmlns='http://www.w3.org/1999/xhtml'>{0}</div>"
    entry = (
        f"<title type='xhtml'>{div.format('A <em>new</em> pier')}</title><link href='https://t.example/1'/>"
        f"<content type='xhtml'>{div.format('<p>First <i>part</i>.</p><p>Second part.</p>')}</content>"
    )
    _, [article] = read(atom(entry))
    assert (article.title, article.text) == ("A new pier", "First part.\n\nSecond part.")


@pytest.mark.parametrize(
    "given",
    [
        "<link rel='self' href='https://t.example/a.atom'/><link href='https://t.example/a'/>",
        "<link rel='alternate' type='application/json' href='https://t.example/a.json'/>"
        "<link rel='alternate' type='text/html' href='https://t.example/a'/>",
        "<link href='https://t.example/a'/><link rel='alternate' type='text/gemini' href='gemini://t.example/a'/>",
        "<link rel='related' href='https://other.example/'/><link rel='alternate' href='https://t.example/a'/>",
    ],
)
def test_of_several_links_the_page_is_taken(given: str) -> None:
    feed, _ = read(atom(f"<title>A</title>{given}"))
    assert feed.entries[0].link == "https://t.example/a"


@pytest.mark.parametrize(
    "given",
    [
        "<atom:link rel='self' href='https://t.example/a.atom'/><link>https://t.example/a</link>",
        "<atom:link rel='alternate' href='https://t.example/a'/>",
        "<link rel='alternate' href='https://t.example/a'></link>",
    ],
)
def test_links_of_atom_in_rss(given: str) -> None:
    feed, _ = read(rss(f"<title>A</title>{given}<description>Words.</description>"))
    assert feed.entries[0].link == "https://t.example/a"


@pytest.mark.parametrize("name", ["media:title", "itunes:title", "dc:title"])
def test_titles_of_other_vocabularies_do_not_take_the_place_of_the_title(name: str) -> None:
    feed, _ = read(rss(f"<{name}>Other</{name}><title>Headline</title><link>https://t.example/a</link>"))
    assert feed.entries[0].title == "Headline"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("<h3>Two <b>boats</b></h3>", "Two boats"),
        ("Rain<br>then sun", "Rain then sun"),
        ("<!-- x -->Calm sea", "Calm sea"),
        ("map<str, int> in Rust", "map<str, int> in Rust"),
        ("Never use <b> again", "Never use <b> again"),
        ('<a href="/x">A link', "A link"),
        ("1 < 2 &amp; 3", "1 < 2 & 3"),
    ],
)
def test_titles(raw: str, words: str) -> None:
    assert title_words(raw) == words


def test_a_podcast_without_links_has_its_file() -> None:
    item = (
        "<title>Episode 9</title><itunes:summary>About the tide.</itunes:summary>"
        "<itunes:duration>4350</itunes:duration>"
        "<enclosure url='https://cdn.example/9.mp3' length='52000000' type='audio/mpeg'/>"
    )
    feed, [article] = read(rss(item))
    assert feed.entries[0].link == "https://cdn.example/9.mp3"
    assert article.text == "About the tide.\n\nAudio, 1:12:30, 52.0 MB"
    assert links(article) == ["https://cdn.example/9.mp3"]


def test_a_video_has_its_description_and_a_picture_its_words() -> None:
    group = "<media:group><media:description>How a lock works.\n0:00 Start</media:description></media:group>"
    _, [video] = read(atom(f"<title>Lock</title><link href='https://v.example/1'/>{group}"))
    assert video.text == "How a lock works.\n0:00 Start"
    picture = (
        "<media:content url='https://p.example/1.png' medium='image'>"
        "<media:description>A gull</media:description></media:content>"
    )
    _, [post] = read(
        rss(f"<guid>https://p.example/1</guid><link>https://p.example/1</link><description></description>{picture}")
    )
    assert post.text == "A gull\n\nImage"
    assert links(post) == ["https://p.example/1.png"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (
            "<p>One.</p><iframe src='https://v.example/e' title='The film'></iframe><p>Two.</p>",
            "One.\n\nThe film\n\nTwo.",
        ),
        ("<p>One.</p><video src='f.mp4'></video>", "One.\n\nVideo"),
        ("<p>One.</p><audio><source src='/s.mp3'></audio>", "One.\n\nAudio"),
        ("<img src='data:x' data-src='https://p.example/1.jpg' alt='A mole'>", "A mole"),
        ("<img src='1.png' alt='Strip' title='The joke'>", "Strip – The joke"),
        ("<p>Hi <img class='wp-smiley' alt='🙂' src='s.png'> there</p>", "Hi 🙂 there"),
        ("<p>One.</p><img src='https://t.example/pixel' width='1' height='1'>", "One."),
        ("<p><a href='https://t.example/big.jpg'><img src='small.jpg' alt='Pier'></a></p>", "Pier"),
        ("<figure><img src='a.jpg' alt='x'><figcaption>The old pier</figcaption></figure>", "The old pier"),
    ],
)
def test_what_is_not_prose_is_a_line_with_a_link(markup: str, text: str) -> None:
    _, [article] = read(
        rss(f"<title>T</title><link>https://t.example/1</link><content:encoded><![CDATA[{markup}]]></content:encoded>")
    )
    assert article.text == text


def test_markup_that_cannot_be_parsed_stays() -> None:
    assert linked("no pictures") == "no pictures"
    assert "words" in linked("words<img")


def test_encodings_and_broken_xml() -> None:
    latin = rss("<title>Fähre nach Süden</title><link>https://t.example/?a=1&b=2&copy=3</link>").replace(
        "version='1.0'", "version='1.0' encoding='UTF-8'"
    )
    feed = feeds.parse(latin.encode("latin-1"))
    assert (feed.entries[0].title, feed.entries[0].link) == ("Fähre nach Süden", "https://t.example/?a=1&b=2&copy=3")
    feed, _ = read(rss("<title>Salt & vinegar, AT&T, it&#146;s &#x93;so&#x94;</title>"))
    assert feed.entries[0].title == "Salt & vinegar, AT&T, it’s “so”"


def test_texts_that_are_escaped_twice_or_not_at_all() -> None:
    twice = "&amp;lt;p&amp;gt;One.&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;Two.&amp;lt;/p&amp;gt;"
    plain = "One &amp;amp; all.\n\nTwo."
    _, articles = read(
        rss(*(f"<title>T{n}</title><description>{text}</description>" for n, text in enumerate((twice, plain))))
    )
    assert [article.text for article in articles] == ["One.\n\nTwo.", "One & all.\n\nTwo."]


def test_a_lead_of_other_words_stands_before_the_story() -> None:
    story = f"<content:encoded><![CDATA[<p>{'The council met on Monday. ' * 12}</p>]]></content:encoded>"
    _, [article, same] = read(
        rss(
            f"<title>A</title><description>Why nobody wanted the bridge</description>{story}",
            f"<title>B</title><description>The council met on Monday.</description>{story}",
        )
    )
    assert article.text.startswith("Why nobody wanted the bridge\n\nThe council met")
    assert same.text.startswith("The council met on Monday. The council")


def test_people() -> None:
    feed, _ = read(
        atom(
            "<title>A</title><author><name>Ana</name></author><author><name>Bo</name></author>",
            "<title>B</title>",
            "<title>C</title><source><author><name>Cy</name></author></source>",
            more="<author><name>The Editor</name></author>",
        )
    )
    assert [entry.author for entry in feed.entries] == ["Ana, Bo", "The Editor", "Cy"]
    feed, _ = read(
        rss(
            "<title>A</title><dc:creator>Ana</dc:creator><dc:creator>Bo</dc:creator>",
            "<title>B</title><author>desk@town.example (The Desk)</author>",
            "<title>C</title><author>desk@town.example</author>",
        )
    )
    assert [entry.author for entry in feed.entries] == ["Ana, Bo", "The Desk", ""]


NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("04.03.2026 09:30", NOW.replace(hour=9, minute=30)),
        ("Wed, 04 Mar 2026 13:00:00 +01", NOW),
        ("Wed Mar 04 2026 14:00:00 GMT+0200 (Eastern European Standard Time)", NOW),
        ("mié, 04 mar 2026 12:00:00 +0000", NOW),
        ("Mi, 04 Mär 2026 12:00:00 +0000", NOW),
        ("mar. 3 févr. 2026 12:00:00 +0000", datetime(2026, 2, 3, 12, tzinfo=UTC)),
        ("Ср, 04 мар 2026 15:00:00 +0300", NOW),
        ("śr, 04 mar 2026 13:00:00 +0100", NOW),
        ("2 hours ago", NOW - timedelta(hours=2)),
        ("an hour ago", NOW - timedelta(hours=1)),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_dates(raw: object, found: datetime | None) -> None:
    assert moment(raw, NOW) == found
    assert is_relative(raw) == (isinstance(raw, str) and "ago" in raw)


def test_a_feed_behind_an_html_doctype_and_an_empty_one() -> None:
    feed, _ = read("<!DOCTYPE html>\n" + rss("<title>A</title>").partition("?>")[2])
    assert [entry.title for entry in feed.entries] == ["A"]
    assert feeds.parse(b"<rss version='2.0'><channel></channel></rss>").entries == ()
