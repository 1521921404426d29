"""The commands for settings, completion and the manual page, as a shell user meets them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from newsreader.cli import main as cli
from newsreader.config import Config, load
from newsreader.config.sample import sample
from newsreader.ui.keys.key_tables import bindings
from newsreader.ui.keys.keymap import check, themes

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "new" / "config.toml"
    monkeypatch.setenv("NEWSREADER_CONFIG", str(path))
    return path


def test_a_file_is_written_once_and_sets_nothing(run: Run, path: Path) -> None:
    assert run("config")[:2] == (cli.DONE, f"{path}\n")
    assert load(path) == Config()
    path.write_text("measure = 44", encoding="utf-8")
    assert run("config")[:2] == (cli.DONE, f"{path}\n")
    assert path.read_text(encoding="utf-8") == "measure = 44"


def test_everything_in_the_sample_can_be_set(tmp_path: Path) -> None:
    lines = sample(bindings()).splitlines()
    setting = re.compile(r"""^# (?=\[|"[^"]+" = |'[^']*' = |[a-z_]+ = |\{\w+\}$|'''$)""")
    bare = [setting.sub("", line) for line in lines]
    path = tmp_path / "config.toml"
    path.write_text("\n".join(line for line in bare if not line.startswith("# ")), encoding="utf-8")
    config = load(path)
    check(config, path, themes())
    assert (config.theme, config.measure, config.summary.sentences, config.refresh.jobs) == ("nord", 80, 3, 16)
    assert [rule.action for rule in config.rules] == ["mute", "tag"]
    assert len(config.retention) == 2
    assert set(config.copy) == {"Link as Markdown", "summary"}
    assert len(config.commands) == len(config.openers) == 2
    assert set(config.keys) == {name for name, _, _ in bindings()}
    # Everything that there is to set is in it.
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(told) == set(Config._fields)


def test_a_check_says_what_is_wrong(run: Run, path: Path) -> None:
    assert run("config", "--check")[:2] == (cli.DONE, f"{path}: not found; using the defaults\n")
    path.parent.mkdir()
    path.write_text("[keys]\nquit = 'Q'", encoding="utf-8")
    assert run("config", "--check")[0] == cli.DONE
    path.write_text("[keys]\nquti = 'Q'", encoding="utf-8")
    status, _, err = run("config", "--check")
    assert status == cli.FAILED
    assert f"{path}, line 2: keys.quti: unknown action. Did you mean 'quit'?" in err


def test_newsboats_settings_are_taken_over(run: Run, path: Path, tmp_path: Path) -> None:
    given = tmp_path / "config"
    given.write_text("text-width 72\nbind-key Q quit\nbind-key m next\nmacro a quit\n", encoding="utf-8")
    status, out, err = run("config", "--from-newsboat", given)
    assert (status, out) == (cli.DONE, f"{path}\n")
    assert "imported: text-width 72\n" in err
    assert "skipped: bind-key m next: the key m is already used for 'read'" in err
    assert "skipped: macro a quit: it runs a program\n" in err
    assert load(path).keys == {"quit": "Q"}
    before = path.read_bytes()
    status, out, _ = run("config", "--from-newsboat", given)
    assert (status, tomllib.loads(out)["measure"]) == (cli.DONE, 72)
    assert path.read_bytes() == before


def test_a_place_that_cannot_be_written_is_said(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("NEWSREADER_CONFIG", str(tmp_path / "file" / "config.toml"))
    status, _, err = run("config")
    assert status == cli.FAILED
    assert "cannot be written" in err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_are_what_the_shell_understands(run: Run, shell: str, tmp_path: Path) -> None:
    status, out, _ = run("completion", shell)
    assert status == cli.DONE
    assert "_NEWSREADER_COMPLETE" in out
    if program := shutil.which(shell):
        script = tmp_path / "script"
        script.write_text(out, encoding="utf-8")
        assert subprocess.run([program, "-n", str(script)], check=False).returncode == 0


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
def test_bash_completes_commands_and_options(tmp_path: Path, run: Run) -> None:
    script = tmp_path / "script"
    script.write_text(run("completion", "bash")[1], encoding="utf-8")
    program = tmp_path / "newsreader"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m newsreader "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    asked = (
        f'. "{script}"; COMP_WORDS=(newsreader exp); COMP_CWORD=1;'
        " _newsreader_completion newsreader; echo ${COMPREPLY[@]};"
        ' COMP_WORDS=(newsreader export "--form"); COMP_CWORD=2; COMPREPLY=();'
        " _newsreader_completion newsreader; echo ${COMPREPLY[@]}"
    )
    env = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", asked], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["export", "--format"]


def test_the_manual_page_has_every_command_and_option(run: Run) -> None:
    status, out, _ = run("man")
    assert status == cli.DONE
    assert out.startswith(".TH NEWSREADER 1 ")
    plain = out.replace("\\-", "-")
    context = click.Context(cli.newsreader, info_name="newsreader")
    for name, command in cli.newsreader.commands.items():
        assert f".SS newsreader {name} " in plain
        for option in command.get_params(context):
            assert not isinstance(option, click.Option) or all(word in plain for word in option.opts)


def test_the_manual_page_that_is_installed_is_the_one_that_is_printed(run: Run) -> None:
    installed = Path(__file__).resolve().parents[2] / "assets" / "man" / "newsreader.1"
    assert run("man")[1] == installed.read_text(encoding="utf-8"), "run: newsreader man > assets/man/newsreader.1"


@pytest.mark.skipif(not shutil.which("groff"), reason="there is no groff")
def test_the_manual_page_is_roff_without_a_mistake(run: Run) -> None:
    done = subprocess.run(
        ["groff", "-man", "-ww", "-z", "-Tutf8"], input=run("man")[1], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
