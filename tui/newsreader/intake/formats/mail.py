"""Read newsletters: one message (`.eml`) or a mailbox (mbox)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from newsreader.errors import NewsreaderError, error_boundary
from newsreader.intake.formats import plain, titles
from newsreader.intake.intake_errors import SourceError
from newsreader.intake.text import dates
from newsreader.intake.text.clean import clean_line
from newsreader.intake.text.decoding import decode
from newsreader.model.article import Article, Mark

if TYPE_CHECKING:
    from email.message import Message
    from email.policy import Policy

__all__ = ["looks_like_mail", "messages"]

_HEADER = re.compile(
    rb"(?:From \S+ [^\n]*\d{4}\r?\n)?"
    rb"(?:return-path|received|delivered-to|mime-version|message-id|dkim-signature|x-[\w-]+|from|date|subject|to):"
    rb"[ \t][^\n]*\n(?:[ \t][^\n]*\n|[\w-]+:[^\n]*\n)+",
    re.I,
)
_SURE = re.compile(rb"^(?:return-path|received|delivered-to|mime-version|message-id|dkim-signature):", re.I | re.M)
_ENVELOPE = re.compile(rb"(?:\A|(?<=\n))From \S{1,300} [^\n]{0,200}\d{4}[^\n]{0,200}\n")
_LINE_END = re.compile(rb"\r\n?|\n")
_CONTAINER = re.compile(rb"(?<![^\r\n])content-type:\s*+(?:message|multipart)/", re.I)
_ENCODED_WORD = r"=\?[\w.:*-]{1,60}\?[bq]\?[^?]*\?="
_ENCODED = re.compile(rf"{_ENCODED_WORD}(?:\s+{_ENCODED_WORD})*", re.I)
_MOST_LETTERS = 20_000
_MOST_CONTAINERS = 50
"""Parts of one message that hold other parts: the standard library nests a parser for each."""

_MOST_LINES = 500_000
"""Lines of one message that are read: as many as 36 MB of attachments have."""

_LONGEST_HEADER = 4000
"""Characters of one header. Subjects have hundreds; decoding takes a thousand times the memory."""


def looks_like_mail(data: bytes) -> bool:
    """Return whether the data begins with the header of a message, as mail programs save it."""
    head = _HEADER.match(data, 0, 20_000)
    return bool(head and _SURE.search(head[0]))


def messages(data: bytes, name: str) -> Iterator[Article]:
    """Return the messages in a file, one article each; `name` stands in errors.

    The subject is the title, the sender the source, the body the HTML part, else the plain part. Raise SourceError, at
    once, if no message has text, and after all good messages if some cannot be read.
    """
    found = _articles(data, name)
    first = next(found, None)
    if first is None:
        raise SourceError(f"{name} has no message with text.")
    return _chained(first, found)


def _chained(first: Article, others: Iterator[Article]) -> Iterator[Article]:
    yield first
    yield from others


def _articles(data: bytes, name: str) -> Iterator[Article]:
    bad: list[NewsreaderError] = []
    starts = [match.end() for match in _ENVELOPE.finditer(data)][:_MOST_LETTERS]
    if not data.startswith(b"From ") or not starts:
        starts = [0]
    for number, (start, following) in enumerate(zip(starts, [*starts[1:], len(data)], strict=True), 1):
        message = data[start:following]
        if following < len(data):
            message = message[: message.rfind(b"From ")]
        try:
            with error_boundary(f"Message {number} of {name}" if len(starts) > 1 else name):
                article = _article(message)
        except NewsreaderError as error:
            bad.append(error)
            continue
        if article:
            yield article
    if bad:
        more = f" And {len(bad) - 1} more." if len(bad) > 1 else ""
        raise SourceError(bad[0].message + more, bad[0].hint)


def _article(data: bytes) -> Article | None:
    from email import message_from_bytes

    message = message_from_bytes(_bounded(data), policy=_policy())
    title, sender = _field(message, "subject"), _field(message, "from")
    source = clean_line(re.sub(r"<[^<>]*>", "", sender)).strip("\"' ") or sender.strip("<>")
    text, marks = "", tuple[Mark, ...]()
    for kind in ("html", "plain"):
        words, declared = _part(message, kind)
        if not words.strip():
            continue
        if kind == "html":
            from newsreader.intake.formats import html
            from newsreader.intake.formats.text_builder import without_title

            tree = html.parse(decode(words, declared))
            text, marks = html.render(tree) if tree is not None else ("", ())
            text, marks = without_title(text, marks, title)
        else:
            body = plain.read(f"{title}\n\n{decode(words, declared)}" if title else decode(words, declared))
            text, marks = body.text, body.marks
        if text:
            break
    if not text:
        return None
    when = dates.parse(re.sub(r"\s*\([^()]*\)\s*$", "", _field(message, "date")))
    return Article(text, title or titles.title_from_text(text), marks, "", source, "", when, "")


def _bounded(data: bytes) -> bytes:
    """Return the message with at most _MOST_LINES, in which only the first _MOST_CONTAINERS are parsed."""
    if data.count(b"\n") + data.count(b"\r") > _MOST_LINES:
        last = next(islice(_LINE_END.finditer(data), _MOST_LINES, None), None)
        data = data[: last.end()] if last else data
    deeper = next(islice(_CONTAINER.finditer(data), _MOST_CONTAINERS, None), None)
    if deeper is None:
        return data
    return data[: deeper.start()] + _CONTAINER.sub(b"Content-Type: application/", data[deeper.start() :])


@cache
def _policy() -> Policy[Message[str, str]]:
    """Return a policy that reads headers undecoded, and at most _LONGEST_HEADER characters of each."""
    from email.policy import Compat32

    class Short(Compat32):
        def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
            name, value = super().header_source_parse(sourcelines)
            if len(value) > _LONGEST_HEADER:
                value = value[:_LONGEST_HEADER].rpartition(" ")[0] or value[:_LONGEST_HEADER]
            return name[:_LONGEST_HEADER], value

        def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002
            return value

    return Short()


def _field(message: Message[str, str], name: str) -> str:
    """Return the text of a header on one line, or ""."""
    raw = decode(str(message.get(name, "")).encode("utf-8", "surrogateescape"))
    return clean_line(_ENCODED.sub(lambda match: _decoded(match[0]), raw))


def _decoded(words: str) -> str:
    """Return the text of encoded words; broken ones are returned unchanged."""
    from email.header import decode_header

    try:
        parts = decode_header(words)
    except Exception:  # noqa: BLE001  # broken words raise many kinds of errors
        return words
    return "".join(part if isinstance(part, str) else decode(part, charset) for part, charset in parts)


def _part(message: Message[str, str], kind: str) -> tuple[bytes, str | None]:
    """Return the bytes of the first text part of this kind, attachments excluded, and its declared encoding."""
    for part in message.walk():
        try:
            if part.get_content_type() != f"text/{kind}" or part.get_content_disposition() == "attachment":
                continue
            raw = part.get_payload(decode=True)
            charset = part.get_content_charset()
        except Exception:  # noqa: BLE001  # as above
            continue
        if isinstance(raw, bytes):
            return raw, charset
    return b"", None
