"""The commands for the program itself: settings, shell completion, manual page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from newsreader.cli.common import DONE, FAILED, examples
from newsreader.cli.printing import Output, complain
from newsreader.errors import NewsreaderError

__all__ = ["completion", "config", "man"]


@click.command(
    short_help="Write, check or import the settings.",
    epilog=examples(
        "newsreader config",
        "newsreader config --check",
        "newsreader config --from-newsboat ~/.newsboat/config",
    ),
)
@click.option("--check", "only_check", is_flag=True, help="Check the settings and print the first mistake.")
@click.option(
    "--from-newsboat",
    "newsboat",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Import settings from newsboat's file config.",
)
def config(only_check: bool, newsboat: Path | None) -> int:
    """Create a settings file with every option explained and commented out, and print its path.

    An existing file is never overwritten. Set NEWSREADER_CONFIG to use another file than the default one.
    """
    from newsreader.config import default_path

    path = default_path()
    if only_check:
        return _check(path)
    if newsboat is not None:
        return _import(newsboat, path)
    if not path.exists():
        from newsreader.config.sample import sample, write
        from newsreader.ui.keys.key_tables import bindings

        write(path, sample(bindings()))
        complain(f"Created a settings file (all options commented out): {path}")
    Output().lines([str(path)])
    return DONE


def _check(path: Path) -> int:
    if not path.exists():
        Output().lines([f"{path}: not found; using the defaults"])
        return DONE
    from newsreader.config import load
    from newsreader.ui.keys.keymap import check, themes

    check(load(path), path, themes())
    Output().lines([f"{path}: valid"])
    return DONE


def _import(newsboat: Path, path: Path) -> int:
    from newsreader.config import Config
    from newsreader.config.newsboat import convert
    from newsreader.config.sample import write
    from newsreader.ui.keys.keymap import check

    def allowed(keys: Mapping[str, str]) -> str:
        try:
            check(Config(keys=keys), Path(), ())
        except NewsreaderError as error:
            return error.message.split(": ", 2)[-1].rstrip(".")  # without file, line and key
        return ""

    try:
        text = newsboat.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise NewsreaderError(f"{newsboat} cannot be read: {error.strerror}.") from error
    imported = convert(text, allowed)
    for line in imported.took:
        complain(f"imported: {line}")
    for line in imported.skipped:
        complain(f"skipped: {line}")
    if path.exists():
        complain(f"{path} exists and was not changed. The imported settings follow.")
        Output().lines(imported.toml.splitlines())
        return DONE
    write(path, imported.toml)
    Output().lines([str(path)])
    return DONE


@click.command(
    short_help="Print the shell completion script.",
    epilog=examples(
        "newsreader completion bash > ~/.local/share/bash-completion/completions/newsreader",
        "newsreader completion zsh > ~/.zfunc/_newsreader",
        "newsreader completion fish > ~/.config/fish/completions/newsreader.fish",
    ),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> int:
    """Print the completion script for SHELL: it completes commands, options and file names.

    In zsh, the folder of the file has to be in $fpath, and the file has to be named _newsreader.
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    root = ctx.find_root()
    if kind is None:
        return FAILED
    complete = kind(root.command, {}, "newsreader", "_NEWSREADER_COMPLETE")
    # Not `source()`, which would run bash to check its version.
    Output().lines((complete.source_template % complete.source_vars()).strip("\n").splitlines())
    return DONE


@click.command(
    short_help="Print the manual page.", epilog=examples("newsreader man | man -l -", "newsreader man > newsreader.1")
)
@click.pass_context
def man(ctx: click.Context) -> int:
    """Print the manual page in the format of man(1)."""
    from newsreader.cli.manual import page

    Output().lines(page(ctx.find_root()))
    return DONE
