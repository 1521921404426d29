"""Packed response bodies, unpacked piece by piece and never beyond a bound."""

import zlib
from typing import Protocol

__all__ = ["ACCEPTED", "TooLarge", "Unpacker", "unpacker"]

ACCEPTED = "gzip, deflate, br"
"""What `unpacker` understands, as the Accept-Encoding header says it."""


class TooLarge(Exception):  # noqa: N818  # not an error of the program: a property of what came
    """The unpacked body is larger than was allowed."""


class _Engine(Protocol):
    def feed(self, data: bytes, room: int) -> bytes:
        """At most about `room` more unpacked bytes; later calls with b"" give what was held back."""

    @property
    def waiting(self) -> bool:
        """Whether there is more to come without more input."""

    @property
    def complete(self) -> bool:
        """Whether the packed data came to its own end."""


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
        # The decompressor takes no new input before it has given what it holds.
        out: bytes = self._brotli.process(data, output_buffer_limit=max(room, 1))
        return out

    @property
    def waiting(self) -> bool:
        return not self._brotli.can_accept_more_data()

    @property
    def complete(self) -> bool:
        return bool(self._brotli.is_finished())


class Unpacker:
    """Unpacks one body; holds at most `most` bytes and one block (64 KB) at any time."""

    def __init__(self, engine: _Engine, most: int) -> None:
        self._engine = engine
        self._most = most
        self._size = 0
        self._parts: list[bytes] = []

    def feed(self, data: bytes) -> None:
        """Takes the next piece. Raises TooLarge, and ValueError for data that is not packed as it was said to be."""
        while True:
            try:
                part = self._engine.feed(data, self._most + 1 - self._size)
            except Exception as error:  # zlib.error, and brotli.error where brotli is there
                raise ValueError(str(error)) from error
            self._parts.append(part)
            self._size += len(part)
            if self._size > self._most:
                raise TooLarge
            if not self._engine.waiting:
                return
            data = b""

    def result(self) -> bytes:
        """The whole body. Raises ValueError where it broke off."""
        if not self._engine.complete:
            raise ValueError("the data broke off")
        return b"".join(self._parts)


def unpacker(encoding: str, most: int) -> Unpacker:
    """For a Content-Encoding header. Raises ValueError for one that is not among ACCEPTED."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return Unpacker(_Plain(), most)
    if name in ("gzip", "x-gzip", "deflate"):
        return Unpacker(_Zlib(name == "deflate"), most)
    if name == "br":
        return Unpacker(_Brotli(), most)
    raise ValueError(f"unknown packing {name[:20]!r}")
