"""Newsletters and books."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.intake import files
from newsreader.intake.formats import html
from newsreader.intake.intake_errors import SourceError

WORDS = "The council voted on Tuesday to keep the old bridge open, after two years of argument about what it costs."


def letter(html: str = "", text: str = "", subject: str = "Zoë’s [letter]") -> bytes:
    message = EmailMessage()
    message["From"] = '"The Riverton Mail" <news@mail.example>'
    message["To"] = "you@home.example"
    message["Subject"] = subject
    message["Date"] = "Mon, 18 Jul 2022 12:05:00 +0200 (CEST)"
    message["Message-ID"] = "<1@mail.example>"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    message.add_attachment(b"attached words", maintype="text", subtype="plain", filename="x.txt")
    return bytes(message)


def test_a_newsletter() -> None:
    [article] = files.read_articles(
        letter(f"<h1>Zoë’s [letter]</h1><p>{WORDS} <a href='https://e.example/'>More</a>"), "x", ".eml"
    )
    assert (article.title, article.source) == ("Zoë’s [letter]", "The Riverton Mail")
    assert article.text == f"{WORDS} More"
    assert article.published == datetime(2022, 7, 18, 10, 5, tzinfo=UTC)
    assert article.marks[0].value == "https://e.example/"


def test_a_plain_letter_is_known_without_its_suffix() -> None:
    [article] = files.read_articles(letter(text=f"{WORDS}\n\nSecond."), "x")
    assert article.text == f"{WORDS}\n\nSecond."


def test_a_mailbox() -> None:
    start = b"From news@mail.example Mon Jul 18 12:05:00 2022\n"
    box = b"\n".join(start + letter(f"<p>{n} {WORDS}", subject=f"Number {n}") for n in (1, 2, 3))
    assert [article.title for article in files.read_articles(box, "x", ".mbox")] == ["Number 1", "Number 2", "Number 3"]
    assert len(list(files.read_articles(box, "x"))) == 3


def test_a_message_that_breaks_its_parser_ends_for_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    render = html.render

    def broken(tree: object) -> object:
        text, marks = render(tree)
        if "odd" in text:
            raise RecursionError
        return text, marks

    monkeypatch.setattr(html, "render", broken)
    start = b"From news@mail.example Mon Jul 18 12:05:00 2022\n"
    words = ("The first letter.", "An odd letter.", "The third letter.", "One more odd letter.")
    box = b"\n".join(start + letter(f"<p>{w} {WORDS}</p>", subject=w) for w in words)
    found: list[str] = []
    with pytest.raises(SourceError, match=r"Message 2 of box\.mbox could not be read: RecursionError\. And 1 more"):
        found.extend(article.title for article in files.read_articles(box, "box.mbox", ".mbox"))
    assert found == [words[0], words[2]]


def test_an_article_that_begins_like_a_letter_is_an_article() -> None:
    text = f"From: the council\nTo: the people\n\n{WORDS}"
    [article] = files.read_articles(text.encode(), "x", ".txt")
    assert "the council" in article.title + article.text


def test_an_empty_letter_is_said() -> None:
    with pytest.raises(SourceError, match="x has no message"):
        files.read_articles(b"Subject: x\nMIME-Version: 1.0\n\n", "x", ".eml")


def book(**chapters: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        )
        items = "".join(f'<item id="{name}" href="{name}%20x.xhtml"/>' for name in chapters)
        spine = "".join(f'<itemref idref="{name}"/>' for name in [*chapters, "missing"])
        archive.writestr(
            "OEBPS/book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
            "<dc:title>Rivers [1]</dc:title><dc:creator>Jane Doe</dc:creator><dc:date>2021</dc:date></metadata>"
            f'<manifest>{items}<item id="missing" href="no.xhtml"/></manifest><spine>{spine}</spine></package>',
        )
        for name, body in chapters.items():
            archive.writestr(
                f"OEBPS/{name} x.xhtml", f"<html><head><title>{name}</title></head><body>{body}</body></html>"
            )
    return out.getvalue()


def test_a_book_is_its_chapters() -> None:
    data = book(cover="<p>Rivers</p>", one=f"<h1>One</h1><p>{WORDS}</p>", two=f"<h1>Two</h1><p>{WORDS}</p>")
    first, second = files.read_articles(data, "x", ".epub")
    assert (first.title, second.title, first.text) == ("One", "Two", WORDS)
    assert (first.source, first.byline) == ("Rivers [1]", "Jane Doe")
    assert first.published == datetime(2021, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("cut", [60, 200, 900])
def test_a_broken_book_is_said(cut: int) -> None:
    with pytest.raises(SourceError, match=r"^x "):
        files.read_articles(book(one=f"<p>{WORDS}</p>")[:cut], "x", ".epub")
    with pytest.raises(SourceError, match="no chapter"):
        files.read_articles(book(one="<p>short</p>"), "x")


@given(st.binary(max_size=300).map(lambda tail: b"Subject: x\nMIME-Version: 1.0\n" + tail), st.integers(0, 10_000))
def test_any_letter_and_any_cut_book_give_articles_or_a_plain_error(data: bytes, at: int) -> None:
    whole = book(one=f"<p>{WORDS}</p>")
    at %= len(whole)
    for raw in (data, whole[:at] + b"\xff\x00" + whole[at + 2 :]):
        try:
            assert all(article.title for article in files.read_articles(raw, "it", ".eml" if raw is data else ""))
        except SourceError as error:
            assert error.message.startswith("it ")
