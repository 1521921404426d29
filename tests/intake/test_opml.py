"""Lists of feeds in and out; nothing in them is run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader import resources
from newsreader.errors import NewsreaderError
from newsreader.intake.intake_errors import SourceError
from newsreader.intake.opml import Outline, looks_like_opml, read, read_urls, write

OPML_2 = b"""<?xml version="1.0" encoding="ISO-8859-1"?><!-- mine -->
<opml version="2.0"><head><title>My feeds</title></head><body>
<outline text="World"><outline type="rss" text="Caf\xe9 &amp; more" xmlUrl="https://one.example/feed" htmlUrl="https://one.example/"
 category="/morning,big news"/><outline text="Deep"><outline title="Two" xmlUrl="http://two.example/rss"/></outline></outline>
<outline text="Three [/x]" xmlURL="https://three.example/"/>
<outline text="Sport"><outline text="One again" xmlUrl="https://one.example/feed"/></outline>
<outline text="No feed"/></body></opml>"""


def test_opml_with_folders_categories_and_doubles() -> None:
    found = read(OPML_2)
    assert found.title == "My feeds"
    assert found.feeds == (
        Outline(
            "https://one.example/feed", "Café & more", "https://one.example/", ("World", "morning", "big news", "Sport")
        ),
        Outline("http://two.example/rss", "Two", "", ("World", "Deep")),
        Outline("https://three.example/", "Three [/x]"),
    )
    assert found.skipped == ()


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("|curl evil", "would run a command"),
        ("exec:~/bin/feed", "would run a command"),
        ("filter:~/x:http://e.example/", "would run a command"),
        ("file:///etc/passwd", "is a local file"),
        ("javascript:x", "not a web address"),
        ("/etc/passwd", "not a web address"),
    ],
)
def test_lines_that_would_run_commands_are_left_out_and_named(address: str, why: str) -> None:
    text = (
        f'<opml version="1.0"><body><outline xmlUrl="{address}"/><outline xmlUrl="https://ok.example/"/></body></opml>'
    )
    found = read(text.encode())
    assert [feed.url for feed in found.feeds] == ["https://ok.example/"]
    assert why in found.skipped[0] and address[:12] in found.skipped[0]
    listed = read_urls(f'"{address}" tag\nhttps://ok.example/\n'.encode())
    assert [feed.url for feed in listed.feeds] == ["https://ok.example/"]
    assert why in listed.skipped[0]


def test_a_filter_command_goes_and_its_feed_stays() -> None:
    found = read(b'<opml><body><outline text="x" xmlUrl="https://e.example/" filtercmd="rm -r"/></body></opml>')
    assert found.feeds == (Outline("https://e.example/", "x"),)
    assert "command" in found.skipped[0]


@pytest.mark.parametrize(
    "data",
    [b"", b"x", b"<rss/>", b"<html><body>", b"<!DOCTYPE opml [<!ENTITY a 'b'>]><opml><body/></opml>", b"\xff\xfe"],
)
def test_what_is_no_opml_is_said(data: bytes) -> None:
    with pytest.raises(SourceError):
        read(data)


def test_newsboat_urls() -> None:
    found = read_urls(
        b'# comment\nhttps://one.example/feed "~My title" news "two words"\nhttps://two.example/rss ! hidden\n\n'
        b'"query:Unread:unread = \\"yes\\"" all\nhttps://three.example/ "broken quote\n'
        b'https://four.example/a#b it\'s "~Bob\'s \\"own\\"" # a comment\n'
    )
    assert found.feeds == (
        Outline("https://one.example/feed", "My title", "", ("news", "two words")),
        Outline("https://two.example/rss", "", "", ("hidden",)),
        Outline("https://three.example/", "", "", ('"broken', "quote")),
        Outline("https://four.example/a#b", 'Bob\'s "own"', "", ("it's",)),
    )
    assert "search over other feeds" in found.skipped[0]


LINES = st.text(st.characters(codec="utf-8"), max_size=20)
OUTLINES = st.lists(
    st.builds(
        Outline,
        st.integers(0, 99).map(lambda n: f"https://e.example/feed?a={n}&b=<{n}>"),
        LINES.map(lambda text: " ".join(text.split())),
        st.just("") | st.just("https://e.example/"),
        st.lists(st.sampled_from(["World", "Sport & <x>", 'a"b']), max_size=2, unique=True).map(tuple),
    ),
    unique_by=lambda outline: outline.url,
)


@given(OUTLINES)
def test_what_is_written_reads_the_same(outlines: list[Outline]) -> None:
    text = write(outlines, "Mine <&>")
    assert looks_like_opml(text)
    back = {feed.url: feed for feed in read(text.encode()).feeds}
    assert set(back) == {outline.url for outline in outlines}
    for outline in outlines:
        assert (back[outline.url].tags, back[outline.url].site) == (outline.tags, outline.site)


@given(st.binary(max_size=300) | st.text(alphabet="<opml>/body utlinex=\"'&;").map(str.encode))
def test_any_bytes_give_a_list_or_a_plain_error(data: bytes) -> None:
    read_urls(data)
    try:
        read(data)
    except NewsreaderError as error:
        assert error.message


def test_the_starter_feeds() -> None:
    found = read((resources.seeds() / "feeds.opml").read_bytes())
    assert len(found.feeds) >= 12 and not found.skipped
    assert all(feed.url.startswith("https://") and feed.title and feed.tags for feed in found.feeds)


def test_a_bare_and_changes_no_address() -> None:
    text = '<opml><body><outline text="Fish & chips" xmlUrl="https://x.example/f?a=1&b=2"/></body></opml>'
    [feed] = read(text.encode()).feeds
    assert (feed.title, feed.url) == ("Fish & chips", "https://x.example/f?a=1&b=2")


def test_outlines_with_url_are_feeds_or_named() -> None:
    text = (
        '<opml><body><outline text="F" type="rss" url="https://x.example/f"/>'
        '<outline text="L" type="link" url="https://x.example/page"/>'
        '<outline text="I" type="include" url="https://x.example/more.opml"/></body></opml>'
    )
    found = read(text.encode())
    assert [feed.url for feed in found.feeds] == ["https://x.example/f"]
    assert ["page" in found.skipped[0], "more.opml" in found.skipped[1]] == [True, True]
