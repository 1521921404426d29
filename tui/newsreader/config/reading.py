"""Read and check a file of settings: each mistake is reported with file, line and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from newsreader.config.settings import (
    ACTIONS,
    FULL_TEXT,
    HIGHLIGHTING,
    INPUTS,
    LONGEST_DAYS,
    MATCHES,
    MOST_ARTICLES,
    Command,
    Config,
    ConfigError,
    FeedSettings,
    Opener,
    RefreshSettings,
    Rule,
    SummarySettings,
)
from newsreader.config.tables import Table, Where, WrongError, checked, line_of, near, written
from newsreader.config.templates import FIELDS, fields_in
from newsreader.model.analysis import METHODS
from newsreader.model.retention_policy import RetentionPolicy

__all__ = ["mistake", "read"]


def read(data: bytes, path: Path) -> Config:
    """Return the settings in `data`, which came from the file at `path`. Raises ConfigError for the first mistake."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path}, line {line}: this is not UTF-8 text.", "Save the file as UTF-8.") from error
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason = re.sub(r" \(at [^()]*\)$", "", str(error))
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        raise ConfigError(f"{path}, line {line}: {reason}.", "The file is not valid TOML there.") from error
    except ValueError as error:
        raise ConfigError(f"{path}: a number in it is too long.", "Shorten it.") from error
    except RecursionError as error:
        raise ConfigError(f"{path}: there are too many brackets in each other.") from error
    try:
        return _config(Table(found, ()))
    except WrongError as wrong:
        raise mistake(path, wrong.where, wrong.sentence, text) from None


def mistake(path: Path, where: Where, sentence: str, text: str | None = None) -> ConfigError:
    """Return a ConfigError about the key `where` of the file at `path`; `text` is its text, if that is known."""
    if text is None:
        text = path.read_text(encoding="utf-8-sig", errors="replace") if path.is_file() else ""
    return ConfigError(f"{path}, line {line_of(text, where)}: {written(where)}: {sentence}")


def _config(top: Table) -> Config:
    config = Config(
        theme=top.text("theme"),
        highlighting=top.text("highlighting", HIGHLIGHTING),
        measure=top.number("measure", 20, 400) or 0,
        images=top.flag("images", False),
        summary=_summary(top.table("summary")),
        keys=_keys(top.table("keys")),
        refresh=_refresh(top.table("refresh")),
        feeds=_feeds(top.table("feeds")),
        rules=tuple(_rule(table) for table in top.tables("rules")),
        retention=tuple(_retention(top.table("retention"))),
        copy=_copy(top.table("copy")),
        commands=dict(_commands(top.table("commands"))),
        openers=tuple(_openers(top.table("openers"))),
    )
    top.done()
    return config


def _summary(table: Table) -> SummarySettings:
    summary = SummarySettings(table.text("method", METHODS), table.number("sentences", 1, 10) or 0)
    table.done()
    return summary


def _keys(table: Table) -> dict[str, str]:
    """Return ids with their keys. Only the screen knows whether there are such ids and keys."""
    keys = {}
    for name, value in table.values.items():
        given = value if isinstance(value, list) else [value]
        several = [key.strip() for key in given if isinstance(key, str) and key.strip()]
        if not several or len(several) < len(given):
            raise table.wrong(name, 'this has to be a key, such as "x", "ctrl+x" or "f5", or a list of keys.')
        # A comma stands between keys, so that the key itself goes by its name.
        keys[name] = ",".join("comma" if key == "," else key for key in several)
    return keys


def _refresh(table: Table) -> RefreshSettings:
    refresh = RefreshSettings(
        table.number("every", 0, 60 * 24 * 7) or 0, table.number("jobs", 1, 64) or RefreshSettings().jobs
    )
    table.done()
    return refresh


def _feeds(table: Table) -> FeedSettings:
    feeds = FeedSettings(table.text("full_text", FULL_TEXT) or FeedSettings().full_text, table.flag("merge_same", True))
    table.done()
    return feeds


def _rule(table: Table) -> Rule:
    action = table.text("action", ACTIONS)
    if not action:
        raise WrongError(table.where, f"a rule needs an action: {', '.join(ACTIONS)}.")
    values = {match: table.pattern(match) if match == "regex" else table.text(match) for match in MATCHES}
    given = [match for match in MATCHES if values[match].strip()]
    if len(given) != 1:
        raise WrongError(table.where, f"a rule needs exactly one of: {', '.join(MATCHES)}.")
    tag = table.text("tag")
    if (action == "tag") != bool(tag.strip()):
        raise WrongError(table.where, 'the action "tag", and no other, needs the tag that it gives: tag = "…".')
    rule = Rule(action, values[given[0]], given[0], table.text("feed"), tag)
    table.done()
    return rule


def _retention(table: Table) -> Iterator[RetentionPolicy]:
    sources = table.table("sources")
    # Limits of single sources come first: articles that they delete do not count for the limits of all.
    for limit, name in [*((sources.table(name), name) for name in sources.values), (table, "")]:
        days, most = limit.number("days", 1, LONGEST_DAYS), limit.number("most", 0, MOST_ARTICLES)
        if days is not None or most is not None:
            yield RetentionPolicy(days, most, name)
        limit.done()


def _copy(table: Table) -> dict[str, str]:
    templates = {}
    for name in table.values:
        templates[name] = table.text(name)
        if not templates[name].strip():
            raise table.wrong(name, "a template needs words.")
        for field in fields_in(templates[name]):
            if field not in FIELDS:
                raise table.wrong(name, f"there is no {{{field}}}{near(field, FIELDS)} Known: {', '.join(FIELDS)}.")
    return templates


def _commands(table: Table) -> Iterator[tuple[str, Command]]:
    for name, value in table.values.items():
        if isinstance(value, list):
            yield name, Command(table.argv(name))
            continue
        command = table.table(name)
        yield name, Command(command.argv("run"), command.text("input", INPUTS) or INPUTS[0])
        command.done()


def _openers(table: Table) -> Iterator[Opener]:
    for pattern, value in table.values.items():
        checked(pattern, (*table.where, pattern))
        if isinstance(value, list):
            yield Opener(pattern, table.argv(pattern))
            continue
        opener = table.table(pattern)
        yield Opener(pattern, opener.argv("run"), opener.flag("terminal", False))
        opener.done()
