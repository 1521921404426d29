"""Copying and exporting: what is written says what the article says, in the format's own rules."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from newsreader import Analysis, Article, Entity, Mark, Quote, Span, export
from newsreader.errors import NewsreaderError
from newsreader.export import write_files
from newsreader.export.write_files import Item
from newsreader.model.article import MarkKind
from newsreader.model.note import Note

TEXT = (
    "The council voted to close the bridge. “We will act,” Ada Brook said. “It is time.”\n\n"
    "“The bridge,” said Tom Reed, the city engineer, “cannot carry lorries,\n"
    "and it has no handrail.”\n\n"
    "“Nobody asked us,” residents said."
)


def quote(words: str, **known: object) -> Quote:
    start = TEXT.index(words)
    return Quote(start, start + len(words), **known)  # type: ignore[arg-type]


ARTICLE = Article(
    TEXT,
    title="Bridge to close",
    source="Harbour Post",
    published=datetime(2026, 3, 4, 23, 30, tzinfo=UTC),
    url="https://example.org/bridge",
)
ANALYSIS = Analysis(
    sentences=(Span(0, 38),),
    summary=(Span(0, 38), Span(TEXT.index("“The bridge"), TEXT.index("“Nobody") - 2)),
    quotes=(
        quote("We will act,", speaker="Ada Brook", weight=0.4),
        quote("It is time.", speaker="Ada Brook", weight=0.1, continues=0),
        quote("The bridge,", speaker="Tom Reed", role="city engineer", weight=0.2),
        quote("cannot carry lorries,\nand it has no handrail.", speaker="Tom Reed", weight=0.9, continues=2),
        quote("Nobody asked us,", weight=0.1),
    ),
    entities=(
        Entity(TEXT.index("Tom"), TEXT.index("Tom") + 8, "PERSON", "Tom Reed"),
        Entity(TEXT.index("Ada"), TEXT.index("Ada") + 9, "PERSON", "Ada Brook"),
    ),
)


def test_summary_comes_with_title_source_date_and_link() -> None:
    assert export.summary_text(ARTICLE, ANALYSIS) == (
        "Bridge to close\n\n"
        "- The council voted to close the bridge.\n"
        "- “The bridge,” said Tom Reed, the city engineer, “cannot carry lorries, and it has no handrail.”\n\n"
        "Harbour Post, 4 March 2026\nhttps://example.org/bridge"
    )


def test_what_is_unknown_leaves_no_trace() -> None:
    assert export.summary_text(Article("One. Two."), Analysis(summary=(Span(0, 4),))) == "- One."
    assert export.quote_text(Article("“Go on then,” he said."), Analysis(quotes=(Quote(1, 12),)), 0) == "“Go on then”"


@pytest.mark.parametrize("index", [0, 1])
def test_a_split_quote_is_copied_whole_with_the_stop_that_the_comma_stood_for(index: int) -> None:
    assert export.quote_text(ARTICLE, ANALYSIS, index) == (
        "“We will act. It is time.” — Ada Brook (Harbour Post, 4 March 2026, https://example.org/bridge)"
    )


def test_a_quote_that_goes_on_in_the_same_sentence_keeps_its_comma_and_names_the_role() -> None:
    assert export.quote_text(ARTICLE, ANALYSIS, 3).startswith(
        "“The bridge, cannot carry lorries, and it has no handrail.” — Tom Reed, city engineer ("
    )


def test_a_quote_without_speaker_has_no_dash() -> None:
    assert export.quote_text(ARTICLE, ANALYSIS, 4).startswith("“Nobody asked us” (Harbour Post")


@pytest.mark.parametrize("index", [-1, 5])
def test_asking_for_no_quote_is_an_error(index: int) -> None:
    with pytest.raises(IndexError):
        export.quote_text(ARTICLE, ANALYSIS, index)


def test_key_quotes_come_best_first_by_statement() -> None:
    lines = export.quotes_text(ARTICLE, ANALYSIS, 2).split("\n")
    assert lines[2].startswith("“The bridge, cannot carry")
    assert lines[3] == "“We will act. It is time.” — Ada Brook"
    assert lines[4:] == ["", "Harbour Post, 4 March 2026", "https://example.org/bridge"]


def test_link_is_copied_with_the_title() -> None:
    assert export.link_text(ARTICLE) == "Bridge to close\nhttps://example.org/bridge"


@given(st.lists(st.one_of(st.none(), st.integers(-3, 12)), max_size=10))
def test_statements_hold_every_quote_once_in_reading_order(continued: list[int | None]) -> None:
    analysis = Analysis(quotes=tuple(Quote(i, i + 1, continues=c) for i, c in enumerate(continued)))
    groups = export.statements(analysis)
    assert sorted(i for group in groups for i in group) == list(range(len(continued)))
    assert all(group == sorted(group) for group in groups)
    assert [group[0] for group in groups] == sorted(group[0] for group in groups)
    for group in groups:
        assert all(continued[i] in group for i in group[1:])


def test_every_public_name_can_be_had() -> None:
    assert all(callable(getattr(export, name)) for name in export.__all__)
    with pytest.raises(AttributeError):
        _ = export.nothing  # type: ignore[attr-defined]


# Markdown


MARKED = (
    "Costs\n\nThe *new* bridge [sic] costs $5 & more; see the plan.\nSecond line.\n\n# not a heading\n\n"
    "Steel\n\nConcrete #1\n\nAs it was said\n\nfor x in y:\n\n    run(`x`)\n\nA lorry"
)


def mark(words: str, kind: MarkKind, value: str = "") -> Mark:
    start = MARKED.index(words)
    return Mark(start, start + len(words), kind, value)


MARKED_ARTICLE = Article(
    MARKED,
    title="A [/] title",
    marks=(
        mark("Costs", MarkKind.HEADING, "2"),
        mark("bridge", MarkKind.STRONG),
        mark("the plan", MarkKind.LINK, "https://example.org/a (b)"),
        mark("more", MarkKind.LINK, "javascript:alert(1)"),
        mark("Steel", MarkKind.ITEM, "•"),
        mark("Concrete #1", MarkKind.ITEM, "•"),
        mark("As it was said", MarkKind.BLOCKQUOTE),
        mark("for x in y:\n\n    run(`x`)", MarkKind.CODE),
        mark("A lorry", MarkKind.CAPTION, "https://example.org/lorry.jpg"),
    ),
)


def test_markdown_of_every_mark() -> None:
    assert export.markdown(MARKED_ARTICLE, None) == (
        '---\ntitle: "A [/] title"\n---\n\n'
        "# A \\[/\\] title\n\n"
        "### Costs\n\n"
        "The \\*new\\* **bridge** \\[sic\\] costs $5 & more; see the plan.\\\nSecond line.\n\n"
        "\\# not a heading\n\n"
        "- Steel\n- Concrete \\#1\n\n"
        "> As it was said\n\n"
        "```\nfor x in y:\n\n    run(`x`)\n```\n\n"
        "[A lorry](https://example.org/lorry.jpg)\n"
    ), "a link with a space in its address is none"


def test_a_block_quote_of_two_paragraphs_stays_one() -> None:
    article = Article("One.\n\nTwo.\n\nThree.", marks=(Mark(0, 10, MarkKind.BLOCKQUOTE),))
    assert export.markdown(article, None).endswith("\n> One.\n>\n> Two.\n\nThree.\n")
    assert "<blockquote>\n<p>One.</p>\n<p>Two.</p>\n</blockquote>\n<p>Three.</p>" in export.html([(article, None)])


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a_(b)?c=*d*&copy;e=_f_",
        "https://example.org/[x](y)",
        "http://e.org/<a>\\b",
        "mailto:a@b.org",
    ],
)
def test_links_lead_where_they_led(address: str) -> None:
    article = Article("See here.", marks=(Mark(4, 8, MarkKind.LINK, address),))
    tokens = MarkdownIt("commonmark").parse(export.markdown(article, None))
    (link,) = (child for token in tokens for child in token.children or () if child.type == "link_open")
    plain = MarkdownIt("commonmark").normalizeLink(address.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C"))
    assert link.attrs["href"] == plain


def test_markdown_front_matter_summary_and_quotes() -> None:
    lines = export.markdown(ARTICLE, ANALYSIS).split("\n")
    assert lines[:7] == [
        "---",
        'title: "Bridge to close"',
        'source: "Harbour Post"',
        'date: "2026-03-04T23:30:00+00:00"',
        'url: "https://example.org/bridge"',
        'people: ["Tom Reed", "Ada Brook"]',
        "---",
    ]
    assert "- The council voted to close the bridge." in lines
    assert "> “We will act. It is time.” — Ada Brook" in lines
    assert lines.index("## Summary") < lines.index("## Key quotes") < lines.index("## Article")


def shown(markdown: str) -> str:
    """Return the words that a reader of the Markdown sees, without white space."""
    tokens = MarkdownIt("commonmark").parse(markdown)
    leaves = (leaf for token in tokens for leaf in token.children or [token] if not leaf.children)
    return "".join("".join(leaf.content.split()) for leaf in leaves)


NASTY = st.text(st.sampled_from("ab1.)(*_`#>+-=[]<>!|~&;\\: \n/\"'"), max_size=60)
KINDS = st.sampled_from([k for k in MarkKind if k is not MarkKind.LINK])


@given(NASTY)
def test_escaped_text_is_shown_letter_for_letter(text: str) -> None:
    assert shown(export.markdown(Article(text), None).split("---\n", 2)[2]) == "".join(text.split())


@given(NASTY, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20), KINDS, st.sampled_from(["", "2", "1.", "•"]))))
def test_marked_text_loses_no_letter(text: str, raw: list[tuple[int, int, MarkKind, str]]) -> None:
    marks = tuple(
        sorted(
            (Mark(s, min(s + n, len(text)), k, v) for s, n, k, v in raw if s < len(text)),
            key=lambda m: (m.start, -m.end),
        )
    )
    article = Article(text, marks=marks)
    letters = "".join(text.split())
    assert shown(export.markdown(article, None).split("---\n", 2)[2]) == letters
    page = Shown()
    page.feed(export.html([(article, None)]).split("</header>")[1])
    assert "".join("".join(page.words).split()) == letters


class Shown(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


# HTML, JSON, EPUB


def test_html_shows_names_and_quotes_and_links_only_to_the_web() -> None:
    page = export.html([(ARTICLE, ANALYSIS), (MARKED_ARTICLE, None)])
    assert '<mark class="person" title="Tom Reed">Tom Reed</mark>' in page
    assert "<blockquote><p>“We will act. It is time.” — Ada Brook</p></blockquote>" in page
    reader = Shown()
    reader.feed(page)
    assert reader.links == ["https://example.org/bridge", "https://example.org/lorry.jpg"]
    assert "A [/] title" in reader.words


def test_hostile_text_stays_text_in_html() -> None:
    article = Article('<script>alert("x")</script>', title="<b>", source='"><img src=x>', url='https://e.org/"><i>')
    page = export.html([(article, Analysis(entities=(Entity(0, 8, "PERSON", '"><script>'),)))])
    assert "<script" not in page and "<img" not in page and "<i>" not in page and "<b>" not in page


def test_json_offsets_count_in_the_body() -> None:
    (data,) = json.loads(export.to_json([(ARTICLE, ANALYSIS)]))
    for part in ("summary", "quotes", "entities"):
        assert data[part]
        assert all(data["body"][span["start"] : span["end"]] == span["text"] for span in data[part])
    assert data["published"] == "2026-03-04T23:30:00+00:00"
    assert data["quotes"][3] | {"text": ""} == {
        "start": ANALYSIS.quotes[3].start,
        "end": ANALYSIS.quotes[3].end,
        "text": "",
        "speaker": "Tom Reed",
        "role": None,
        "speaker_start": None,
        "speaker_end": None,
        "weight": 0.9,
        "continues": 2,
    }


def test_json_has_only_the_parts_asked_for() -> None:
    assert {"summary", "entities"}.isdisjoint(export.article_data(ARTICLE, ANALYSIS, ["quotes"]))


def test_epub_is_a_book_of_well_formed_chapters_and_the_same_each_time() -> None:
    made = datetime(2026, 4, 1, tzinfo=UTC)
    pairs = [(ARTICLE, ANALYSIS), (MARKED_ARTICLE, None)]
    data = export.epub(pairs, made)
    assert data == export.epub(pairs, made)
    with zipfile.ZipFile(BytesIO(data)) as book:
        first = book.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert book.read("mimetype") == b"application/epub+zip"
        package = ElementTree.fromstring(book.read("content.opf"))
        assert [title.text for title in package.iter() if title.tag.endswith("}title")] == ["Articles, 2026-04-01"]
        names = [item.attrib["href"] for item in package.iter() if item.tag.endswith("}item")]
        assert set(names) <= set(book.namelist())
        for name in [n for n in names if n.endswith(".xhtml")]:
            ElementTree.fromstring(book.read(name))
        assert "Bridge to close" in book.read("article-1.xhtml").decode()


NOTES = (
    Note(1, 7, 0, 11, "The council", "Which [one] & why?", datetime(2026, 3, 5, tzinfo=UTC)),
    Note(
        2,
        7,
        TEXT.index("it has"),
        TEXT.index("it has") + 22,
        "it has no handrail.”\n\n",
        "",
        datetime(2026, 3, 6, tzinfo=UTC),
    ),
)


def test_notes_are_in_every_format() -> None:
    markdown = export.markdown(ARTICLE, None, NOTES)
    assert "## Notes\n\n> The council\n\nWhich \\[one\\] & why?\n\n> it has no handrail.”\n\n## Article" in markdown
    page = export.html([(ARTICLE, None)], [NOTES])
    assert '<blockquote class="note"><p>The council</p></blockquote><p>Which [one] &amp; why?</p>' in page
    assert '<mark class="note" title="Which [one] &amp; why?">The council</mark>' in page
    (row,) = json.loads(export.to_json([(ARTICLE, None)], [NOTES]))
    assert row["notes"][0] == {
        "start": 0, "end": 11, "text": "The council", "words": "Which [one] & why?",
        "made": "2026-03-05T00:00:00+00:00",
    }  # fmt: skip
    book = export.epub([(ARTICLE, None)], datetime(2026, 3, 7, tzinfo=UTC), notes=[NOTES])
    with zipfile.ZipFile(BytesIO(book)) as archive:
        chapter = archive.read("article-1.xhtml").decode()
    ElementTree.fromstring(chapter)
    assert "Which [one] &amp; why?" in chapter


def test_tags_are_in_what_programs_read() -> None:
    assert '\ntags: ["housing", "city-hall"]\n' in export.markdown(ARTICLE, None, tags=["housing", "city hall"])
    (row,) = json.loads(export.to_json([(ARTICLE, None)], tags=[["housing", "city hall"]]))
    assert row["tags"] == ["housing", "city hall"]
    assert "tags:" not in export.markdown(ARTICLE, None)


def test_without_notes_nothing_is_said_of_them() -> None:
    assert "Notes" not in export.markdown(ARTICLE, None)
    assert "notes" not in json.loads(export.to_json([(ARTICLE, None)]))[0]


@pytest.mark.parametrize(("kind", "begins"), [("md", b"---"), ("html", b"<!DOCTYPE"), ("json", b"["), ("epub", b"PK")])
def test_files_of_every_format_are_written_and_none_over_another(tmp_path: Path, kind: str, begins: bytes) -> None:
    made = datetime(2026, 3, 7, tzinfo=UTC)
    first = write_files.write([Item(ARTICLE, ANALYSIS, NOTES)], kind, tmp_path, made)
    second = write_files.write([Item(ARTICLE, ANALYSIS, NOTES)], kind, tmp_path, made)
    assert [first.name, second.name] == [f"2026-03-04-bridge-to-close.{kind}", f"2026-03-04-bridge-to-close-2.{kind}"]
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes().startswith(begins)
    both = write_files.write([Item(ARTICLE, ANALYSIS), Item(ARTICLE, None)], kind, tmp_path, made)
    assert both == (tmp_path if kind == "md" else tmp_path / f"articles.{kind}")
    named = write_files.write([Item(ARTICLE, None)], kind, tmp_path / "named", made)
    assert named.read_bytes() == write_files.encode([Item(ARTICLE, None)], kind, made)


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(NewsreaderError, match="cannot be written"):
        write_files.write([Item(ARTICLE, None)], "md", tmp_path / "missing" / "a.md", datetime(2026, 3, 7, tzinfo=UTC))
