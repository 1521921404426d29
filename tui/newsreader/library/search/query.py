"""Parse the search language. Pure: uses neither the database nor the clock.

    climate talks           both words, anywhere in an article     "climate talks"     the words side by side
    sanction*               words with this beginning              -sport              without this word
    oil gas OR coal         "oil" and one of the others            (big oil) OR gas    brackets group words
    title:budget            in the title                           source:reuters      from a source
    tag:health              with a tag                             is:unread           unread read starred muted
    person:putin            names a person; org: and place: too    said:"angela merkel"  a person is quoted
    since:2d                of the last two days (h d w m y)       before:2026-01-01   older than this day
    sort:old                oldest first; also new (the default), best

Only whole words match, in any letter case and with or without accents. `AND` and `NOT` may be written out. The parts
of a word with punctuation ("COVID-19") match side by side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from newsreader.library.database.library_errors import LibraryError
from newsreader.library.search.listing import Sort

__all__ = [
    "And",
    "DateRange",
    "Flag",
    "Is",
    "Mentions",
    "Node",
    "Not",
    "Or",
    "Query",
    "QueryError",
    "Sort",
    "Source",
    "Tag",
    "Words",
    "as_prefix_query",
    "parse",
]


class QueryError(LibraryError):
    """An invalid query. The mistake is at its characters `[start, end)`."""

    def __init__(self, message: str, start: int, end: int, hint: str = "") -> None:
        super().__init__(message, hint)
        self.start = start
        self.end = end


class Flag(StrEnum):
    """A value of `is:`."""

    UNREAD = "unread"
    READ = "read"
    STARRED = "starred"
    MUTED = "muted"


@dataclass(frozen=True, slots=True)
class Words:
    """Words side by side, in one field of the article ("title") or anywhere (""). The last may be a prefix."""

    text: str
    field: str = ""
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Mentions:
    """An article that mentions a name with these words; `labels` are the kinds of names that count."""

    text: str
    labels: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """An article with this tag."""

    name: str


@dataclass(frozen=True, slots=True)
class Source:
    """An article of a source whose name contains this."""

    name: str


@dataclass(frozen=True, slots=True)
class Is:
    """An article in this state."""

    flag: Flag


@dataclass(frozen=True, slots=True)
class DateRange:
    """An article dated `since` or later, or earlier than `before`. The other one is None. Both are aware."""

    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Not:
    """An article that does not match `part`."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """An article that matches all parts. Without parts, any article."""

    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """An article that matches at least one part."""

    parts: tuple[Node, ...]


Node = Words | Mentions | Tag | Source | Is | DateRange | Not | And | Or

_LABELS = {"person": ("PERSON",), "org": ("ORG",), "place": ("LOC", "FAC"), "said": ("SAID",)}
_FIELDS = ("title", "source", "tag", *_LABELS, "is", "since", "before", "sort")

_TOKEN = re.compile(r"""\s+|(?P<open>\()|(?P<close>\))|(?P<item>(?:[^\s()"]|"[^"]*(?:"|$))+)""")
_FIELD = re.compile(r"(?P<name>[A-Za-z]+):(?!//)(?P<value>.*)", re.DOTALL)
_AGE = re.compile(r"(\d{1,5})([hdwmy])")
_HOURS = {"h": 1, "d": 24, "w": 24 * 7, "m": 24 * 30, "y": 24 * 365}
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_PREFIX = re.compile(r"""(?:^|[\s("“-])(?:(?:title|person|org|place|said):["“]?)?(?P<word>\w{4,})$""")

_MAX_DEPTH = 50
_MAX_WORDS = 200


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query. `text` is its source."""

    root: Node = field(default_factory=And)
    sort: Sort = Sort.NEW
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def parse(text: str, now: datetime) -> Query:
    """Parse `text`. `now` (aware) is the time that `since:2d` counts from.

    A quotation mark that is not closed extends to the end. Raise QueryError, which points at the mistake.
    """
    reader = _Reader(text, now)
    root = reader.read_all(0)
    if reader.here is not None:
        token = reader.here
        raise QueryError("This bracket has no opening bracket.", token.start, token.end, "Remove it.")
    return Query(root, reader.sort, text)


def as_prefix_query(text: str) -> str:
    """Return `text` with its last word as a prefix, for search while the user types ("clim" finds "climate").

    A word of up to three letters stays as it is: too many words begin with it.
    """
    match = _PREFIX.search(text)
    return text + "*" if match else text


class _Reader:
    """A recursive-descent parser, which reads one query from left to right."""

    def __init__(self, text: str, now: datetime) -> None:
        # Text that is pasted from articles contains curly quotation marks.
        plain = text.translate({0x201C: '"', 0x201D: '"', 0x201E: '"', 0xAB: '"', 0xBB: '"'})
        self._tokens = [
            _Token(match.lastgroup, match.group(), match.start()) for match in _TOKEN.finditer(plain) if match.lastgroup
        ]
        if len(self._tokens) > _MAX_WORDS:
            last = self._tokens[_MAX_WORDS]
            raise QueryError(f"The query has more than {_MAX_WORDS} words.", last.start, last.end, "Remove some.")
        self._next = 0
        self._now = now
        self.sort = Sort.NEW

    @property
    def here(self) -> _Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def read_all(self, depth: int) -> Node:
        """Return the conjunction of all parts up to a closing bracket or the end."""
        found: list[Node] = []
        while self.here is not None and self.here.kind != "close":
            part = self._alternatives(depth)
            if part is not None and part != And():
                found.append(part)
        return found[0] if len(found) == 1 else And(tuple(found))

    def _alternatives(self, depth: int) -> Node | None:
        """Return one part, or several parts with OR between them."""
        found: list[Node] = []
        divided: _Token | None = None
        while True:
            token = self.here
            part = None
            if token is not None and token.kind != "close" and token.text != "OR":
                part = self._one(token, depth)
            following = self.here
            if following is not None and following.text == "OR":
                divided = following
            elif divided is None:
                return part
            if part is None or part == And():
                raise QueryError(
                    "OR needs a word on either side.", divided.start, divided.end, "Add one, or remove OR."
                )
            found.append(part)
            if following is not divided:
                return Or(tuple(found))
            self._next += 1

    def _one(self, token: _Token, depth: int) -> Node | None:
        self._next += 1
        if token.kind == "open":
            return self._bracket(token, depth)
        if token.text == "AND":
            return None
        if token.text in ("NOT", "-"):
            return self._negated(token, depth)
        if token.text.startswith("-"):
            bare = _Token("item", token.text[1:], token.start + 1)
            part = self._item(bare)
            if part is None and bare.text and bare.text.lower().startswith("sort:"):
                raise QueryError("“-” does not reverse sort:.", token.start, token.end, "Write sort:old.")
            return None if part is None else Not(part)
        return self._item(token)

    def _negated(self, token: _Token, depth: int) -> Node | None:
        following = self.here
        if token.text == "-" and (following is None or following.kind != "open" or following.start != token.end):
            return None  # a dash between words
        if following is None or following.kind == "close" or following.text in ("OR", "AND"):
            raise QueryError("NOT needs a word after it.", token.start, token.end, "Add one, or remove NOT.")
        self._check_depth(token, depth)
        part = self._one(following, depth + 1)
        return None if part is None or part == And() else Not(part)

    def _check_depth(self, token: _Token, depth: int) -> None:
        if depth >= _MAX_DEPTH:
            raise QueryError("Too many nested brackets.", token.start, token.end)

    def _bracket(self, token: _Token, depth: int) -> Node:
        self._check_depth(token, depth)
        part = self.read_all(depth + 1)
        if self.here is None:
            raise QueryError("This bracket is not closed.", token.start, token.end, "Add “)”.")
        self._next += 1
        return part

    def _item(self, token: _Token) -> Node | None:
        """Return a word, phrase or field; None for a token without a letter or digit, such as a dash."""
        match = _FIELD.fullmatch(token.text)
        if match is None or token.text.startswith('"'):
            return _words(token.text)
        name, value = match["name"].lower(), match["value"]
        bare = value.replace('"', "").strip()
        if name not in _FIELDS and not bare:
            return _words(token.text)  # a colon at the end of a word
        if name not in _FIELDS:
            raise QueryError(
                f"Unknown search field “{match['name']}:”.",
                token.start,
                token.start + len(match["name"]) + 1,
                f"Known: {', '.join(f'{one}:' for one in _FIELDS)}. Put quotation marks around words with a colon.",
            )
        if not any(letter.isalnum() for letter in bare):
            raise QueryError(
                f"“{name}:” needs a word right after it.", token.start, token.end, f"For example {_EXAMPLES[name]}."
            )
        if name == "title":
            return _words(value, "title")
        if name in _LABELS:
            words = _words(value)
            assert isinstance(words, Words)
            return Mentions(words.text, _LABELS[name], words.is_prefix)
        if name == "tag":
            return Tag(bare)
        if name == "source":
            return Source(bare)
        if name == "is":
            return Is(_choice(Flag, name, bare, token))
        if name == "sort":
            self.sort = _choice(Sort, name, bare, token)
            return None
        moment = self._moment(bare.lower(), token)
        return DateRange(since=moment) if name == "since" else DateRange(before=moment)

    def _moment(self, value: str, token: _Token) -> datetime:
        today = self._now.replace(hour=0, minute=0, second=0, microsecond=0)
        try:
            if value == "today":
                return today
            if value == "yesterday":
                return today - timedelta(days=1)
            if age := _AGE.fullmatch(value):
                return self._now - timedelta(hours=int(age[1]) * _HOURS[age[2]])
            if date := _DATE.fullmatch(value):
                return datetime(int(date[1]), int(date[2] or 1), int(date[3] or 1), tzinfo=self._now.tzinfo or UTC)
        except (ValueError, OverflowError):
            pass  # no such day, or before the year 1: raised below like other mistakes
        raise QueryError(
            f"“{value}” is not a date.",
            token.start,
            token.end,
            "Write 2026-01-31, 2026-01, 2026, today, yesterday, or an age such as 12h, 2d, 3w, 6m or 1y.",
        )


_Choice = TypeVar("_Choice", bound=StrEnum)

_EXAMPLES = {
    "title": "title:budget",
    "source": "source:reuters",
    "tag": "tag:health",
    "person": "person:merkel",
    "org": "org:unesco",
    "place": "place:geneva",
    "said": "said:merkel",
    "is": "is:unread",
    "since": "since:2d",
    "before": "before:2026-01-01",
    "sort": "sort:old",
}


def _words(text: str, field: str = "") -> Words | None:
    is_prefix = text.endswith("*")
    bare = " ".join(text.replace('"', " ").replace("*", " ").split())
    return Words(bare, field, is_prefix) if any(letter.isalnum() for letter in bare) else None


def _choice(kind: type[_Choice], name: str, value: str, token: _Token) -> _Choice:
    try:
        return kind(value.lower())
    except ValueError:
        known = [f"{name}:{one}" for one in kind]
        raise QueryError(
            f"Unknown value “{name}:{value}”.",
            token.start,
            token.end,
            f"Use {', '.join(known[:-1])} or {known[-1]}.",
        ) from None
