"""The manual page, made from the texts of `--help`: roff with the man macros (see man(7))."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from newsreader import __version__

__all__ = ["page"]

ENVIRONMENT = (
    ("NEWSREADER_LIBRARY", "The library file, instead of library.db in the platform's data folder."),
    ("NEWSREADER_CONFIG", "The settings file, instead of config.toml in the platform's folder for settings."),
    ("NO_COLOR", "If set, print no colours."),
)
EXIT = (
    ("0", "Done."),
    ("1", "Something failed: standard error names it, and the rest was done."),
    ("2", "Wrong usage."),
)


def page(root: click.Context) -> Iterator[str]:
    """Yield the lines of the manual page for the program whose context is `root`."""
    group = root.command
    assert isinstance(group, click.Group)
    yield f'.TH NEWSREADER 1 "" "newsreader {_text(__version__)}" "User Commands"'
    yield ".SH NAME"
    yield f"newsreader \\- {_text(_help(group).splitlines()[0].rstrip('.').lower())}"
    yield ".SH SYNOPSIS"
    yield ".B newsreader"
    yield _text(" ".join(group.collect_usage_pieces(root)))
    yield ".SH DESCRIPTION"
    yield from _paragraphs(_help(group))
    yield ".SH OPTIONS"
    yield from _options(group, root)
    yield from _examples(group)
    yield ".SH COMMANDS"
    for name in group.list_commands(root):
        command = group.get_command(root, name)
        if command is None or command.hidden:
            continue
        context = click.Context(command, info_name=name, parent=root)
        yield from _command(command, context)
        if isinstance(command, click.Group):
            for inner, subcommand in sorted(command.commands.items()):
                yield from _command(subcommand, click.Context(subcommand, info_name=inner, parent=context))
    yield ".SH ENVIRONMENT"
    yield from _terms(ENVIRONMENT)
    yield ".SH EXIT STATUS"
    yield from _terms(EXIT)


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    yield ".SS " + _text(f"{context.command_path} {' '.join(command.collect_usage_pieces(context))}")
    yield from _paragraphs(_help(command))
    yield from _options(command, context)
    yield from _examples(command)


def _examples(command: click.Command) -> Iterator[str]:
    """Yield the examples of a command's epilog, line by line, as they are."""
    lines = [line for line in (command.epilog or "").splitlines() if line.startswith("  ")]
    if lines:
        yield from (".PP", "Examples:", ".PP", ".nf")
        yield from map(_text, lines)
        yield ".fi"


def _help(command: click.Command) -> str:
    return inspect.cleandoc(command.help or "")


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    options = [option for option in command.get_params(context) if isinstance(option, click.Option)]
    yield from _terms([record for option in options if (record := option.get_help_record(context))])


def _terms(pairs: list[tuple[str, str]] | tuple[tuple[str, str], ...]) -> Iterator[str]:
    for term, meaning in pairs:
        yield ".TP"
        yield f".B {_text(term)}"
        yield _text(meaning)


def _paragraphs(text: str) -> Iterator[str]:
    for number, paragraph in enumerate(text.split("\n\n")):
        if number:
            yield ".PP"
        yield _text(" ".join(paragraph.split()))


def _text(text: str) -> str:
    """Return `text` with everything escaped that roff would interpret."""
    safe = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return f"\\&{safe}" if safe.startswith((".", "'")) else safe
