"""The bytes of an XML feed, ready for a parser: decoded, bounded, and with the faults mended that lose words."""

from __future__ import annotations

import codecs
import re

from newsreader.intake.intake_errors import FeedError
from newsreader.intake.text.clean import clean
from newsreader.intake.text.decoding import declared_in, decode

__all__ = ["check_bounds", "mended", "ready"]

_ENTITY = re.compile(rb"<!ENTITY\s+(?:%\s+)?[^\s>]+\s+(?:(SYSTEM|PUBLIC)\b|\"([^\"]*)\"|'([^']*)')")
_CROWDED = re.compile(rb"<[A-Za-z_:][^\s<>/=]*+(?:\s*+[^\s<>/=\"']++\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+')){201}")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CDATA = rb"<!\[CDATA\[.*?\]\]>"
_BARE_AND = re.compile(_CDATA + rb"|&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[a-zA-Z][a-zA-Z0-9]{1,31};)", re.DOTALL)
_C1 = re.compile(rb"&#(?:0*(1[2-5]\d)|[xX]0*([89][0-9a-fA-F]));")
"""References to the control characters 128 to 159: they mean the characters of Windows-1252, as in HTML."""


def ready(data: bytes, charset: str | None) -> bytes | str:
    """Return the data as a parser takes it: the very bytes where they are clean UTF-8, else a string.

    `charset` is the one of the Content-Type header; the XML declaration comes before it. Bytes that are not UTF-8 in
    what says it is UTF-8 are read as Windows-1252, one by one.
    """
    named = declared_in(data[:4096])
    is_utf8 = (named or charset or "utf-8").lower() in ("utf-8", "utf8")
    if is_utf8 and b"\x1b" not in data and b"\0" not in data:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            if named or charset:
                return _NO_XML.sub("", _DECLARATION.sub("", data.decode("utf-8", "newsreader.windows1252")))
        else:
            return data
    text = decode(data, named if named and named.lower() not in ("utf-8", "utf8") else charset or named)
    if "\x1b" in text:
        text = clean(text)
    return _NO_XML.sub("", _DECLARATION.sub("", text))


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return bad.decode("cp1252", "replace"), error.end


codecs.register_error("newsreader.windows1252", _as_windows_1252)


def check_bounds(text: bytes | str) -> None:
    """Raise FeedError for entities that grow or reach outside, and for tags that take a parser for ever."""
    for match in _ENTITY.finditer(text if isinstance(text, bytes) else text[:200_000].encode("utf-8"), 0, 200_000):
        if match[1] or b"&" in (match[2] or match[3] or b"").replace(b"&#", b""):
            raise FeedError("The feed declares entities that grow or reach outside; it was not read.")
    if _CROWDED.search(text if isinstance(text, bytes) else text.encode("utf-8", "replace")):
        raise FeedError("The feed has a tag with too many attributes; it was not read.")


def mended(text: bytes | str) -> bytes | str:
    """Return the feed with a bare "&" escaped, and with references to control characters as Windows-1252 means them.

    A parser that tolerates a bare "&" drops it and what follows: "?a=1&b=2" would silently become another address.
    """
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    changed = data
    if b"&" in changed.replace(b"&amp;", b"").replace(b"&lt;", b"").replace(b"&gt;", b"").replace(b"&quot;", b""):
        changed = _BARE_AND.sub(lambda match: match[0] if len(match[0]) > 1 else b"&amp;", changed)
    if b"&#" in changed:
        changed = _C1.sub(_character, changed)
    if changed is data:
        return text
    return changed if isinstance(text, bytes) else changed.decode("utf-8", "surrogatepass")


def _character(match: re.Match[bytes]) -> bytes:
    number = int(match[1]) if match[1] else int(match[2], 16)
    if not 128 <= number <= 159:
        return match[0]
    return bytes([number]).decode("cp1252", "ignore").encode("utf-8")
