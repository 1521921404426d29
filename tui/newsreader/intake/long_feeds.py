"""A long feed in a file, as a series of short ones: however long it is, only a part of it is ever held."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

__all__ = ["parts"]

_PART = 1024 * 1024
"""Bytes of a part at least; it ends where the next entry begins. A few hundred entries: the processor's cache holds
them, and the first articles are there at once."""

_LONGEST_HEAD = 64 * 1024
"""Every part begins with all that stands before the first entry."""

_AT_ONCE = 256 * 1024
_ENTRIES = ("item", "entry")
_UTF_8 = ("utf-8", "utf8")


def parts(file: BinaryIO) -> Iterator[bytes] | None:
    """The feed in `file` cut between its entries, each part a whole feed with the same head; in order, made one by one.

    None, before anything is given, for what is no feed as the rules of XML and of feeds have it: then the parsers for
    feeds are to see the whole. That is anything but well-formed UTF-8 without a document type, with entries that
    stand one after the other in one element, and nothing after them.
    """
    outline = _Outline()
    try:
        outline.read(file)
    except (_OddError, expat.ExpatError):
        return None
    return outline.parts(file)


class _OddError(Exception):
    """What is read is no plain feed."""


class _Outline:
    """Where the entries of a feed are, found out by reading it once."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._around: list[str] = []
        """The elements that all entries stand in: empty before the first."""
        self._cuts = array("q")
        """Where parts begin; at last, where the last ends."""
        self._complete = False
        self._parser = parser = expat.ParserCreate("utf-8")
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def read(self, file: BinaryIO) -> None:
        """Read it all. Raises ExpatError or _OddError."""
        while piece := file.read(_AT_ONCE):
            if b"\0" in piece:
                raise _OddError  # UTF-16, which this parser would read as well
            self._parser.Parse(piece)
        self._parser.Parse(b"", True)
        if not self._complete:
            raise _OddError

    def parts(self, file: BinaryIO) -> Iterator[bytes]:
        """What was read, in parts."""
        file.seek(0)
        head = file.read(self._cuts[0])
        foot = "".join(f"</{name}>" for name in reversed(self._around)).encode()
        for start, end in zip(self._cuts, self._cuts[1:], strict=False):
            yield head + file.read(end - start) + foot

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _UTF_8:
            raise _OddError

    def _doctype(self, *_about: object) -> None:
        raise _OddError

    def _start(self, name: str, _attributes: object) -> None:
        depth = len(self._open)
        self._open.append(name)
        if self._around and depth > len(self._around):
            return
        here = self._parser.CurrentByteIndex
        is_entry = name.rpartition(":")[2] in _ENTRIES
        if not self._around:
            if is_entry:
                if not depth or here > _LONGEST_HEAD:
                    raise _OddError
                self._around = self._open[:-1]
                self._cuts.append(here)
        elif self._complete or not is_entry:
            raise _OddError
        elif here - self._cuts[-1] >= _PART:
            self._cuts.append(here)

    def _end(self, _name: str) -> None:
        self._open.pop()
        if self._around and len(self._open) == len(self._around) - 1:
            self._cuts.append(self._parser.CurrentByteIndex)
            self._complete = True
