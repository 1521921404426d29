"""Newsletters: one message (`.eml`) or a mailbox of them (mbox) to articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsreader.article import Article, Mark
from newsreader.intake import dates, plain, titles
from newsreader.intake.clean import clean_line
from newsreader.intake.decoding import decode
from newsreader.intake.errors import SourceError

if TYPE_CHECKING:
    from email.message import EmailMessage

__all__ = ["letters", "looks_like_mail"]

_HEADER = re.compile(
    rb"(?:From \S+ [^\n]*\d{4}\r?\n)?"
    rb"(?:return-path|received|delivered-to|mime-version|message-id|dkim-signature|x-[\w-]+|from|date|subject|to):"
    rb"[ \t][^\n]*\n(?:[ \t][^\n]*\n|[\w-]+:[^\n]*\n)+",
    re.I,
)
_SURE = re.compile(rb"^(?:return-path|received|delivered-to|mime-version|message-id|dkim-signature):", re.I | re.M)
_ENVELOPE = re.compile(rb"(?:\A|(?<=\n))From \S+ [^\n]*\d{4}[^\n]*\n")
_MOST_LETTERS = 20_000


def looks_like_mail(data: bytes) -> bool:
    """Whether the data begins with the header of a message, as mail programs save it."""
    head = _HEADER.match(data, 0, 20_000)
    return bool(head and _SURE.search(head[0]))


def letters(data: bytes, name: str) -> Iterator[Article]:
    """The messages in a file, one article each; `name` is what the error says.

    The subject is the title, the sender the source, the body the HTML part, and without one the plain part. Raises
    SourceError, at once, where there is no message with words in it.
    """
    found = _articles(data)
    first = next(found, None)
    if first is None:
        raise SourceError(f"{name} has no message with words in it.")
    return _chained(first, found)


def _chained(first: Article, others: Iterator[Article]) -> Iterator[Article]:
    yield first
    yield from others


def _articles(data: bytes) -> Iterator[Article]:
    starts = [match.end() for match in _ENVELOPE.finditer(data)][:_MOST_LETTERS]
    if not data.startswith(b"From ") or not starts:
        starts = [0]
    for start, following in zip(starts, [*starts[1:], len(data)], strict=True):
        message = data[start:following]
        if following < len(data):
            message = message[: message.rfind(b"From ")]
        if article := _article(message):
            yield article


def _article(data: bytes) -> Article | None:
    from email import message_from_bytes, policy
    from email.message import EmailMessage

    message = message_from_bytes(data, policy=policy.default)
    if not isinstance(message, EmailMessage):
        return None
    title, sender = _field(message, "subject"), _field(message, "from")
    source = clean_line(re.sub(r"<[^<>]*>", "", sender)).strip("\"' ") or sender.strip("<>")
    text, marks = "", tuple[Mark, ...]()
    for kind in ("html", "plain"):
        words, declared = _part(message, kind)
        if not words.strip():
            continue
        if kind == "html":
            from newsreader.intake import html
            from newsreader.intake.flow import without_title

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
    return Article(text, title or titles.made_from(text), marks, "", source, "", when, "")


def _field(message: EmailMessage, name: str) -> str:
    try:
        return clean_line(str(message.get(name, "")).encode("utf-8", "replace").decode("utf-8"))
    except Exception:  # noqa: BLE001  # the standard library's header parser fails in many ways on broken headers
        return ""


def _part(message: EmailMessage, kind: str) -> tuple[bytes, str | None]:
    """The bytes of the first text part of this kind that is no attachment, and its declared encoding."""
    for part in message.walk():
        if part.get_content_type() != f"text/{kind}" or part.get_content_disposition() == "attachment":
            continue
        raw = part.get_payload(decode=True)
        if isinstance(raw, bytes):
            return raw, part.get_content_charset()
    return b"", None
