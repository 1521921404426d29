"""The tables of a TOML file, whose values are taken and checked one by one; and the line of a key."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

__all__ = ["Table", "Where", "WrongError", "checked", "line_of", "near", "written"]

Where = tuple[str | int, ...]
"""The place of a value: the names of the tables and keys that lead to it, with numbers in lists of tables."""

_Value = TypeVar("_Value")

_TOKEN = re.compile(
    r'''"""(?:[^\\]|\\.)*?"{3,5}|\'{3}.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*|[][{}\n]''', re.S
)
"""Strings and comments, in which brackets and line ends mean nothing; and brackets and line ends."""


def line_of(text: str, where: Where) -> int:
    """Return the line, from 1, on which the key `where` begins in the TOML `text`; 1 where the text does not have it.

    tomllib does not tell lines: this parses each statement once, by itself.
    """
    table: Where = ()
    numbers: dict[Where, int] = {}
    for line, statement in _statements(text):
        try:
            found = tomllib.loads(statement)
        except (ValueError, RecursionError):
            continue
        if statement.lstrip().startswith("["):
            table = _table_at(found, numbers)
            if table[: len(where)] == where:
                return line
        elif where[: len(table)] == table and _holds(found, where[len(table) :]):
            return line
    return 1


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield the statements with the line on which each begins; a value may stand on thousands of lines."""
    depth = start = 0
    line = 1
    for token in _TOKEN.finditer(text + "\n"):
        if token[0] in "[{":
            depth += 1
        elif token[0] in "]}":
            depth -= 1
        elif token[0] == "\n" and depth <= 0:
            statement = text[start : token.end()]
            yield line, statement
            line += statement.count("\n")
            start = token.end()


def _table_at(header: Mapping[str, object], numbers: dict[Where, int]) -> Where:
    """Return the place of the table that a header begins; `numbers` are those of the last table in each list so far."""
    where: Where = ()
    found: object = header
    while isinstance(found, dict) and found:
        [(key, found)] = found.items()
        where += (key,)
        if isinstance(found, list):
            numbers[where] = numbers.get(where, -1) + 1
        if where in numbers:
            where += (numbers[where],)
    return where


def _holds(found: object, where: Where) -> bool:
    for step in where:
        in_table = isinstance(found, dict) and step in found
        in_list = isinstance(found, list) and isinstance(step, int) and step < len(found)
        if not (in_table or in_list):
            return False
        found = found[step]  # type: ignore[index]  # a table or a list, as said
    return True


def written(where: Where) -> str:
    """Return `where` as people write it: keys.quit, rules[2].match."""
    path = ""
    for step in where:
        path += f"[{step + 1}]" if isinstance(step, int) else ("." if path else "") + step
    return path


class WrongError(ValueError):
    """The value at `where` is wrong; `sentence` says why."""

    def __init__(self, where: Where, sentence: str) -> None:
        super().__init__(sentence)
        self.where = where
        self.sentence = sentence


class Table:
    """A table of the file. Take its keys one by one, then call `done`, which raises for the keys that are left."""

    def __init__(self, values: Mapping[str, object], where: Where) -> None:
        self.values = values
        self.where = where
        self._known: list[str] = []

    def wrong(self, key: str, sentence: str) -> WrongError:
        """Return the error to raise for the value of `key`."""
        return WrongError((*self.where, key), sentence)

    def get(self, key: str, kind: type[_Value], what: str) -> _Value | None:
        """Return the value of `key`, or None. Raises WrongError where it is not of the `kind`, called `what`."""
        self._known.append(key)
        value = self.values.get(key)
        # To Python true is a number; to people it is not.
        if value is not None and (not isinstance(value, kind) or (kind is int and isinstance(value, bool))):
            raise self.wrong(key, f"this has to be {what}.")
        return value

    def text(self, key: str, choices: Sequence[str] = ()) -> str:
        """Return the text of `key`, "" by default. Raises WrongError where it is none of the `choices`."""
        value = self.get(key, str, "text in quotation marks") or ""
        if value and choices and value not in choices:
            raise self.wrong(key, f"there is no {value!r}{near(value, choices)} Choose one of: {', '.join(choices)}.")
        return value

    def number(self, key: str, least: int, most: int) -> int | None:
        """Return the number of `key` or None. Raises WrongError where it is not from `least` to `most`."""
        value = self.get(key, int, "a whole number")
        if value is not None and not least <= value <= most:
            raise self.wrong(key, f"{value} is not from {least} to {most}.")
        return value

    def flag(self, key: str, default: bool) -> bool:
        """Return whether `key` is true."""
        value = self.get(key, bool, "true or false")
        return default if value is None else value

    def argv(self, key: str) -> tuple[str, ...]:
        """Return the words of a command line. Raises WrongError where there are none."""
        value = self.get(key, list, 'a list of words, such as ["wc", "-w"]')
        if not value or not all(isinstance(word, str) and word and "\0" not in word for word in value):
            raise self.wrong(key, 'this has to be a list of words, such as ["wc", "-w"].')
        return tuple(value)

    def pattern(self, key: str) -> str:
        """Return the regular expression of `key`, "" by default. Raises WrongError for a wrong one."""
        value = self.text(key)
        checked(value, (*self.where, key))
        return value

    def table(self, key: str) -> Table:
        """Return the table of `key`, an empty one by default."""
        return Table(self.get(key, dict, "a table") or {}, (*self.where, key))

    def tables(self, key: str) -> Iterator[Table]:
        """Yield the tables of the list `key`."""
        for number, values in enumerate(self.get(key, list, f"tables, each headed [[{key}]]") or []):
            if not isinstance(values, dict):
                raise self.wrong(key, f"this has to be tables, each headed [[{key}]].")
            yield Table(values, (*self.where, key, number))

    def done(self) -> None:
        """Raise WrongError for a key that was not taken: it is unknown."""
        for key in self.values:
            if key not in self._known:
                raise self.wrong(key, f"there is no such setting{near(key, self._known)}")


def near(word: str, known: Iterable[str]) -> str:
    """Return the end of a sentence about a wrong word: a full stop, or the known word that is most like it."""
    alike = difflib.get_close_matches(word, list(known), 1)
    return f". Did you mean {alike[0]!r}?" if alike else "."


def checked(pattern: str, where: Where) -> None:
    """Raise WrongError where `pattern` is not a regular expression."""
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise WrongError(where, f"this is not a regular expression: {error}.") from None
