"""Write the first settings file: every option, explained and commented out."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from newsreader.config.settings import ConfigError
from newsreader.system import private_files
from newsreader.system.file_writer import write_file

__all__ = ["sample", "write"]

_ABOVE = r"""# Settings of newsreader. All options are commented out: remove "#" to change one.
# The open reader picks up changes at once. `newsreader config --check` reports mistakes.

# Appearance. Options that are not set keep the last choice in the reader (keys t, H, v, + and -).
# theme = "nord"
# highlighting = "all"          # names in the text: all, people or off
# measure = 80                  # columns that a line of text takes at most
# images = false                # show pictures, by I or a click on a caption; needs newsreader[images]

[summary]
# method = "news"               # news, lexrank, textrank, lsa, luhn, kl or lead
# sentences = 3                 # 1 to 10

[refresh]
# every = 0                     # minutes between refreshes while the reader is open; 0 for never
# jobs = 16                     # feeds fetched in parallel

[feeds]
# full_text = "teaser"          # fetch the full article: never, for teasers, or always
# merge_same = true             # one row for the same story from several feeds

# How long to keep articles: for ever, unless set here. Starred articles and the open one are never deleted. Each
# refresh deletes old articles, and so does `newsreader tidy`; `newsreader tidy --dry-run` lists them. A limit set for a
# feed in the reader comes first.
[retention]
# days = 365
# most = 50000

# [retention.sources."The Daily"]
# days = 14

# Rules for new articles. Each rule has an action (mute, star, read, or tag with the tag to give) and one of: words
# (all of them, in title or text), regex (in title or text), source, name (a person, organisation or place).
# [[rules]]
# action = "mute"
# words = "transfer rumours"
# feed = "https://example.org/sport.xml"    # only in this feed, by address or name; leave out for all

# [[rules]]
# action = "tag"
# tag = "budget"
# regex = 'budget (of|for) 20\d\d'

# Your own templates for copying. "summary", "quotes", "quote", "link" and "markdown" replace the built-in ones; any
# other name is a further choice. Lines that come out empty are left out. Fields: {title} {byline} {source} {date}
# {link} {summary} {quotes} {quote} {names} {text} {markdown}.
[copy]
# "Link as Markdown" = "[{title}]({link})"
# summary = '''
# {title}
# {summary}
# {link}
# '''

# Your own programs, which get the article on standard input: as text, markdown or json. They are run without a
# shell.
[commands]
# "Count words" = ["wc", "-w"]
# "To my notes" = { run = ["tee", "-a", "notes.md"], input = "markdown" }

# Programs for links that match a regular expression; the first match counts. All other links go to the browser.
# With terminal = true the program has the terminal until it ends.
[openers]
# '^https?://(www\.)?youtube\.com/' = ["mpv", "{url}"]
# '^https?://(\w+\.)?wikipedia\.org/' = { run = ["w3m", "{url}"], terminal = true }

# Keys: x, X, ?, f5, space, ctrl+x ...; several in a list: ["x", "ctrl+x"]; one after the other: "g x".
[keys]
"""


def sample(bindings: Iterable[tuple[str, str, str]]) -> str:
    """Return the file, with all keys that can be bound: `bindings` are ids, comma-separated keys, and what they do."""
    rows = []
    for name, keys, what in bindings:
        each = [f'"{key.strip()}"' for key in keys.split(",")]
        rows.append((f'"{name}" = {each[0] if len(each) == 1 else "[" + ", ".join(each) + "]"}', what))
    width = max((len(row) for row, _ in rows), default=0)
    return _ABOVE + "".join(f"# {row:<{width}}  # {what}\n" for row, what in rows)


def write(path: Path, text: str) -> None:
    """Put `text` into a new file at `path`, and make its folder. Raises NewsreaderError where there is one already."""
    try:
        private_files.make_folder(path.parent)
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror}.") from error
    if os.path.lexists(path):
        raise ConfigError(f"There is a file at {path} already.", "It was left as it is.")
    write_file(path, text.encode(), private=True)
