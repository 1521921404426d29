"""The settings and their defaults: `Config()` is the program without a settings file."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, Never

from newsreader.errors import NewsreaderError
from newsreader.model.retention_policy import RetentionPolicy

__all__ = [
    "ACTIONS",
    "FULL_TEXT",
    "HIGHLIGHTING",
    "INPUTS",
    "LONGEST_DAYS",
    "MATCHES",
    "MOST_ARTICLES",
    "Command",
    "Config",
    "ConfigError",
    "FeedSettings",
    "Opener",
    "RefreshSettings",
    "Rule",
    "SummarySettings",
]

HIGHLIGHTING = ("all", "people", "off")
FULL_TEXT = ("never", "teaser", "always")
ACTIONS = ("mute", "star", "tag", "read")
MATCHES = ("words", "regex", "source", "name")
INPUTS = ("text", "markdown", "json")

LONGEST_DAYS = 36_500
MOST_ARTICLES = 100_000_000
"""The longest age in days and the largest number of articles that can be set."""


_NONE: Mapping[str, Never] = MappingProxyType({})


class ConfigError(NewsreaderError):
    """The settings cannot be read, or have a mistake."""


class SummarySettings(NamedTuple):
    """The way to make summaries: `method` is one of `analysis.METHODS`, "" for the one used last; 0 `sentences` too."""

    method: str = ""
    sentences: int = 0


class RefreshSettings(NamedTuple):
    """Refreshes while the reader is open: `every` n minutes, 0 for never; `jobs` feeds in parallel."""

    every: int = 0
    jobs: int = 16


class FeedSettings(NamedTuple):
    """The use of feeds: `full_text` is one of `FULL_TEXT`, `merge_same` makes one row of the same story."""

    full_text: str = "teaser"
    merge_same: bool = True


class Rule(NamedTuple):
    """A rule for new articles.

    `action` is one of `ACTIONS`, and `tag` the tag that the action "tag" gives. The rule applies where `value` is found
    as `match` (one of `MATCHES`) says: as words of title or text, a regular expression in title or text, the
    source's name, or a name that the analysis finds. With `feed`, an address or a name, only those of that feed.
    """

    action: str
    value: str
    match: str = "words"
    feed: str = ""
    tag: str = ""


class Command(NamedTuple):
    """A program of the user's own that gets an article on its standard input, as one of `INPUTS`.

    `argv` is run as it is, never by a shell.
    """

    argv: tuple[str, ...]
    input: str = "text"


class Opener(NamedTuple):
    """A program for links that the regular expression `match` is found in; "{url}" in `argv` is the link.

    One that needs the `terminal` gets it, and the reader waits until it has ended.
    """

    match: str
    argv: tuple[str, ...]
    terminal: bool = False

    def command(self, url: str) -> list[str]:
        """Return the command to run for `url`, without a shell. The link comes last where there is no "{url}" in it."""
        if any("{url}" in part for part in self.argv):
            return [part.replace("{url}", url) for part in self.argv]
        return [*self.argv, url]


class Config(NamedTuple):
    """All settings. "" and 0 for look and summary leave it to the reader: what was used last."""

    theme: str = ""
    highlighting: str = ""
    measure: int = 0
    """Columns of text, at most; 0 for the default."""
    images: bool = False
    """True to fetch and show pictures on request."""
    summary: SummarySettings = SummarySettings()
    keys: Mapping[str, str] = _NONE
    """Ids of bindings and the keys for them, with commas between several."""
    refresh: RefreshSettings = RefreshSettings()
    feeds: FeedSettings = FeedSettings()
    rules: tuple[Rule, ...] = ()
    retention: tuple[RetentionPolicy, ...] = ()
    copy: Mapping[str, str] = _NONE
    """Names of what can be copied and the templates for it."""
    commands: Mapping[str, Command] = _NONE
    openers: tuple[Opener, ...] = ()

    def opener(self, url: str) -> Opener | None:
        """Return the first program for `url`; None for the browser."""
        import re

        return next((opener for opener in self.openers if re.search(opener.match, url)), None)
