"""Decompress response bodies piece by piece, and never beyond a limit."""

import zlib
from typing import Protocol

__all__ = ["ACCEPTED", "Decompressor", "TooLarge", "decompressor"]

ACCEPTED = "gzip, deflate, br"
"""The Accept-Encoding header: the encodings that `decompressor` supports."""


class TooLarge(Exception):  # noqa: N818  # a property of the data, not an error of the program
    """The decompressed body is larger than the limit."""


class _Engine(Protocol):
    """A decompressor without a limit of its own."""

    def feed(self, data: bytes, room: int) -> bytes:
        """Return about `room` more bytes at most; call again with b"" for the rest."""

    @property
    def waiting(self) -> bool:
        """Return whether more output is ready without more input."""

    @property
    def complete(self) -> bool:
        """Return whether the compressed data is complete."""


class _Plain:
    waiting = False
    complete = True

    def feed(self, data: bytes, room: int) -> bytes:
        return data[:room]


class _Zlib:
    """gzip (of one or more members) and deflate, with zlib's header or without."""

    def __init__(self, deflate: bool) -> None:
        self._deflate = deflate
        self._bits = zlib.MAX_WBITS if deflate else 16 + zlib.MAX_WBITS
        self._zlib = zlib.decompressobj(self._bits)
        self._held = b""
        self._begun = False

    def feed(self, data: bytes, room: int) -> bytes:
        data = self._held + data
        if self._zlib.eof:
            if not data.strip(b"\0") or self._deflate:
                self._held = b""
                return b""
            self._zlib = zlib.decompressobj(self._bits)
        try:
            out = self._zlib.decompress(data, room)
        except zlib.error:
            if not self._deflate or self._begun:
                raise
            self._zlib = zlib.decompressobj(-zlib.MAX_WBITS)
            out = self._zlib.decompress(data, room)
        self._begun = True
        self._held = self._zlib.unused_data if self._zlib.eof else self._zlib.unconsumed_tail
        return out

    @property
    def waiting(self) -> bool:
        return bool(self._held)

    @property
    def complete(self) -> bool:
        return self._zlib.eof or not self._begun


class _Brotli:
    def __init__(self) -> None:
        import brotli

        self._brotli = brotli.Decompressor()

    def feed(self, data: bytes, room: int) -> bytes:
        # The decompressor takes no new input before its output was read.
        out: bytes = self._brotli.process(data, output_buffer_limit=max(room, 1))
        return out

    @property
    def waiting(self) -> bool:
        return not self._brotli.can_accept_more_data()

    @property
    def complete(self) -> bool:
        return bool(self._brotli.is_finished())


class Decompressor:
    """Decompressor of one body; it holds at most `most` bytes and one block (64 KB)."""

    def __init__(self, engine: _Engine, most: int) -> None:
        self._engine = engine
        self._most = most
        self._size = 0
        self._parts: list[bytes] = []

    def feed(self, data: bytes) -> None:
        """Add the next piece. Raise TooLarge, and ValueError for data in another encoding."""
        while True:
            try:
                part = self._engine.feed(data, self._most + 1 - self._size)
            except Exception as error:  # zlib.error or brotli.error
                raise ValueError(str(error)) from error
            self._parts.append(part)
            self._size += len(part)
            if self._size > self._most:
                raise TooLarge
            if not self._engine.waiting:
                return
            data = b""

    def result(self) -> bytes:
        """Return the whole body. Raise ValueError if it is incomplete."""
        if not self._engine.complete:
            raise ValueError("the data is incomplete")
        return b"".join(self._parts)


def decompressor(encoding: str, most: int) -> Decompressor:
    """Return a decompressor for a Content-Encoding header. Raise ValueError for one that ACCEPTED does not name."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return Decompressor(_Plain(), most)
    if name in ("gzip", "x-gzip", "deflate"):
        return Decompressor(_Zlib(name == "deflate"), most)
    if name == "br":
        return Decompressor(_Brotli(), most)
    raise ValueError(f"unknown encoding {name[:20]!r}")
