"""The settings as a file to begin with: everything that can be set, with what it means, and nothing set."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from newsreader.config.settings import ConfigError
from newsreader.system import private_files
from newsreader.system.file_writer import write_file

__all__ = ["sample", "write"]

_ABOVE = r"""# Settings of newsreader. All is as without this file: take "#" away from what you want otherwise.
# The reader takes changes up while it is open; `newsreader config --check` says what is wrong, if anything is.

# How it looks. What is not set here is as you left it in the reader (keys t, H, v, + and -).
# theme = "nord"
# highlighting = "all"          # names in the text: all, people or off
# measure = 80                  # columns that a line of text takes at most
# images = false                # show pictures, by I or a click on a caption; needs newsreader[images]

[summary]
# method = "news"               # news, lexrank, textrank, lsa, luhn, kl or lead
# sentences = 3                 # 1 to 10

[refresh]
# every = 0                     # minutes between two rounds while the reader is open; 0 for only when asked
# jobs = 16                     # feeds fetched at a time

[feeds]
# full_text = "teaser"          # fetch the whole article: never, where the feed has only a teaser, or always
# merge_same = true             # one row for the same story from several feeds

# How long articles are kept: for ever, unless it is said here. Starred ones never go, nor the one that is open. Each
# refresh sees to it, and `newsreader tidy`; `newsreader tidy --dry-run` lists what would go. What is set for a feed in
# the reader comes first.
[retention]
# days = 365
# most = 50000

# [retention.sources."The Daily"]
# days = 14

# What happens to articles as they come in. Each rule has an action (mute, star, read, or tag with the tag to give)
# and one of: words (all of them, in title or text), regex (in title or text), source, name (a person, body or place).
# [[rules]]
# action = "mute"
# words = "transfer rumours"
# feed = "https://example.org/sport.xml"    # only in this feed, by address or name; leave out for all

# [[rules]]
# action = "tag"
# tag = "budget"
# regex = 'budget (of|for) 20\d\d'

# What is copied, by your own templates: "summary", "quotes", "quote", "link" and "markdown" take the place of what
# there is; any other name comes as a further choice. A line that comes out empty is left out. Fields: {title}
# {byline} {source} {date} {link} {summary} {quotes} {quote} {names} {text} {markdown}.
[copy]
# "Link as Markdown" = "[{title}]({link})"
# summary = '''
# {title}
# {summary}
# {link}
# '''

# Programs of your own that get the article on their standard input: as text, markdown or json. The words are given
# to the program as they are; no shell looks at them.
[commands]
# "Count words" = ["wc", "-w"]
# "To my notes" = { run = ["tee", "-a", "notes.md"], input = "markdown" }

# Programs for links that a regular expression is found in, the first that fits; all others go to the browser.
# With terminal = true the reader gives the terminal to the program until it ends.
[openers]
# '^https?://(www\.)?youtube\.com/' = ["mpv", "{url}"]
# '^https?://(\w+\.)?wikipedia\.org/' = { run = ["w3m", "{url}"], terminal = true }

# Keys: x, X, ?, f5, space, ctrl+x ...; several in a list: ["x", "ctrl+x"]; one after the other: "g x".
[keys]
"""


def sample(bindings: Iterable[tuple[str, str, str]]) -> str:
    """The file, with all keys that can be bound: `bindings` are ids, keys with commas between, and what they do."""
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
