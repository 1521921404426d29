"""The commands for the program itself: its settings, completion in shells, its manual page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from newsreader.cli.common import DONE, FAILED
from newsreader.cli.printing import Output, complain
from newsreader.errors import NewsreaderError

__all__ = ["completion", "config", "man"]


@click.command(short_help="Write, check or import the settings.")
@click.option("--check", "only_check", is_flag=True, help="Say what is wrong with the settings, if anything is.")
@click.option(
    "--from-newsboat",
    "newsboat",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Take over what newsboat's file config says.",
)
def config(only_check: bool, newsboat: Path | None) -> int:
    """Write a file of settings with everything that can be set, explained, and print its path.

    A file that is there is never overwritten. NEWSREADER_CONFIG names another than the usual one.
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
        complain(f"Written with everything that can be set, and nothing set: {path}")
    Output().lines([str(path)])
    return DONE


def _check(path: Path) -> int:
    if not path.exists():
        Output().lines([f"{path}: not there, so all is as usual"])
        return DONE
    from newsreader.config import load
    from newsreader.ui.keys.keymap import check, themes

    check(load(path), path, themes())
    Output().lines([f"{path}: all is well"])
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
        complain(f"taken: {line}")
    for line in imported.skipped:
        complain(f"skipped: {line}")
    if path.exists():
        complain(f"{path} is there already and was left as it is; this is what would go into it.")
        Output().lines(imported.toml.splitlines())
        return DONE
    write(path, imported.toml)
    Output().lines([str(path)])
    return DONE


@click.command(short_help="Print what makes a shell complete.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> int:
    """Print the lines that make SHELL complete commands, options and files of newsreader.

    For bash: newsreader completion bash > ~/.local/share/bash-completion/completions/newsreader

    For zsh: newsreader completion zsh > a folder of $fpath, in a file named _newsreader

    For fish: newsreader completion fish > ~/.config/fish/completions/newsreader.fish
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    root = ctx.find_root()
    if kind is None:
        return FAILED
    complete = kind(root.command, {}, "newsreader", "_NEWSREADER_COMPLETE")
    # Not its `source`, which runs bash to see whether it is new enough.
    Output().lines((complete.source_template % complete.source_vars()).strip("\n").splitlines())
    return DONE


@click.command(short_help="Print the manual page.")
@click.pass_context
def man(ctx: click.Context) -> int:
    """Print the manual page, as man(1) reads it: newsreader man > newsreader.1"""
    from newsreader.cli.manual import page

    Output().lines(page(ctx.find_root()))
    return DONE
