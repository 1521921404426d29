"""PDF files, made here by hand, to articles."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.intake import files
from newsreader.intake.formats import pdf
from newsreader.intake.intake_errors import SourceError

FIRST = [
    "The Daily Quay",
    "The council of Port Alden voted on Monday to close the old",
    "drawbridge to lorries, which had been asked for by the inter-",
    "national union of boatmen since the spring of last year, and",
    "to build another.",
    "Nobody spoke against it in the well-lit hall. “We have waited",
    "long enough for this,” said the mayor, Ada Brook, and the very",
    "Page 1 of 3",
]
SECOND = [
    "The Daily Quay",
    "small crowd before the door agreed.",
    "What it costs",
    "Some four million will be paid by the county; the rest is well-",
    "lit by nobody yet.",
    "Page 2 of 3",
]
THIRD = ["The Daily Quay", "Work begins in May and ends a year later.", "Page 3 of 3"]


def made(pages: Sequence[Sequence[str]], **about: str) -> bytes:
    """A PDF with these lines on its pages, in Helvetica; `about` is what it states of itself."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for lines in pages:
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in (one.replace("(", "\\(") for one in lines))
        stream = f"BT /F1 11 Tf 60 760 Td {shown}ET"
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >>"
            f" /Contents {len(objects)} 0 R >>"
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append("<< " + " ".join(f"/{key} ({value})" for key, value in about.items()) + " >>")
    data, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{one}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode()


WHOLE = made([FIRST, SECOND, THIRD], Title="Bridge closed", Author="Joan Reed", CreationDate="D:20260504120000Z")


def protected(**how: str) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(WHOLE))
    writer.encrypt(algorithm="RC4-128", **how)  # type: ignore[arg-type]
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_lines_become_paragraphs_and_what_stands_on_every_page_goes() -> None:
    assert pdf.read(WHOLE, "x.pdf").text.split("\n\n") == [
        "The council of Port Alden voted on Monday to close the old drawbridge to lorries, which had been asked for by"
        " the international union of boatmen since the spring of last year, and to build another.",
        "Nobody spoke against it in the well-lit hall. “We have waited long enough for this,” said the mayor, Ada"
        " Brook, and the very small crowd before the door agreed.",
        "What it costs",
        "Some four million will be paid by the county; the rest is well-lit by nobody yet.",
        "Work begins in May and ends a year later.",
    ]


def test_title_author_and_date_are_those_that_the_file_states() -> None:
    found = pdf.read(WHOLE, "x.pdf")
    assert (found.title, found.byline) == ("Bridge closed", "Joan Reed")
    assert found.published == datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize("title", ["", "Microsoft Word - report 3.doc", "untitled", "bridge_final.indd"])
def test_a_title_that_is_none_gives_way_to_that_of_the_text(title: str) -> None:
    found = pdf.read(made([["Bridge closed to lorries", *FIRST[1:5]]], Title=title, Author="root"), "x.pdf")
    assert (found.title, found.byline) == ("Bridge closed to lorries", "")
    assert found.text.startswith("The council")


def test_a_file_and_its_bytes_are_read(tmp_path: Path) -> None:
    path = tmp_path / "bridge.pdf"
    path.write_bytes(WHOLE)
    assert [one.title for one in files.load(path)] == ["Bridge closed"]


def test_control_characters_in_it_do_not_come_through() -> None:
    found = pdf.read(made([["A \x1b[31mred\x07 bridge was opened by the mayor."]], Title="Red\x1b[2J"), "x.pdf")
    assert not any(ord(c) < 32 and c != "\n" for c in found.text + found.title)


def test_a_file_that_only_forbids_printing_is_read() -> None:
    assert pdf.read(protected(user_password="", owner_password="x"), "x.pdf").title == "Bridge closed"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (lambda: protected(user_password="secret"), "is protected by a password"),
        (lambda: b"%PDF-1.7 x", "is a damaged PDF"),
        (lambda: WHOLE[:400], "is a damaged PDF|has only pictures"),
        (lambda: made([[], []]), "has only pictures of its pages, no text"),
    ],
    ids=["protected", "empty", "cut off", "scanned"],
)
def test_what_cannot_be_read_is_a_plain_sentence(data: Callable[[], bytes], said: str) -> None:
    with pytest.raises(SourceError, match=rf"^x\.pdf ({said})"):
        list(files.read_articles(data(), "x.pdf"))


@given(st.integers(0, len(WHOLE) - 1), st.binary(max_size=40))
def test_no_damage_raises_anything_else(at: int, other: bytes) -> None:
    try:
        pdf.read(WHOLE[:at] + other + WHOLE[at + len(other) :], "x.pdf")
    except SourceError as error:
        assert error.message.startswith("x.pdf")
