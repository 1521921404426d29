"""The article on pages of many layouts, and the feeds that pages name."""

import pytest

from newsreader.intake.formats import pages
from newsreader.model.article import Article, MarkKind

FIRST = (
    "The council of Riverton voted on Tuesday to keep the old bridge open, after two years of argument about what it "
    "costs and who is going to pay for the repairs, which are to begin in spring."
)
SECOND = (
    "Engineers had warned in March that two of the seven arches were weaker than the plans said, and that lorries of "
    "more than twelve tonnes should take the long way round by the northern road."
)
THIRD = (
    "“Nobody here wants to see it go,” the mayor, Ada Quill, told reporters after the meeting. The opposition said "
    "that the money would be missing at the schools, and asked for a second opinion."
)
LAST = (
    "A final decision on the toll is expected in autumn, when the report of the auditors is due. Until then, the "
    "bridge stays free for everyone who crosses it on foot or by bicycle."
)
LIST = "<ul><li>Steel for two arches</li><li>Stone for the rest</li></ul>"
BODY = f"<p>{FIRST}</p><h2>Weak arches</h2><p>{SECOND}</p>{LIST}<p>{THIRD}</p><p>{LAST}</p>"
NAV = '<nav><ul><li><a href="/">Home</a><li><a href="/world">World</a><li><a href="/sport">Sport</a></ul></nav>'
MENU = '<div class="main-menu"><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a></div>'
RELATED = (
    '<div class="related"><h3>More stories</h3><ul><li><a href="/a">Harbour gets a new crane for large ships</a>'
    '<li><a href="/b">Schools to close early in the heat</a></ul></div>'
)
SHARE = '<div class="share-buttons"><a href="#">Share on Chirper</a><a href="#">Send by mail</a></div>'
COOKIES = '<div id="cookie-banner"><p>Accept all our cookies to go on.</p><button>Accept</button></div>'
COMMENTS = '<section id="comments"><h3>Comments</h3><p>I never liked that bridge, to be honest.</p></section>'
FOOTER = '<footer><p>Copyright The Riverton Mail. All rights reserved.</p><a href="/imprint">Imprint</a></footer>'
HEAD = '<head><meta charset="utf-8"><title>Old bridge stays open | The Riverton Mail</title></head>'
H1 = "<h1>Old bridge stays open</h1>"

LAYOUTS = {
    "article element": f"{NAV}<article>{H1}{BODY}</article>{RELATED}{FOOTER}",
    "article in main": f"{NAV}<main><article><header>{H1}</header>{BODY}</article>{RELATED}</main>{FOOTER}",
    "main only": f"{NAV}<main>{H1}{SHARE}{BODY}</main>{FOOTER}",
    "role main": f'{MENU}<div role="main">{H1}{BODY}</div>{FOOTER}',
    "article body": f'{NAV}<div class="wrap">{H1}<div itemprop="articleBody">{BODY}</div>{RELATED}</div>{FOOTER}',
    "bare": f"{H1}{BODY}",
    "content div": f'{NAV}<div id="content">{H1}{BODY}</div>{FOOTER}',
    "entry content": f'{MENU}<div class="post"><div class="entry-content">{H1}{BODY}</div></div>{RELATED}{FOOTER}',
    "sidebar first": f'<aside>{RELATED}</aside><div class="story">{H1}{BODY}</div>{FOOTER}',
    "sidebar div": f'<div class="sidebar">{RELATED}</div><div class="story">{H1}{BODY}</div>{FOOTER}',
    "cookies first": f"{COOKIES}{NAV}<article>{H1}{BODY}</article>{FOOTER}",
    "comments below": f"{NAV}<article>{H1}{BODY}</article>{COMMENTS}{FOOTER}",
    "comments inside": f"{NAV}<article>{H1}{BODY}{COMMENTS}</article>{FOOTER}",
    "share inside": f"{NAV}<article>{H1}{SHARE}{BODY}{SHARE}</article>{FOOTER}",
    "teasers beside": f"{NAV}<article>{H1}{BODY}</article><article><h2>Crane</h2>Harbour gets a crane.</article>",
    "nested divs": f'{NAV}<div><div><div class="x"><div>{H1}</div><div>{BODY}</div></div></div></div>{FOOTER}',
    "old table": f'<table><tr><td><a href="/">Home</a><td><div>{H1}{BODY}</div></table>',
    "section": f'{NAV}<section class="article-body">{H1}{BODY}</section>{RELATED}{FOOTER}',
    "form around": f'<form action="/x"><div>{H1}{BODY}</div></form>',
    "with-sidebar": f'{NAV}<div class="with-sidebar">{H1}{BODY}</div>{FOOTER}',
    "social issues": f'{NAV}<div class="social issues"><h1>Old bridge stays open</h1>{BODY}</div>{FOOTER}',
    "form and skip link": f'<a href="#c">Skip</a><form action="/x"><div id="c">{H1}{BODY}</div></form>',
    "long comments": f"{NAV}<article>{H1}{BODY}</article>{COMMENTS * 40}{FOOTER}",
    "script inside": f"{NAV}<article>{H1}<script>var ad = 1;</script>{BODY}<noscript>Turn on</noscript></article>",
}
NOISE = (
    "Home",
    "Sport",
    "More stories",
    "Harbour",
    "Share on",
    "cookies",
    "never liked",
    "rights reserved",
    "var ad",
    "Turn on",
)


def page(body: str) -> Article:
    return pages.extract(f"<!DOCTYPE html><html>{HEAD}<body>{body}</body></html>", "https://mail.example/bridge")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_article_comes_out_of_every_layout(layout: str) -> None:
    article = page(LAYOUTS[layout])
    assert article.title == "Old bridge stays open"
    for part in (FIRST, SECOND, THIRD, LAST, "Steel for two arches", "Weak arches"):
        assert part in article.text
    assert not [noise for noise in NOISE if noise in article.text]
    assert article.text.count("Old bridge stays open") == 0
    assert article.text.split("\n\n")[0] == FIRST
    kinds = [(m.kind, article.text[m.start : m.end]) for m in article.marks]
    assert (MarkKind.HEADING, "Weak arches") in kinds
    assert (MarkKind.ITEM, "Stone for the rest") in kinds


def test_links_quotes_and_captions_of_a_busy_page() -> None:
    rich = (
        f"{NAV}<div class=story>{H1}<p>{FIRST} <a href='/plan'>The plan</a>.</p><blockquote>"
        f"<p>{SECOND}</p></blockquote><p><b>{THIRD}</b></p><p>{LAST}</p></div>{FOOTER}"
    )
    article = page(rich)
    marks = {(m.kind, m.value, article.text[m.start : m.end]) for m in article.marks}
    assert (MarkKind.LINK, "https://mail.example/plan", "The plan") in marks
    assert (MarkKind.BLOCKQUOTE, "", SECOND) in marks
    assert (MarkKind.STRONG, "", THIRD) in marks


def test_by_line_and_date_in_the_text_become_fields() -> None:
    article = page(f"<article>{H1}<p>By Jane Doe</p><p>18 July 2022</p>{BODY}</article>")
    assert article.byline == "Jane Doe"
    assert article.published is not None and article.published.year == 2022
    assert article.text.startswith(FIRST)


def test_a_script_page_has_no_words() -> None:
    assert pages.extract("<!DOCTYPE html><html><body><div id=app></div><script>x</script></body></html>").text == ""


def test_feeds_that_a_page_names() -> None:
    markup = (
        '<head><link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">'
        '<link rel="alternate" type="application/atom+xml" title="News [all]" href="/feed.atom">'
        '<link rel="alternate" type="application/rss+xml" href="javascript:x">'
        '<link rel="alternate" hreflang="de" href="/de">'
        '<link rel="alternate" type="application/json" href="/wp-json/1">'
        '<link rel="alternate" type="application/feed+json" href="//cdn.example/feed.json"></head>'
        '<a href="/rss">RSS</a>'
    )
    assert [(link.url, link.title) for link in pages.feed_links(markup, "https://e.example/x")] == [
        ("https://e.example/feed.atom", "News [all]"),
        ("https://cdn.example/feed.json", ""),
        ("https://e.example/comments/feed", "Comments"),
    ]


def test_links_that_look_like_feeds_where_none_is_named() -> None:
    markup = (
        "<a href='/news/rss'>Feed</a><a href='https://other.example/rss'>x</a><a href='/feedback'>y</a>"
        "<a href='http://['>z</a>"
    )
    assert [link.url for link in pages.feed_links(markup, "https://e.example/")] == ["https://e.example/news/rss"]
    assert pages.feed_links("", "https://e.example/") == ()


def test_common_places() -> None:
    assert pages.common_places("https://e.example/a/b")[0] == "https://e.example/feed"
    assert pages.common_places("file:///x") == ()


def test_a_page_laid_out_in_divs_keeps_its_code() -> None:
    code = "<pre><code>span = 7\nload = 12\n</code></pre>"
    article = page(f"{NAV}<div class=story>{H1}<p>{FIRST}</p><p>{SECOND}</p>{code}<p>{THIRD}</p></div>{FOOTER}")
    assert [article.text[m.start : m.end] for m in article.marks if m.kind is MarkKind.CODE] == ["span = 7\nload = 12"]


def test_menus_without_a_name_are_left_out_and_lists_of_sources_are_kept() -> None:
    menu = "".join(f'<div><a href="/{name}">{name}</a></div>' for name in ("Home", "Sport", "Science"))
    sources = "".join(f'<li><a href="https://other.example/{n}">Report {n} of the engineers</a></li>' for n in range(4))
    rest = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><ul>{sources}</ul><small>© 2026 The Riverton Mail</small>"
    article = page(f"<div>{menu}</div><div>{H1}{rest}</div>")
    assert article.text.startswith(FIRST)
    assert article.text.endswith("Report 3 of the engineers")
    assert "Sport" not in article.text


def test_a_page_of_links_alone_still_shows_them() -> None:
    links = "".join(f'<li><a href="/{n}">Story number {n} of this week</a></li>' for n in range(9))
    assert page(f"<ul>{links}</ul>").text.count("Story number") == 9


def test_the_site_is_taken_off_a_title_that_the_page_shows_without_it() -> None:
    markup = f"<html><head><title>Bridge - stays - Mail</title></head><b>Bridge - stays</b><p>{FIRST}</p></html>"
    assert pages.extract(markup).title == "Bridge - stays"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Von Henrike Stolt", "Henrike Stolt"),
        ("Von Jana Fenn und Tom Roth, Dunmore", "Jana Fenn und Tom Roth"),
        ("Par Marie-Anne du Bois et Luc Petit", "Marie-Anne du Bois et Luc Petit"),
        ("Por Juan Pérez y Ana Gil", "Juan Pérez y Ana Gil"),
        ("By Nora Kell", "Nora Kell"),
        ("Von der Insel berichtet heute", ""),
        ("More by this author", ""),
    ],
)
def test_a_line_that_is_called_the_byline_names_who_wrote_it(line: str, names: str) -> None:
    story = "<p>The pier was closed on Monday for eleven months, and nobody in the town knew of it.</p>" * 4
    article = pages.extract(
        f"<html><body><article><h1>Pier</h1><p class='post-autor'>{line}</p>{story}</article></body></html>"
    )
    assert article.byline == names
    assert (line in article.text) == (not names)


@pytest.mark.parametrize(
    ("said", "closed"),
    [
        ('{"@type": "NewsArticle", "isAccessibleForFree": false}', True),
        ('{"@type": "NewsArticle", "isAccessibleForFree":"False"}', True),
        ('{"hasPart": {"isAccessibleForFree" : "http://schema.org/False", "cssSelector": ".rest"}}', True),
        ('{"@type": "NewsArticle", "isAccessibleForFree": true}', False),
        ('{"@type": "NewsArticle"}', False),
    ],
)
def test_a_page_says_itself_whether_all_of_it_is_free(said: str, closed: bool) -> None:
    markup = f"<html><head><script type='application/ld+json'>{said}</script></head><p>{FIRST}</p></html>"
    assert pages.is_closed(markup) is closed
