"""Hostile input of every kind: small files that would take minutes or gigabytes without the bounds of the parsers."""

from __future__ import annotations

import io
import os
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mutations import PARSERS, mutated, run
from newsreader.config import reading, tables
from newsreader.config.settings import ConfigError
from newsreader.errors import NewsreaderError
from newsreader.importing.subscribe import read_list
from newsreader.intake import feeds, files, opml, sources
from newsreader.intake.formats import epub, html, mail, markdown, pages, pdf_pages
from newsreader.intake.intake_errors import FeedError, SourceError
from newsreader.intake.text import dates, tag_limits

WORDS = "The lock keeper opened the upper gate at noon, and nobody on the towpath could say why it had been shut. "


def named(value: object) -> str:
    """Return a short name for a parameter."""
    return repr(value[:16]) if isinstance(value, (str, bytes)) else str(value)


@contextmanager
def within(seconds: float = 10, megabytes: float = 0) -> Iterator[None]:
    """Fail where the body takes more processor time, or more memory where some is given, than that."""
    if megabytes:
        tracemalloc.start()
    before = time.process_time()
    try:
        yield
        taken = time.process_time() - before
        assert taken < seconds * (3 if megabytes else 1)
        assert not megabytes or tracemalloc.get_traced_memory()[1] < megabytes * 1e6
    finally:
        tracemalloc.stop()


def test_mutated_inputs_give_articles_or_plain_errors() -> None:
    for number in range(12 * len(PARSERS)):
        name, data = mutated(number)
        try:
            run(name, data[:5000])
        except NewsreaderError:
            continue
        except BaseException as error:
            raise AssertionError(f"mutation {number} of {name}") from error


@pytest.mark.parametrize("header", ["Subject", "From", "Date", "Content-Type", "X-Other"])
@pytest.mark.parametrize("word", ["=?utf-8?b?w6k=?= ", "a@b.test, ", "; x=y", "word\r\n "])
def test_a_header_without_end_takes_little(header: str, word: str) -> None:
    head = f"MIME-Version: 1.0\r\nMessage-ID: <2@lock.test>\r\n{header}: {word * 30_000}\r\n\r\n"
    with within(megabytes=30):
        try:
            list(mail.messages((head + WORDS * 5).encode(), "x"))
        except SourceError as error:
            assert error.message.startswith("x ")


def test_a_subject_without_end_is_cut_between_words() -> None:
    [article] = mail.messages(f"Message-ID: <3@lock.test>\nSubject: {'gate ' * 2000}\n\n{WORDS}".encode(), "x")
    assert 3900 < len(article.title) <= 4000
    assert set(article.title.split()) == {"gate"}


def test_many_headers_and_lines_take_little(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "_MOST_LINES", 1000)
    [article] = mail.messages(b"Subject: Lock\r\n\r\n" + b"A line of it.\r\n" * 5000, "x")
    assert 900 < article.text.count("A line") < 1000


@pytest.mark.parametrize(
    "level",
    ["Content-Type: message/rfc822\n\n", 'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n', "content-type:\n multipart/digest; boundary={n}\n\n--{n}\n\n"],  # noqa: E501
    ids=named,
)  # fmt: skip
def test_parts_in_parts_are_a_sentence(level: str) -> None:
    nest = "".join(level.replace("{n}", f"b{n}") for n in range(2000))
    message = f"Subject: Nest\nMIME-Version: 1.0\n{nest}Content-Type: text/plain\n\n{WORDS}"
    with within(), pytest.raises(SourceError, match="x has no message with text"):
        list(mail.messages(message.encode(), "x"))


def test_parts_in_some_parts_are_read() -> None:
    nest = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(20))
    [article] = mail.messages(
        f"Subject: Nest\nMIME-Version: 1.0\n{nest}Content-Type: text/plain\n\n{WORDS}".encode(), "x"
    )
    assert article.text == WORDS.strip()


def test_headers_are_decoded_as_mail_programs_write_them() -> None:
    raw = 'From: "Kai \xe9" <k@lock.test>\nSubject: =?iso-8859-1?q?caf=E9?=\n =?utf-8?b?4oCZcw==?= C:\\users =?x?q?broken\n\n'  # noqa: E501
    [article] = mail.messages(raw.encode("latin-1") + WORDS.encode(), "x")
    assert (article.title, article.source) == ("café’s C:\\users =?x?q?broken", "Kai é")


def book(chapters: list[str], files_: dict[str, bytes], container: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip")
        rootfile = '<container><rootfile full-path="b.opf"/></container>'
        archive.writestr("META-INF/container.xml", container or rootfile)
        items = "".join(f'<item id="{name}" href="{name}"/>' for name in files_)
        spine = "".join(f'<itemref idref="{name}"/>' for name in chapters)
        archive.writestr("b.opf", f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>")
        for name, data in files_.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_a_chapter_is_read_once_however_often_it_is_named() -> None:
    data = book(["a", "b"] * 400, {"a": WORDS.encode() * 500, "b": WORDS.encode() * 400})
    with within():
        assert len(list(epub.chapters(data, "x"))) == 2


def test_a_book_that_is_too_long_ends_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epub, "_MOST_BYTES_ALTOGETHER", 3 * len(WORDS) * 10)
    names = [f"c{n}" for n in range(5)]
    found = list(epub.chapters(book(names, dict.fromkeys(names, WORDS.encode() * 10)), "x"))
    assert len(found) == 3
    assert found[-1].text.endswith("[The book is too long: the following chapters were left out.]")
    assert "left out" not in found[0].text + found[1].text


@pytest.mark.parametrize(
    "container",
    [" ", "<container/>", "<!-- none -->", "\0", "<?xml version='1.0' encoding='utf-16'?><a/>", "<a " + "b='1' " * 60_000],  # noqa: E501
    ids=named,
)  # fmt: skip
def test_a_book_without_contents_is_broken(container: str) -> None:
    with within(), pytest.raises(SourceError, match="x is a broken EPUB file"):
        epub.chapters(book(["a"], {"a": WORDS.encode() * 9}, container), "x")


def test_a_book_of_very_many_files_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epub, "_MOST_FILES", 10)
    names = [f"c{n}" for n in range(10)]
    with pytest.raises(SourceError, match="x is a broken EPUB file"):
        epub.chapters(book(names, dict.fromkeys(names, WORDS.encode() * 10)), "x")


class Page:
    """Stands in for pypdf's pages: takes `steps` steps of a text extraction."""

    def __init__(self, steps: int = 0) -> None:
        self.steps = steps

    def extract_text(self, visitor_operand_before: Callable[..., None] | None = None) -> str:
        for _ in range(self.steps):
            if visitor_operand_before:
                visitor_operand_before()
        return "A line."


class Reader:
    def __init__(self, *pages: Page) -> None:
        self.pages = pages


@pytest.mark.parametrize(
    ("drawn", "until", "said"),
    [
        ([1, 1, 1], 99, ""),
        ([1, 9_000_000, 1], 99, "[Page 2 was left out: reading the whole file takes too long.]"),
        ([9_000_000, 9_000_000, 1], 99, "[Pages 1 and 2 were left out: reading the whole file takes too long.]"),
        ([1, 100_000, 1], 5, "[Pages from 2 on were left out: reading the whole file takes too long.]"),
        ([9_000_000, 1, 1], 2, "[Pages 1 and all from 3 on were left out: reading the whole file takes too long.]"),
    ],
    ids=named,
)
def test_pages_that_take_too_long_are_named(
    drawn: list[int], until: float, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(1000))
    monkeypatch.setattr(pdf_pages.time, "monotonic", lambda: float(next(clock)))  # type: ignore[attr-defined]
    sizes = iter(drawn)
    monkeypatch.setattr(pdf_pages, "_drawn", lambda page: (next(sizes), False))
    pages_, sentence = pdf_pages.read(Reader(*(Page(30) for _ in drawn)), until)  # type: ignore[arg-type]
    assert sentence == said
    assert len(pages_) + sum(size > 1_000_000 for size in drawn) == 3 or "from" in said


def test_forms_in_forms_of_a_pdf_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    data = PARSERS["pdf"][0]
    content, resources = b"/X Do " * 12, b"/Resources<</Font<</F 4 0 R>>/XObject<</X %d 0 R>>>>"
    forms = b"".join(
        b"%d 0 obj\n<</Type/XObject/Subtype/Form%s/Length %d>>stream\n%s\nendstream\nendobj\n"
        % (n, resources % (n + 1), len(content), content)
        for n in range(8, 15)
    )
    nested = data.replace(b"/XObject<</X 6 0 R>>", b"/XObject<</X 8 0 R>>").replace(b"xref\n", forms + b"xrfe\n", 1)
    monkeypatch.setattr(pdf_pages.read, "__defaults__", (0.5,))
    with within():
        try:
            [article] = files.read_articles(nested, "x")
            assert article.text
        except SourceError as error:
            assert error.message.startswith("x ")


def test_a_tag_keeps_its_first_attributes() -> None:
    many = " ".join(f"data-x{n}='>{n}'" for n in range(50_000))
    with within():
        assert html.read(f"<html><body><div {many} class=x>{WORDS * 30}</div>").text.startswith(WORDS[:50])
    cut = tag_limits.limit_tags(f"<p class=a {many}>{WORDS}</p>")
    assert cut.startswith("<p class=a data-x0='>0'")
    assert cut.endswith(f">{WORDS}</p>")
    assert 150 <= cut.count("data-x") <= tag_limits.MOST_ATTRIBUTES


@pytest.mark.parametrize(
    "markup",
    [
        f"<p title='{'word ' * 4000}'>{WORDS}</p>",
        f"<script>if (a<b && {'c=d ' * 4000}) {{}}</script><p>{WORDS}</p>",
        f"<!-- <p {'a=b ' * 4000}> --><p>{WORDS}</p>",
        "<p class=x>" + WORDS * 200,
    ],
    ids=named,
)
def test_markup_within_the_bounds_stays_as_it_is(markup: str) -> None:
    assert tag_limits.limit_tags(markup) == markup


def test_words_behind_very_many_tags_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tag_limits, "MOST_TAGS", 4)
    assert tag_limits.limit_tags("<p>a</p><p>b</p><i>c</i> d") == "<p>a</p><p>b</p> c  d"


@pytest.mark.parametrize("start", ["<a", "<a b='", '<a b="', "<!--", "<script>", "<a " + " " * 99, "<a /", "<a x='"])
def test_bounding_takes_linear_time(start: str) -> None:
    with within(5):
        tag_limits.limit_tags(start * 300_000)


@pytest.mark.parametrize(
    "tag", ["<a href=x>w ", "<p>w ", "<td>w ", "<h1>w</h1>", "<font>w ", "<blockquote>w ", "<ul><li>w ", "<form>w "]
)
def test_a_busy_page_of_tags_that_nothing_closes_takes_linear_time(tag: str) -> None:
    with within():
        pages.extract(f"<html><body><nav><a href='/a'>x</a></nav><p>{WORDS * 20}</p>{tag * 30_000}")


@pytest.mark.parametrize("around", ["<blockquote>", "<b>", "<ul><li>", "<aside>", "<div class=byline>"])
def test_words_deep_inside_take_linear_time_and_memory(around: str) -> None:
    with within(megabytes=120):
        pages.extract(f"<html><body>{around * 900}" + f"<div>{WORDS}</div>" * 3000)


@pytest.mark.parametrize(
    "text",
    [
        ">" * 50_000 + " w", "[" * 50_000, "![a" * 50_000, "*a " * 50_000, "a <![CDATA[" * 50_000, "- " * 50_000,
        "> " * 30 + "w\n" * 50_000, "_" * 50_000 + "a", "~~a " * 50_000, "[a](<b" * 50_000, "- a\n" * 100_000,
        "+++\n" + "a." * 50_000 + "b=1\n+++\nw", "<div>\n\n" * 40_000,
    ],
    ids=named,
)  # fmt: skip
def test_markdown_takes_linear_time(text: str) -> None:
    with within():
        assert markdown.read(text).url == ""


@pytest.mark.parametrize("front", ["a = " + "[" * 9000, "a = " + "1" * 5000])
def test_front_matter_that_is_not_toml_is_text(front: str) -> None:
    assert markdown.read(f"+++\n{front}\n+++\n{WORDS}").text


def front_matter_with_aliases() -> str:
    """Return a few lines whose last list would hold 9 ** 12 words."""
    lines = [f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(["k0: &k0 [lol, lol]", *lines, "title: *k11", "author: [*k11, *k10]"])


@pytest.mark.parametrize("c_loader", [True, False])
@pytest.mark.parametrize(
    "front",
    [
        front_matter_with_aliases(),
        "title: &a [*a]",
        "title: " + "[" * 19_000,
        "title: " + "[" * 9000 + "]" * 9000,
        "title: " + "{a: " * 4000,
        "\n".join(" " * n + "title:" for n in range(180)),
        "title: x\n" + "? " * 9000,
        "title: x\n" + "- " * 9000,
        "title: " + "1" * 15_000,
        "title: !!python/object/apply:os.getcwd []",
        "title: " + ":".join(["59"] * 6000),
        "\n".join(f"title{n}: x" for n in range(1500)),
        "title: x\n" + "k: v\n" * 100_000,
    ],
    ids=named,
)
def test_hostile_front_matter_takes_little(front: str, c_loader: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not c_loader:
        monkeypatch.delattr("yaml.CBaseLoader", raising=False)
    with within(5, megabytes=30):
        assert WORDS.strip() in markdown.read(f"---\n{front}\n---\n{WORDS}").text


def test_signs_of_an_endless_paragraph_are_words() -> None:
    assert markdown.read("*a* " * 20_000).text.startswith("*a* *a*")
    assert markdown.read("*a* " * 100).text.startswith("a a")


def feed(inside: str, attributes: str = "") -> bytes:
    return f"<rss version='2.0'><channel {attributes}><title>Lock</title><item><title>x</title>{inside}</item></channel></rss>".encode()  # noqa: E501


@pytest.mark.parametrize("name", ["a{n}", "xmlns:a{n}"])
def test_a_feed_with_a_crowded_tag_is_refused(name: str) -> None:
    crowded = " ".join(f"{name.replace('{n}', str(n))}='>u{n}'" for n in range(60_000))
    with within(), pytest.raises(FeedError, match="too many attributes"):
        feeds.parse(feed("", crowded))


@pytest.mark.parametrize(
    "data",
    [
        feed("<description>" + "&lt;a href=x>w" * 30_000 + "</description>"),
        feed("<description>" + "&lt;blockquote>w" * 30_000 + "</description>"),
        b"<!DOCTYPE [" * 30_000 + feed("<description>x</description>"),
        feed("<description>x</description></item><item><title>" + "&lt;b&gt;" * 20_000 + "</title>" * 1),
        b'{"version":"https://jsonfeed.org/version/1","items":[' + b'{"id":1,"content_text":"a"},' * 20_000 + b"{}]}",
        b"<!---->" * 60 + b"<x>",
    ],
    ids=named,
)
def test_a_feed_takes_linear_time(data: bytes) -> None:
    with within():
        try:
            list(feeds.articles(feeds.parse(data)))
        except FeedError as error:
            assert error.message


def test_a_broken_feed_of_very_many_tags_is_refused() -> None:
    with within(5), pytest.raises(FeedError, match="no feed that newsreader can read"):
        feeds.parse(b"<rss><channel></title>" + b"<b>" * 1_500_000)


def test_tags_in_titles_go_where_they_are_closed() -> None:
    parsed = feeds.parse(
        feed("</item><item><title>&lt;b&gt;A &lt;i&gt;c&lt;/i&gt;&lt;/b&gt; &lt;u&gt;d e&lt;br/&gt;</title>")
    )
    assert parsed.entries[-1].title == "A c <u>d e"


@pytest.mark.parametrize(
    "inside",
    [
        "<outline text='a'>" * 10_000,
        "<outline xmlUrl='http://lock.test/' category='{n}'/>",
        "<outline " + " ".join(f"a{n}='1'" for n in range(60_000)) + "/>",
        "</body><head>" + "<title>x</title>" * 60_000,
    ],
    ids=named,
)
def test_a_list_of_feeds_takes_linear_time(inside: str) -> None:
    inside = "".join(inside.replace("{n}", str(n)) for n in range(30_000)) if "{n}" in inside else inside
    with within():
        opml.read(f"<opml><body>{inside}".encode())
        assert not opml.looks_like_opml("<!---->" * 60 + "x")


def test_dates_of_odd_letters_are_none_or_dates() -> None:
    for text in (
        "14 \u017fep 2026",
        "1. augu\u017ftus 2026",
        "3 \u017feptember 2026 9:99",
        "Mon, 1 Jan 2026 00:00:00 +9999 EST",
    ):
        found = dates.parse(text)
        assert found is None or found.year in (2025, 2026)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_pipes_and_devices_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.eml")
    (tmp_path / "link.txt").symlink_to(tmp_path / "pipe.eml")
    for path in (tmp_path / "pipe.eml", tmp_path / "link.txt", Path(os.devnull)):
        with pytest.raises(SourceError, match="is a pipe or a device"):
            list(sources.load(str(path)))
        with pytest.raises(SourceError, match="is a pipe or a device"):
            read_list(path, surely=True)
    (tmp_path / "good.txt").write_text(f"Lock shut\n\n{WORDS}")
    assert [article.title for article in sources.load(str(tmp_path))] == ["Lock shut"]


def test_a_number_without_end_in_the_settings_is_said() -> None:
    with pytest.raises(ConfigError, match=r"a number in it is too long"):
        reading.read(b"measure = " + b"1" * 5000, Path("x.toml"))


def test_the_line_of_a_mistake_in_long_settings_is_found_quickly() -> None:
    rules = "".join(f'[[rules]]\naction = "star"\nwords = """{n}\nx"""\n' for n in range(800))
    with within(), pytest.raises(ConfigError, match=r"line 3204: rules\[801\].action"):
        reading.read(f'{rules}\n\n[[rules]]\naction = "bark"\nwords = "w"\n'.encode(), Path("x.toml"))
    assert tables.line_of("a = [\n1,\n2]\nb = 3\n", ("a",)) == 1
    assert tables.line_of("a = [\n1,\n2]\n\nb = 3\n", ("b",)) == 5
    assert tables.line_of("a = 1\n", ("b",)) == 1
