"""Turn a PDF into an article: join the lines of all pages to paragraphs.

A PDF knows the places of glyphs, not paragraphs: the ends of lines show those. pypdf reads the pages.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from newsreader.intake.formats import pdf_pages, plain
from newsreader.intake.formats.text_builder import without_title
from newsreader.intake.intake_errors import SourceError
from newsreader.intake.text.clean import clean_line
from newsreader.model.article import Article

if TYPE_CHECKING:
    from pypdf import PdfReader

__all__ = ["read"]

_EDGES = 2
"""Lines at the top and at the bottom of a page that may be headers and footers."""

_FULL_LINE = 0.8
"""A line with a smaller share of the usual width ends on purpose."""

_LONGEST_WORD = 100
_LEAST_LETTERS = 20
"""A file with fewer letters has only pictures of its pages."""

_STOPS = re.compile(r"[.!?:…][”’\"')\]]*$")
_NUMBERS = re.compile(r"\d+")
_BROKEN_WORD = re.compile(r"([^\W\d_]+)[-\xad\u2010]$")
_FILE_NAME = re.compile(r"^(?:microsoft \w+ - .*|untitled.*|.*\.(?:docx?|indd|pdf|qxd|rtf|tex|dvi|odt|pptx?))$", re.I)


def read(data: bytes, name: str) -> Article:
    """Return the article in a PDF; `name` stands in errors.

    Lines become paragraphs, hyphenated words are joined, and headers, footers and page numbers are removed. Pages that
    take too long are left out, and a last line in brackets says so. Title, author and date are those of the file, else
    those in the text. Raise SourceError for a file that is protected, damaged, takes too long, or has only pictures of
    its pages.
    """
    import pypdf
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of each oddity on standard error
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        # Many protected files only forbid printing: they open without a password.
        if reader.is_encrypted and not reader.decrypt(""):
            raise _protected(name)
        pages, left_out = pdf_pages.read(reader)
        title, author, made = _stated(reader)
    except DependencyError as error:
        raise _protected(name) from error
    except SourceError:
        raise
    except Exception as error:  # hostile data in a foreign parser, as with feeds
        raise SourceError(f"{name} is a damaged PDF file.", "Save or download it again.") from error
    text = "\n\n".join(_paragraphs(_without_edges(pages)))
    has_words = sum(map(str.isalpha, text)) >= _LEAST_LETTERS
    if left_out and not has_words:
        raise SourceError(f"{name} takes too long to read.", "Print it to a new PDF: that makes a simpler copy.")
    if not has_words:
        raise SourceError(
            f"{name} has only pictures of its pages, no text.", "A program for text recognition (OCR) can add the text."
        )
    # With a title on top, the first lines of the text are not taken for one.
    found = plain.read(f"{title}\n\n{text}" if title else text)
    body, marks = without_title(found.text, found.marks, title)
    if left_out:
        body = f"{body}\n\n{left_out}"
    return found._replace(
        text=body,
        marks=marks,
        title=title or found.title,
        byline=found.byline or author,
        published=found.published or made,
    )


def _protected(name: str) -> SourceError:
    return SourceError(f"{name} is protected by a password.", "Save a copy without a password and add that.")


def _stated(reader: PdfReader) -> tuple[str, str, datetime | None]:
    """Return the title, author and date of the file's metadata, each only if it is plausible."""
    about = reader.metadata
    if about is None:
        return "", "", None
    title = clean_line(about.title or "")[:500]
    author = clean_line(about.author or "")[:300]
    try:
        made = about.creation_date
    except ValueError:
        made = None
    if made is not None:
        made = made.replace(tzinfo=made.tzinfo or UTC).astimezone(UTC)
    return "" if _FILE_NAME.match(title) else title, author if " " in author else "", made


def _without_edges(pages: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of all pages without the headers and footers: top and bottom lines that most pages have."""

    def same(line: str) -> str:
        return _NUMBERS.sub("#", line)

    def edges(lines: Sequence[str]) -> set[int]:
        return {place for place in range(len(lines)) if place < _EDGES or place >= len(lines) - _EDGES}

    seen = Counter(line for lines in pages for line in {same(lines[place]) for place in edges(lines)})
    often = max(len(pages) / 2, 1.5)
    kept: list[str] = []
    for lines in pages:
        at_edge = edges(lines)
        kept += [line for place, line in enumerate(lines) if place not in at_edge or seen[same(line)] < often]
    return kept


def _paragraphs(lines: Sequence[str]) -> list[str]:
    """Join lines to paragraphs. A short line that ends a sentence or a heading ends its paragraph."""
    lengths = sorted(map(len, lines))
    width = lengths[len(lengths) * 4 // 5] if lengths else 0
    whole = set(re.findall(r"[^\W\d_]+-[^\W\d_]+", " ".join(lines)))
    paragraphs: list[list[str]] = []
    ended = True
    for place, line in enumerate(lines):
        if ended:
            paragraphs.append([line])
        elif line[0].islower() and (broken := _BROKEN_WORD.search(lines[place - 1][-_LONGEST_WORD:])):
            rest = re.split(r"[\W\d_]", line, maxsplit=1)[0]
            kept = "-" if f"{broken[1]}-{rest}" in whole else ""  # a compound that the text has elsewhere
            paragraphs[-1][-1] = paragraphs[-1][-1][:-1] + kept
            paragraphs[-1].append(line)
        else:
            paragraphs[-1] += [" ", line]
        following = lines[place + 1] if place + 1 < len(lines) else ""
        short = len(line) < _FULL_LINE * width
        ended = short and (bool(_STOPS.search(line)) or not following[:1].islower())
    return ["".join(parts) for parts in paragraphs]
