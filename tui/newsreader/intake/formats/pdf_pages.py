"""Read the lines on the pages of a PDF within limits of size and time. Pages over them are left out and named."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from newsreader.intake.text.clean import clean, clean_line

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

__all__ = ["SECONDS", "read"]

SECONDS = 10.0
"""Seconds for all pages. A report of 300 pages takes two or three."""

_MOST_PAGES = 1000
_MOST_CHARACTERS = 5_000_000
_MOST_BYTES = 3 * 1024 * 1024
"""The most bytes that one page may draw, with its forms and font tables. A page of text has some thousand."""

_MOST_FORMS = 1000
_LIGHT = 50_000
"""A page that draws less, without forms, is read without looking at the clock."""

_CUT = "[{} left out: reading the whole file takes too long.]"


class _OutOfTime(BaseException):  # pypdf would catch an Exception, log it, and go on
    """The time for all pages is over."""


def read(reader: PdfReader, seconds: float = SECONDS) -> tuple[list[list[str]], str]:
    """Return the lines of each page that has any, and a sentence about the pages that were left out, or "".

    All pages together have `seconds`. Raises what pypdf raises.
    """
    until = time.monotonic() + seconds
    pages: list[list[str]] = []
    heavy: list[int] = []
    room = _MOST_CHARACTERS
    count = len(reader.pages)
    for number in range(1, count + 1):
        if number > _MOST_PAGES or room <= 0 or time.monotonic() > until:
            return pages, _sentence(heavy, number)
        page = reader.pages[number - 1]
        drawn, with_forms = _drawn(page)
        if drawn > _MOST_BYTES:
            heavy.append(number)
            continue
        try:
            text = _text(page, until if with_forms or drawn > _LIGHT else None)[:room]
        except _OutOfTime:
            return pages, _sentence(heavy, number)
        room -= len(text)
        if lines := [line for raw in clean(text).split("\n") if (line := clean_line(raw))]:
            pages.append(lines)
    return pages, _sentence(heavy, None)


def _text(page: PageObject, until: float | None) -> str:
    def look(*_about: object) -> None:
        if until is not None and time.monotonic() > until:
            raise _OutOfTime

    text = page.extract_text(visitor_operand_before=None if until is None else look)
    return text.replace("\xad\n", "-\n")


def _drawn(page: PageObject) -> tuple[int, bool]:
    """Return the bytes that a page draws, each form counted once, and whether it has forms; stops over _MOST_BYTES."""
    content = page.get_contents()
    drawn = len(content.get_data()) if content is not None else 0
    waiting: list[Any] = [page]
    seen: set[int] = set()
    forms = 0
    while waiting and drawn <= _MOST_BYTES:
        for part, is_form in _parts(waiting.pop()):
            if id(part) in seen:
                continue
            seen.add(id(part))
            drawn += len(part.get_data())
            if is_form:
                forms += 1
                waiting.append(part)
            if drawn > _MOST_BYTES or forms > _MOST_FORMS:
                return _MOST_BYTES + 1, True
    return drawn, forms > 0


def _parts(holder: Any) -> Iterator[tuple[Any, bool]]:
    """Yield the forms that a page or form names, and the tables of its fonts; each with whether it is a form."""
    from pypdf.generic import DictionaryObject, StreamObject

    resources = _object(holder, "/Resources")
    if not isinstance(resources, DictionaryObject):
        return
    for kind in ("/XObject", "/Font"):
        named = _object(resources, kind)
        for name in named if isinstance(named, DictionaryObject) else ():
            part = _object(named, name)
            if kind == "/XObject":
                if isinstance(part, StreamObject) and part.get("/Subtype") == "/Form":
                    yield part, True
            elif isinstance(part, DictionaryObject):
                for key in ("/ToUnicode", "/Encoding"):
                    table = _object(part, key)
                    if isinstance(table, StreamObject):
                        yield table, False


def _object(holder: Any, name: str) -> Any:
    found = holder.get(name)
    return found.get_object() if found is not None else None


def _sentence(heavy: list[int], rest: int | None) -> str:
    """Return a sentence about the `heavy` pages and all from `rest` on."""
    numbers = [str(number) for number in heavy[:10]]
    if len(heavy) > len(numbers):
        numbers.append(f"{len(heavy) - len(numbers)} more")
    if rest is not None:
        numbers.append(f"all from {rest} on")
    if not numbers:
        return ""
    listed = f"{', '.join(numbers[:-1])} and {numbers[-1]}" if len(numbers) > 1 else numbers[0]
    if heavy == [] and rest is not None:
        return _CUT.format(f"Pages from {rest} on were")
    return _CUT.format(f"Page {listed} was" if len(numbers) == 1 else f"Pages {listed} were")
