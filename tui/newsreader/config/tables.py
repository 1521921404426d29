"""The tables of a TOML file, their values taken and checked one by one; and the line on which a key stands."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

__all__ = ["Table", "Where", "WrongError", "checked", "line_of", "near", "written"]

Where = tuple[str | int, ...]
"""Where a value is: the names of tables and keys to it, with numbers in lists of tables."""


_MOST_TRIES = 500
"""Beginnings of a file that are read to find a line: a value may stand on thousands of lines."""


def line_of(text: str, where: Where) -> int:
    """The line, from 1, on which the key `where` begins in the TOML `text`; 1 where it is not in it.

    tomllib tells nothing of lines: this is the first line up to which the text holds the key.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    tries = iter(range(_MOST_TRIES))

    def whole(first: int, last: int) -> tuple[int, bool]:
        """The first number of lines, of these, that are TOML by themselves; and whether these hold the key."""
        for count, _ in zip(range(first, last + 1), tries, strict=False):
            try:
                found: Any = tomllib.loads("\n".join(lines[:count]))
            except tomllib.TOMLDecodeError:
                continue
            try:
                for step in where:
                    found = found[step]
            except (KeyError, IndexError, TypeError):
                return count, False
            return count, True
        return last + 1, True

    if whole(len(lines), len(lines)) != (len(lines), True):
        return 1
    without, most = 0, len(lines)  # the key is in these lines, but not in those
    while without + 1 < most:
        middle = (without + most) // 2
        count, held = whole(middle, most)
        if held:
            most = middle
        else:
            without = count
    return without + 1


def written(where: Where) -> str:
    """`where` as people write it: keys.quit, rules[2].match."""
    written = ""
    for step in where:
        written += f"[{step + 1}]" if isinstance(step, int) else ("." if written else "") + step
    return written


class WrongError(ValueError):
    """What is at `where` cannot be; `sentence` says why."""

    def __init__(self, where: Where, sentence: str) -> None:
        super().__init__(sentence)
        self.where = where
        self.sentence = sentence


class Table:
    """A table of the file, whose keys are taken one by one; what is left at the end is unknown."""

    def __init__(self, values: Mapping[str, Any], where: Where) -> None:
        self.values = values
        self.where = where
        self._known: list[str] = []

    def wrong(self, key: str, sentence: str) -> WrongError:
        """To be raised for the value of `key`."""
        return WrongError((*self.where, key), sentence)

    def get(self, key: str, kind: type, what: str) -> Any:
        """The value of `key`, or None."""
        self._known.append(key)
        value = self.values.get(key)
        # To Python true is a number; to people it is not.
        if value is not None and (not isinstance(value, kind) or (kind is int and isinstance(value, bool))):
            raise self.wrong(key, f"this has to be {what}.")
        return value

    def text(self, key: str, choices: Sequence[str] = ()) -> str:
        value: str = self.get(key, str, "text in quotation marks") or ""
        if value and choices and value not in choices:
            raise self.wrong(key, f"there is no {value!r}{near(value, choices)} Choose one of: {', '.join(choices)}.")
        return value

    def number(self, key: str, least: int, most: int) -> int | None:
        value: int | None = self.get(key, int, "a whole number")
        if value is not None and not least <= value <= most:
            raise self.wrong(key, f"{value} is not from {least} to {most}.")
        return value

    def flag(self, key: str, default: bool) -> bool:
        value: bool | None = self.get(key, bool, "true or false")
        return default if value is None else value

    def argv(self, key: str) -> tuple[str, ...]:
        value = self.get(key, list, 'a list of words, such as ["wc", "-w"]')
        if not value or not all(isinstance(word, str) and word and "\0" not in word for word in value):
            raise self.wrong(key, 'this has to be a list of words, such as ["wc", "-w"].')
        return tuple(value)

    def pattern(self, key: str) -> str:
        value = self.text(key)
        checked(value, (*self.where, key))
        return value

    def table(self, key: str) -> Table:
        return Table(self.get(key, dict, "a table") or {}, (*self.where, key))

    def tables(self, key: str) -> Iterator[Table]:
        for number, values in enumerate(self.get(key, list, f"tables, each headed [[{key}]]") or []):
            if not isinstance(values, dict):
                raise self.wrong(key, f"this has to be tables, each headed [[{key}]].")
            yield Table(values, (*self.where, key, number))

    def done(self) -> None:
        """Raise for a key that nobody asked for."""
        for key in self.values:
            if key not in self._known:
                raise self.wrong(key, f"there is no such setting{near(key, self._known)}")


def near(word: str, known: Iterable[str]) -> str:
    """The end of a sentence about a wrong word: a full stop, and the nearest of the known ones if one is near."""
    near = difflib.get_close_matches(word, list(known), 1)
    return f". Did you mean {near[0]!r}?" if near else "."


def checked(pattern: str, where: Where) -> None:
    """Raise WrongError where `pattern` is no regular expression."""
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise WrongError(where, f"this is no regular expression: {error}.") from None
