"""Convert newsboat's settings: take those that have a counterpart, and name the others with the reason.

Nothing in the file is run: newsboat itself would run what stands in backticks. The format is described at
https://newsboat.org/releases/2.40/docs/newsboat.html
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from newsreader.system.control_characters import without_controls

__all__ = ["Imported", "convert"]

OPERATIONS = {
    "quit": "quit", "hard-quit": "quit", "help": "help", "open": "open", "open-in-browser": "browse",
    "next-unread": "unread.next", "prev-unread": "unread.previous", "next": "article.next", "prev": "article.previous",
    "toggle-article-read": "read", "reload": "refresh.one", "reload-all": "refresh.all", "open-search": "find",
    "set-tag": "tag", "pipe-to": "pipe", "save": "export", "down": "down", "up": "up", "pagedown": "page.down",
    "pageup": "page.up", "home": "top", "end": "bottom", "mark-feed-read": "all.read",
    "toggle-source-view": "text.full",
}  # fmt: skip
"""newsboat's operations and the ids of the bindings that do the same here."""

KEYS = {"ENTER": "enter", "SPACE": "space", "TAB": "tab", "ESC": "escape", "BACKSPACE": "backspace", "LEFT": "left"}
KEYS |= {"RIGHT": "right", "UP": "up", "DOWN": "down", "HOME": "home", "END": "end", "PAGEUP": "pageup"}
KEYS |= {"PAGEDOWN": "pagedown", "NPAGE": "pagedown", "PPAGE": "pageup", "DELETE": "delete", ",": "comma"}

_RUNS = {"macro", "notify-program", "bookmark-cmd", "pager", "html-renderer", "player", "cookie-cache", "exec"}
_IN_TERMINAL = {"w3m", "lynx", "links", "links2", "elinks", "browsh", "carbonyl"}
_SHELL = re.compile(r"[|&;<>()$`\\*?~#\n]")
_FILTER = re.compile(r'\s*(?:title|content)\s*=~\s*"((?:[^"\\]|\\.)*)"\s*')


@dataclass
class Imported:
    """The result of a conversion: the settings as TOML, and sentences about the lines taken and skipped."""

    toml: str = ""
    took: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def convert(text: str, allowed: Callable[[Mapping[str, str]], str]) -> Imported:
    """Convert `text`, newsboat's file `config`. `allowed` returns why a mapping of ids to keys is wrong, or ""."""
    conversion = _Conversion(allowed)
    # A backslash at the end of a line goes on with the next.
    for line in text.replace("\\\n", " ").splitlines():
        conversion.take(line.strip())
    return conversion.imported()


class _Conversion:
    """The settings found so far."""

    def __init__(self, allowed: Callable[[Mapping[str, str]], str]) -> None:
        self._allowed = allowed
        self._result = Imported()
        self._values: dict[str, str | int] = {}
        self._reload: int | None = None
        self._by_itself = False
        self._keys: dict[str, str] = {}
        self._rules: list[dict[str, str]] = []
        self._opener: list[str] = []

    def take(self, line: str) -> None:
        """Take one line if it has a counterpart."""
        if not line or line.startswith("#"):
            return
        try:
            words = shlex.split(line, comments=True)
        except ValueError:
            reason = "its quotation marks do not match"
        else:
            reason = "newsboat would run what is in it" if "`" in line else self._word(words[0], words[1:])
        shown = " ".join(without_controls(line).split())
        if reason:
            self._result.skipped.append(f"{shown}: {reason}")
        else:
            self._result.took.append(shown)

    def _word(self, name: str, values: list[str]) -> str:
        """Take a setting; return "" or the reason why not."""
        if name == "bind-key":
            return self._key(values)
        if name == "ignore-article":
            return self._rule(values)
        if name == "browser":
            return self._browser(values)
        if name in _RUNS:
            return "it runs a program"
        numbers = {"text-width": ("measure", 20, 400), "reload-threads": ("refresh.jobs", 1, 64)}
        numbers |= {"keep-articles-days": ("retention.days", 1, 36_500)}
        value = values[0] if values else ""
        if name in numbers:
            key, least, most = numbers[name]
            if not value.isdecimal() or not least <= int(value) <= most:
                return f"it has to be from {least} to {most}"
            self._values[key] = int(value)
        elif name == "reload-time":
            if not value.isdecimal():
                return "it has to be a number of minutes"
            self._reload = min(int(value), 60 * 24 * 7)
        elif name == "auto-reload":
            self._by_itself = value in ("yes", "true")
        elif name == "download-full-page":
            self._values["feeds.full_text"] = "teaser" if value in ("yes", "true") else "never"
        elif name == "max-items":
            return "newsreader keeps all; see [retention] for limits"
        else:
            return "there is nothing like it"
        return ""

    def _key(self, values: list[str]) -> str:
        if len(values) < 2:
            return "it has no key and operation"
        key, operation = values[0], values[1]
        if operation not in OPERATIONS:
            return "there is no such operation"
        if control := re.fullmatch(r"\^([A-Za-z])", key):
            key = f"ctrl+{control[1].lower()}"
        key = KEYS.get(key.upper() if len(key) > 1 else key, key.lower() if len(key) > 1 else key)
        name = OPERATIONS[operation]
        keys = {**self._keys, name: f"{self._keys[name]},{key}" if name in self._keys else key}
        if reason := self._allowed(keys):
            return reason
        self._keys = keys
        return ""

    def _rule(self, values: list[str]) -> str:
        found = _FILTER.fullmatch(values[1]) if len(values) == 2 else None
        if found is None:
            return "only a filter on title or content, by =~, has a counterpart"
        pattern = found[1].replace('\\"', '"')
        try:
            re.compile(pattern)
        except re.error as error:
            return f"the expression is not understood: {error}"
        feed = {} if values[0] == "*" else {"feed": values[0]}
        # newsboat's expressions do not tell letters of either case apart.
        self._rules.append({"action": "mute", "regex": f"(?i){pattern}", **feed})
        return ""

    def _browser(self, values: list[str]) -> str:
        command = " ".join(values)
        if _SHELL.search(command.replace("%u", "").replace("'", "").replace('"', "")):
            return "it needs a shell"
        words = [word.replace("%u", "{url}") for word in shlex.split(command)]
        if not words or any("%" in word for word in words):
            return "only %u is known in it"
        self._opener = words
        return ""

    def imported(self) -> Imported:
        """Return the result."""
        if self._by_itself:
            self._values["refresh.every"] = self._reload or 60
        lines: list[str] = []
        table = ""
        for key, value in sorted(self._values.items(), key=lambda item: ("." in item[0], item[0])):
            *path, name = key.split(".")
            if ".".join(path) != table:
                table = ".".join(path)
                lines += ["", f"[{table}]"]
            lines.append(f"{name} = {_toml(value)}")
        for rule in self._rules:
            lines += ["", "[[rules]]", *(f"{name} = {_toml(value)}" for name, value in rule.items())]
        if self._opener:
            argv = ", ".join(_toml(word) for word in self._opener)
            terminal = ", terminal = true" if Path(self._opener[0]).name in _IN_TERMINAL else ""
            lines += ["", "[openers]", f'"^https?://" = {{ run = [{argv}]{terminal} }}']
        if self._keys:
            lines += ["", "[keys]", *(f"{_toml(name)} = {_toml(keys)}" for name, keys in self._keys.items())]
        self._result.toml = "\n".join(["# From newsboat's settings.", *lines]) + "\n"
        return self._result


def _toml(value: str | int) -> str:
    """Return a value as TOML. JSON's strings are TOML's too, but for DEL, which TOML wants escaped."""
    if isinstance(value, int):
        return str(value)
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
