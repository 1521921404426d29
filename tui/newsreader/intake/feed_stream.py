"""A long feed in a file, as a series of short ones: however long it is, only a part of it is ever held."""

from __future__ import annotations

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
    """Yield the feed in `file` cut between its entries, in order; each part is a whole feed with the same head.

    None, before anything is given, for what does not begin as a feed in UTF-8 with a title and without a document type:
    then the parsers for feeds are to see the whole. From where something else than entries follows, or the XML is not
    well-formed, all the rest is one part. Raises OSError.
    """
    outline = _Outline(file)
    return outline.parts() if outline.begins() else None


class _OddError(Exception):
    """What is read does not begin as a plain feed."""


class _Outline:
    """Where the entries of a feed are, found out as it is read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._held = bytearray()
        """What was read and not given yet."""
        self._given = 0
        self._cuts: list[int] = []
        """Where parts begin, as far as it was read: bytes from the start of the file."""
        self._last_cut = 0
        self._open: list[str] = []
        self._around: list[str] = []
        """The elements that all entries stand in: empty before the first."""
        self._titled = False
        self._over = False
        """Whether there has been anything but entries since the first."""
        self._parser = parser = expat.ParserCreate("utf-8")
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def begins(self) -> bool:
        """Read the head; whether an entry follows it."""
        try:
            self._read()
        except (_OddError, expat.ExpatError):
            return False
        return bool(self._cuts)

    def parts(self) -> Iterator[bytes]:
        """Yield the text after the head, in parts."""
        head = self._taken(self._cuts.pop(0))
        foot = "".join(f"</{name}>" for name in reversed(self._around)).encode()
        more = True
        while more:
            for cut in self._cuts:
                yield head + self._taken(cut) + foot
            self._cuts.clear()
            try:
                more = self._read()
            except expat.ExpatError:
                more = False
        yield head + self._taken(self._given + len(self._held)) + self._file.read()

    def _read(self) -> bool:
        """Read on; False at the end."""
        piece = self._file.read(_AT_ONCE)
        if b"\0" in piece and not self._around:
            raise _OddError  # UTF-16, which this parser would read as well
        self._held += piece
        self._parser.Parse(piece, not piece)
        return bool(piece)

    def _taken(self, end: int) -> bytes:
        """Return the text held up to this byte of the file, and hold it no longer."""
        length = end - self._given
        taken = bytes(self._held[:length])
        del self._held[:length]
        self._given = end
        return taken

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _UTF_8:
            raise _OddError

    def _doctype(self, *_about: object) -> None:
        raise _OddError

    def _start(self, name: str, _attributes: object) -> None:
        depth = len(self._open)
        self._open.append(name)
        if self._over or (self._around and depth > len(self._around)):
            return
        here = self._parser.CurrentByteIndex
        kind = name.rpartition(":")[2]
        if self._around:
            self._over = kind not in _ENTRIES
            if not self._over and here - self._last_cut >= _PART:
                self._cut(here)
        elif kind in _ENTRIES:
            if not depth or not self._titled or here > _LONGEST_HEAD:
                raise _OddError
            self._around = self._open[:-1]
            self._cut(here)
        else:
            self._titled = self._titled or kind == "title"

    def _end(self, _name: str) -> None:
        self._open.pop()
        if self._around and len(self._open) < len(self._around):
            self._over = True

    def _cut(self, here: int) -> None:
        self._last_cut = here
        self._cuts.append(here)
