"""HTML pages and pieces."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsreader.intake.formats import html
from newsreader.model.article import Article

LONG = "The council voted on Tuesday to keep the old bridge open, after two years of argument about its cost. " * 3


def marks(article: Article) -> list[tuple[str, str, str]]:
    return [(m.kind.value, m.value, article.text[m.start : m.end]) for m in article.marks]


def test_structure_becomes_marks_over_one_text() -> None:
    article = html.read(
        "<h2>Head <i>line</i></h2><p>One <a href='/a'>link</a> and <b>bold</b>.<br>Next</p>"
        "<ul><li>a<li><p>b</p><p>b goes on</p><ul><li>deep</ul></ul><ol start=4><li>x</ol>"
        "<blockquote><p>said</p></blockquote><pre>  code\n\n\n  more</pre>"
        "<figure><img src='i.png'><figcaption>Seen</figcaption></figure>",
        "https://e.example/d/",
    )
    assert article.text.split("\n\n") == [
        "Head line", "One link and bold.\nNext", "a", "b", "b goes on", "deep", "x", "said", "  code", "  more", "Seen",
    ]  # fmt: skip
    assert marks(article) == [
        ("heading", "2", "Head line"),
        ("emphasis", "", "line"),
        ("link", "https://e.example/a", "link"),
        ("strong", "", "bold"),
        ("item", "•", "a"),
        ("item", "•", "b"),
        ("item", "", "b goes on"),
        ("item", "◦", "deep"),
        ("item", "4.", "x"),
        ("blockquote", "", "said"),
        ("code", "", "  code\n\n  more"),
        ("caption", "https://e.example/d/i.png", "Seen"),
    ]


def test_a_mark_never_crosses_a_paragraph() -> None:
    article = html.read("<b>one<p>two <a href='http://e.example'>x<p>y</a></b>")
    for mark in article.marks:
        assert "\n\n" not in article.text[mark.start : mark.end]
    assert ("link", "http://e.example", "y") in marks(article)


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "java\nscript:x", ""]
)
def test_other_links_are_words_only(href: str) -> None:
    article = html.read(f'<p>See <a href="{href}">this</a></p>', "")
    assert article.text == "See this"
    assert not article.marks


@pytest.mark.parametrize(
    "markup",
    ["<script>bad()</script>", "<style>bad{}</style>", "<noscript>bad</noscript>", "<template>bad</template>",
     "<button>bad</button>", "<p hidden>bad</p>", "<p style='display: none'>bad</p>", "<!-- bad -->",
     "<select><option>bad</select>", "<iframe>bad</iframe>", "<svg><text>bad</text></svg>"],
)  # fmt: skip
def test_what_is_no_text_does_not_show(markup: str) -> None:
    assert html.read(f"<p>Good {markup}tail</p>").text.replace("\n\n", " ") == "Good tail"


def test_entities_cannot_smuggle_controls() -> None:
    article = html.read(
        "<title>T&#27;]0;evil&#7;&#x202e;</title><p title='x'>a&#27;[31mb&#155;31mc&#8238;d &#146;ok&#146;</p>"
        "<a href='http://e.example/&#27;[31m'>l</a>"
    )
    assert article.title == "T"
    assert article.text.startswith("ab›31mcd ’ok’") or article.text.startswith("ab31mcd ’ok’")
    assert "\x1b" not in repr(article)


PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Old [bridge] stays open - The Daily</title>
<meta property="og:title" content="Old [bridge] stays open"><meta property="og:site_name" content="The Daily">
<meta name="author" content="By Jane Doe"><meta property="article:published_time" content="2022-07-18T10:00:00+02:00">
<link rel="canonical" href="/bridge"></head><body><nav><a href="/">Home</a> menu words</nav>
<header><h1>Old [bridge] stays open</h1></header><div class="share-bar">Share this</div>
<main><article><h1>Old [bridge] stays open</h1><p>{LONG}</p><aside>aside words</aside>
<h2>Next</h2><p>{LONG}</p></article></main>
<form>form words</form><footer>footer words</footer></body></html>"""


def test_a_page_says_who_when_and_where() -> None:
    article = html.read(PAGE, "https://www.daily.example/x?utm=1")
    assert article.title == "Old [bridge] stays open"
    assert article.byline == "Jane Doe"
    assert article.published == datetime(2022, 7, 18, 8, tzinfo=UTC)
    assert article.source == "The Daily"
    assert article.url == "https://www.daily.example/bridge"
    assert article.text == f"{LONG.strip()}\n\nNext\n\n{LONG.strip()}"


def test_a_dateline_gives_the_place() -> None:
    article = html.read(f"<html><title>Bridge</title><p>CAIRO – 26 July 2022: {LONG}</p></html>")
    assert (article.place, article.published) == ("Cairo", datetime(2022, 7, 26, tzinfo=UTC))


def test_linked_data_comes_first_and_may_be_broken() -> None:
    data = (
        '{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"No"},{"@type":["NewsArticle"],'
        '"headline":"From data","author":[{"@type":"Person","name":"Jane Doe"},{"name":"John Roe"}],'
        '"datePublished":"2022-07-18","publisher":{"name":"The Daily"}}]}'
    )
    article = html.read(f'<html><script type="application/ld+json">{data}</script><p>{LONG}</p>')
    assert (article.title, article.byline, article.source) == ("From data", "Jane Doe, John Roe", "The Daily")
    broken = html.read(f'<html><title>T</title><script type="application/ld+json">{{"@graph": [</script><p>{LONG}</p>')
    assert broken.title == "T"


def test_a_page_in_one_form_still_shows() -> None:
    assert html.read("<html><body><form><p>Words of the page</p></form></body></html>").text == "Words of the page"


def test_plain_words_and_nothing() -> None:
    assert html.read("just words & more").text == "just words & more"
    assert html.read("").text == ""
    assert html.read("<!-- -->").text == ""
    assert html.read("<p>a\x00b</p>").text == "ab"


def test_tables_are_lines() -> None:
    assert html.read("<table><tr><th>A<th>B<tr><td>1<td>2</table>").text == "A | B\n1 | 2"


@given(st.text(alphabet="<>/abiplu&#;27 \n=\"'\x1b") | st.text())
def test_any_markup_gives_clean_text_and_marks_in_it(markup: str) -> None:
    article = html.read(markup, "https://e.example/")
    assert article.text == article.text.strip("\n")
    assert "\n\n\n" not in article.text
    assert not set(article.text + article.title) & set("\x1b\x07\x9b\u202e\r")
    assert all(0 <= m.start < m.end <= len(article.text) for m in article.marks)
    assert list(article.marks) == sorted(article.marks, key=lambda m: (m.start, -m.end))


@pytest.mark.parametrize("piece", ["<div>", "<b>x", "<ul><li>y", "<p>words</p>", "<blockquote>", "<!--", "<a href=x>"])
def test_deep_and_long_markup_takes_linear_time(piece: str) -> None:
    before = time.process_time()
    html.read(piece * 20_000)
    assert time.process_time() - before < 10


@given(
    st.lists(
        st.sampled_from(
            "<p>|</p>|<p>Words.</p>|<p>|</p>|Words of it|  |\n|a > b é|&amp;|&#x27;|&lt;p&gt;|&#8217;|&#8203;|&#8195;|"
            "&nbsp;|amp;|&#0032;|&quot".split("|")
        ),
        max_size=6,
    )
)
@example(["<p>It", "&#8217;", "s ", "&amp;", "amp; ", "&lt;p&gt;", "</p>"])
@example(["Words of it", "&#8195;", "</p>"])
@example(["&#8203;"])
@example(["<p>Words.</p>", "Words of it"])
@example(["Words of it", "</p>"])
def test_plain_paragraphs_read_as_the_parser_reads_them(parts: list[str]) -> None:
    markup = "".join(parts)
    tree = html.parse(markup)
    assert html.read_fragment(markup, "https://e.example/") == (html.render(tree) if tree is not None else ("", ()))
