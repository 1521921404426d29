"""The search language: what a reader types, taken apart. Pure: no database, no clock.

    climate talks           both words, anywhere in an article     "climate talks"     the words side by side
    sanction*               words that begin so                    -sport              without that
    oil gas OR coal         "oil" and one of the others            (big oil) OR gas    brackets keep things together
    title:budget            in the title                           source:reuters      from a source
    tag:health              with a tag                             is:unread           unread read starred muted
    person:putin            names a person; org: and place: too    said:"angela merkel"  a person is quoted
    since:2d                of the last two days (h d w m y)       before:2026-01-01   older than that day
    sort:old                oldest first; new (as without), best

Words are found whole, whatever their case and accents. `AND` and `NOT` may be written out. What a word joins with
punctuation ("COVID-19") is found side by side.
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
    "Flag",
    "Is",
    "Named",
    "Node",
    "Not",
    "Or",
    "Query",
    "QueryError",
    "Sort",
    "Source",
    "Tag",
    "When",
    "Words",
    "as_typed",
    "parse",
]


class QueryError(LibraryError):
    """A query that cannot be understood: the mistake is at the characters `[start, end)` of it."""

    def __init__(self, message: str, start: int, end: int, hint: str = "") -> None:
        super().__init__(message, hint)
        self.start = start
        self.end = end


class Flag(StrEnum):
    """What `is:` asks for."""

    UNREAD = "unread"
    READ = "read"
    STARRED = "starred"
    MUTED = "muted"


@dataclass(frozen=True, slots=True)
class Words:
    """Words side by side, in one part of the article ("title") or anywhere (""); the last may be only begun."""

    text: str
    part: str = ""
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """An article that mentions a name with these words; `labels` are the kinds of names that count."""

    text: str
    labels: tuple[str, ...]
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """An article with this tag."""

    name: str


@dataclass(frozen=True, slots=True)
class Source:
    """An article of a source whose name holds this."""

    name: str


@dataclass(frozen=True, slots=True)
class Is:
    """An article in this state."""

    flag: Flag


@dataclass(frozen=True, slots=True)
class When:
    """An article that the list shows from `since` on, or before `before`; the other is None. Aware."""

    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Not:
    """Whatever is not that."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """All of these; everything where there are none."""

    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of these."""

    parts: tuple[Node, ...]


Node = Words | Named | Tag | Source | Is | When | Not | And | Or

_LABELS = {"person": ("PERSON",), "org": ("ORG",), "place": ("LOC", "FAC"), "said": ("SAID",)}
_FIELDS = ("title", "source", "tag", *_LABELS, "is", "since", "before", "sort")

_TOKEN = re.compile(r"""\s+|(?P<open>\()|(?P<close>\))|(?P<item>(?:[^\s()"]|"[^"]*(?:"|$))+)""")
_FIELD = re.compile(r"(?P<name>[A-Za-z]+):(?!//)(?P<value>.*)", re.DOTALL)
_AGE = re.compile(r"(\d{1,5})([hdwmy])")
_HOURS = {"h": 1, "d": 24, "w": 24 * 7, "m": 24 * 30, "y": 24 * 365}
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_BEGUN = re.compile(r"""(?:^|[\s("“-])(?:(?:title|person|org|place|said):["“]?)?(?P<word>\w{4,})$""")

_DEEPEST = 50
_MOST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Query:
    """A query, understood. `text` is how it was typed."""

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
    """What `text` asks for; `now` (aware) is what `since:2d` counts from.

    A quotation mark that is not closed goes to the end. Raises QueryError, which says what is wrong at which word.
    """
    reader = _Reader(text, now)
    root = reader.together(0)
    if reader.here is not None:
        token = reader.here
        raise QueryError("This bracket closes nothing.", token.start, token.end, "Take it out.")
    return Query(root, reader.sort, text)


def as_typed(text: str) -> str:
    """`text` as a query while it is being typed: the word at its end may be only begun ("clim" finds "climate").

    Words of up to three letters stay as they are: too much begins with them.
    """
    match = _BEGUN.search(text)
    return text + "*" if match else text


class _Reader:
    """Reads one query from left to right."""

    def __init__(self, text: str, now: datetime) -> None:
        # Curly quotation marks come along with what is pasted from articles.
        plain = text.translate({0x201C: '"', 0x201D: '"', 0x201E: '"', 0xAB: '"', 0xBB: '"'})
        self._tokens = [
            _Token(match.lastgroup, match.group(), match.start()) for match in _TOKEN.finditer(plain) if match.lastgroup
        ]
        if len(self._tokens) > _MOST_WORDS:
            last = self._tokens[_MOST_WORDS]
            raise QueryError(f"This is more than {_MOST_WORDS} words.", last.start, last.end, "Take some out.")
        self._next = 0
        self._now = now
        self.sort = Sort.NEW

    @property
    def here(self) -> _Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def together(self, depth: int) -> Node:
        """What all must be so, up to a closing bracket or the end."""
        found: list[Node] = []
        while self.here is not None and self.here.kind != "close":
            part = self._alternatives(depth)
            if part is not None and part != And():
                found.append(part)
        return found[0] if len(found) == 1 else And(tuple(found))

    def _alternatives(self, depth: int) -> Node | None:
        """One part, or several with OR between them."""
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
                raise QueryError("OR stands between two words.", divided.start, divided.end, "Add one, or take OR out.")
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
                raise QueryError("sort: cannot be turned round with “-”.", token.start, token.end, "Write sort:old.")
            return None if part is None else Not(part)
        return self._item(token)

    def _negated(self, token: _Token, depth: int) -> Node | None:
        following = self.here
        if token.text == "-" and (following is None or following.kind != "open" or following.start != token.end):
            return None  # a dash between words
        if following is None or following.kind == "close" or following.text in ("OR", "AND"):
            raise QueryError("NOT stands before a word.", token.start, token.end, "Add one, or take NOT out.")
        self._check_depth(token, depth)
        part = self._one(following, depth + 1)
        return None if part is None or part == And() else Not(part)

    def _check_depth(self, token: _Token, depth: int) -> None:
        if depth >= _DEEPEST:
            raise QueryError("There are too many brackets in brackets here.", token.start, token.end)

    def _bracket(self, token: _Token, depth: int) -> Node:
        self._check_depth(token, depth)
        part = self.together(depth + 1)
        if self.here is None:
            raise QueryError("This bracket is not closed.", token.start, token.end, "Add “)”.")
        self._next += 1
        return part

    def _item(self, token: _Token) -> Node | None:
        """A word, phrase or field; None for what says nothing, such as a dash."""
        match = _FIELD.fullmatch(token.text)
        if match is None or token.text.startswith('"'):
            return _words(token.text)
        name, value = match["name"].lower(), match["value"]
        bare = value.replace('"', "").strip()
        if name not in _FIELDS and not bare:
            return _words(token.text)  # a colon at the end of a word
        if name not in _FIELDS:
            raise QueryError(
                f"There is no “{match['name']}:” to search by.",
                token.start,
                token.start + len(match["name"]) + 1,
                f"There are {', '.join(f'{one}:' for one in _FIELDS)}. For the words themselves use quotation marks.",
            )
        if not any(letter.isalnum() for letter in bare):
            raise QueryError(
                f"“{name}:” needs a word right after it.", token.start, token.end, f"Such as {_EXAMPLES[name]}."
            )
        if name == "title":
            return _words(value, "title")
        if name in _LABELS:
            words = _words(value)
            assert isinstance(words, Words)
            return Named(words.text, _LABELS[name], words.begun)
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
        return When(since=moment) if name == "since" else When(before=moment)

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
            pass  # no such day, or before the year 1: said below like any other
        raise QueryError(
            f"“{value}” is no date.",
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


def _words(text: str, part: str = "") -> Words | None:
    begun = text.endswith("*")
    bare = " ".join(text.replace('"', " ").replace("*", " ").split())
    return Words(bare, part, begun) if any(letter.isalnum() for letter in bare) else None


def _choice(kind: type[_Choice], name: str, value: str, token: _Token) -> _Choice:
    try:
        return kind(value.lower())
    except ValueError:
        known = [f"{name}:{one}" for one in kind]
        raise QueryError(
            f"There is no “{name}:{value}”.",
            token.start,
            token.end,
            f"There are {', '.join(known[:-1])} and {known[-1]}.",
        ) from None
