"""The commands as a shell user meets them: output, exit status, standard input, terminals and pipes."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType

import click
import pytest
from click.shell_completion import ShellComplete

from newsreader import __version__
from newsreader.background.analysis_client import Analyst
from newsreader.cli import main as cli
from newsreader.library.store import Library, View
from newsreader.model.analysis import METHODS

pytestmark = pytest.mark.usefixtures("analysed_here")

STORY = (
    "Bridge to close in spring\n\n"
    "The council of Arden voted on Monday to close the old bridge. “It is time,” said Ada Brook, the mayor. "
    "The bridge was built in 1931. Lorries have been banned from it since last year.\n\n"
    "“Nobody asked the people who bake the bread,” said Tom Reed, who owns a bakery in Arden.\n"
)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "news"
    path.mkdir()
    for number in range(3):
        (path / f"{number}.md").write_text(
            f'---\ntitle: "Story [/] {number}"\nsource: "Paper {number % 2}"\ndate: "2026-02-0{number + 1}"\n---\n\n'
            f"Text number {number} is here. It has two sentences.\n",
            encoding="utf-8",
        )
    return path


Run = Callable[..., tuple[int, str, str]]


class Opened:
    """Stands in for the app: notes what it was asked to open."""

    def __init__(self) -> None:
        self.calls: list[tuple[Path, list[str]]] = []

    def run(self, library: Library, sources: Sequence[str], _: Analyst, notice: str) -> int:
        self.calls.append((library.path, list(sources)))
        return 0


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    app, module = Opened(), ModuleType("newsreader.ui.app")
    vars(module)["run"] = app.run
    monkeypatch.setitem(sys.modules, "newsreader.ui.app", module)
    monkeypatch.setattr(Analyst, "start", lambda _: None)
    # As in a browser: no terminal is asked for.
    monkeypatch.setenv("TEXTUAL_DRIVER", "any")
    return app


def stdin_of(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


# Opening the reader


def test_a_first_launch_has_the_starter_articles_with_the_guide_on_top(run: Run, opened: Opened) -> None:
    assert run()[0] == cli.DONE
    assert opened.calls == [(Path(os.environ["NEWSREADER_LIBRARY"]), [])]
    titles = [entry["title"] for entry in json.loads(run("list", "--json")[1])]
    assert titles[0].startswith("Start here")
    assert 6 <= len(titles) <= 8


def test_starter_articles_come_only_to_an_empty_library(run: Run, opened: Opened, story: Path) -> None:
    run("add", story)
    run()
    assert run("list")[1].count("\n") == 1


def test_sources_are_left_to_the_app(run: Run, opened: Opened, story: Path, library_path: Path) -> None:
    assert run(story, "more", "--library", library_path)[0] == cli.DONE
    assert opened.calls == [(library_path, [str(story), "more"])]


def test_a_command_wins_over_a_file_of_its_name(
    run: Run, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list").write_text(STORY, encoding="utf-8")
    run("add", "./list")
    assert "Bridge to close" in run("list")[1]
    run("./list")
    assert [sources for _, sources in opened.calls] == [["./list"]]


def test_a_redirected_standard_input_has_to_be_named(run: Run, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEXTUAL_DRIVER")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    stdin_of(monkeypatch, STORY.encode())
    assert run("story.txt")[0] == cli.FAILED
    assert run("story.txt", "-")[0] == cli.DONE
    assert [sources for _, sources in opened.calls] == [["story.txt", "-"]]


def test_without_a_terminal_the_reader_says_so(run: Run) -> None:
    status, out, err = run()
    assert (status, out) == (cli.FAILED, "")
    assert "needs a terminal" in err


# Adding and listing


def test_adding_says_what_was_new_and_what_was_there(run: Run, folder: Path) -> None:
    assert run("add", folder)[1].startswith(f"3 new articles: {folder}\n")
    file = folder / "0.md"
    assert run("add", file)[:2] == (cli.DONE, f"0 new articles, 1 already there: {file}\n")


def test_what_cannot_be_added_is_said_and_the_rest_is_done(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "1a.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    status, out, err = run("add", tmp_path / "missing", folder)
    assert (status, out.splitlines()[0]) == (cli.FAILED, f"3 new articles: {folder}")
    assert err.count("newsreader: ") == 2
    assert "missing" in err and "1a.txt" in err


@pytest.mark.parametrize("before", [True, False])
def test_the_library_can_be_named_before_and_after_the_command(
    run: Run, story: Path, library_path: Path, before: bool
) -> None:
    named = ("--library", library_path)
    run(*named, "add", story) if before else run("add", story, *named)
    assert library_path.exists()
    assert not Path(os.environ["NEWSREADER_LIBRARY"]).exists()
    assert "Bridge" in (run(*named, "list") if before else run("list", *named))[1]


def test_rows_are_newest_first_with_tabs_and_without_escape_codes(run: Run, folder: Path) -> None:
    run("add", folder)
    rows = [row.split("\t") for row in run("list")[1].splitlines()]
    assert [row[1:] for row in rows] == [
        ["2026-02-03", "unread", "-", "Paper 0", "Story [/] 2"],
        ["2026-02-02", "unread", "-", "Paper 1", "Story [/] 1"],
        ["2026-02-01", "unread", "-", "Paper 0", "Story [/] 0"],
    ]


def test_list_json_has_the_documented_fields(run: Run, folder: Path) -> None:
    run("add", folder)
    rows = json.loads(run("list", "--json", "-n", "1")[1])
    assert len(rows) == 1
    assert rows[0] | {"id": 0} == {
        "id": 0,
        "title": "Story [/] 2",
        "url": "",
        "source": "Paper 0",
        "published": "2026-02-03T00:00:00+00:00",
        "read": False,
        "starred": False,
        "tags": [],
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (["story"], [2, 1, 0]),
        (['source:"paper 0"'], [2, 0]),
        (["NUMBER", "1"], [1]),
        (["is:unread", "title:2"], [2]),
        (["sort:old", "story"], [0, 1, 2]),
        (["is:read"], []),
        (["nothing"], []),
    ],
)
def test_a_query_is_that_of_the_search(run: Run, folder: Path, query: list[str], found: list[int]) -> None:
    run("add", folder)
    status, out, _ = run("list", *query, "--json")
    assert (status, [int(row["title"][-1]) for row in json.loads(out)]) == (cli.DONE, found)


def test_all_pages_of_a_long_list_are_printed(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsreader.cli.report.WINDOW", 2)
    run("add", folder)
    assert run("list")[1].count("\n") == 3
    assert run("list", "-n", "2")[1].count("\n") == 2
    assert run("list", "-n", "9")[1].count("\n") == 3


def test_listing_makes_no_library(run: Run, library_path: Path) -> None:
    status, out, err = run("list", "--library", library_path)
    assert (status, out) == (cli.FAILED, "")
    assert "newsreader add" in err
    assert not library_path.exists()


# Summary, quotes, entities


def test_summary_prints_one_sentence_a_line(run: Run, story: Path) -> None:
    status, out, _ = run("summary", story, "-n", "2")
    assert (status, out.count("\n")) == (cli.DONE, 2)
    assert all(" ".join(line.split()) in " ".join(STORY.split()) for line in out.splitlines())


@pytest.mark.parametrize("method", METHODS)
def test_every_method_is_offered_and_works(run: Run, story: Path, method: str) -> None:
    status, out, _ = run("summary", story, "--method", method, "--json")
    assert (status, json.loads(out)[0]["method"]) == (cli.DONE, method)
    assert method in run("summary", "--help")[1]


def test_json_offsets_point_into_the_body(run: Run, story: Path) -> None:
    for part in ("summary", "quotes", "entities"):
        (article,) = json.loads(run(part, story, "--json")[1])
        assert article["title"] == "Bridge to close in spring"
        assert article[part]
        assert all(article["body"][span["start"] : span["end"]] == span["text"] for span in article[part])


def test_quotes_name_their_speakers(run: Run, story: Path) -> None:
    out = run("quotes", story)[1]
    assert "“It is time” — Ada Brook" in out
    assert "“Nobody asked the people who bake the bread” — Tom Reed" in out
    assert run("quotes", story, "-n", "1")[1].count("\n") == 1


def test_entities_are_counted_by_class(run: Run, story: Path) -> None:
    rows = [line.split(maxsplit=2) for line in run("entities", story)[1].splitlines()]
    assert ["PERSON", "1", "Ada Brook"] in rows


def test_several_articles_have_their_titles_above(run: Run, folder: Path) -> None:
    lines = run("summary", folder, "-n", "1")[1].split("\n")
    assert lines[:3] == ["Story [/] 0", "Text number 0 is here.", ""]
    assert len(json.loads(run("summary", folder, "--json")[1])) == 3


def test_an_article_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin_of(monkeypatch, STORY.encode("utf-16"))
    assert "Ada Brook" in run("quotes", "-")[1]


def test_json_is_whole_even_when_nothing_could_be_read(run: Run, tmp_path: Path) -> None:
    status, out, err = run("quotes", tmp_path / "missing", "--json")
    assert (status, json.loads(out)) == (cli.FAILED, [])
    assert "missing" in err


def test_control_characters_of_an_article_never_reach_the_output(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_text(
        "A \x1b]52;c;aGk=\x07title\n\nText \x1b[31mred\x9b2J and \u202ereversed. Next sentence.\n", encoding="utf-8"
    )
    run("add", path)
    for arguments in (["summary", path], ["summary", path, "--json"], ["list"], ["list", "--json"], ["export"]):
        out = run(*arguments)[1]
        assert "title" in out or "red" in out
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(out)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_the_name_of_a_file_cannot_control_the_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a\x1b]0;title\x07\udcff.txt"
    assert "\x1b" not in "".join(run("add", path)[1:])
    path.write_text(STORY, encoding="utf-8")
    status, out, err = run("add", path)
    assert (status, err) == (cli.DONE, "")
    assert out.startswith("1 new article: ") and not {"\x1b", "\x07"} & set(out)


def test_a_file_that_is_no_library_is_left_as_it_is(run: Run, story: Path) -> None:
    for command in (["list"], ["add", story]):
        status, out, err = run("--library", story, *command)
        assert (status, out) == (cli.FAILED, "")
        assert "not a newsreader library" in err
    assert story.read_text(encoding="utf-8") == STORY


# Doctor


def test_the_doctor_finds_all_well_before_and_after_the_first_article(run: Run, story: Path) -> None:
    status, out, _ = run("doctor")
    assert status == cli.DONE
    assert [line.split()[:2] for line in out.splitlines()] == [
        ["ok", what] for what in ("program", "library", "settings", "analysis", "terminal", "clipboard", "log")
    ]
    assert "not found; it is created when needed" in out
    run("add", story)
    assert "1 articles, 1 unread" in run("doctor")[1]


def test_the_doctor_says_what_is_wrong_and_saves_what_can_be_read(run: Run, folder: Path, tmp_path: Path) -> None:
    run("add", folder)
    path = Path(os.environ["NEWSREADER_LIBRARY"])
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET rootpage = 9999 WHERE name = 'state_unread'")
        connection.commit()
    status, out, _ = run("doctor")
    assert status == cli.FAILED
    assert "BAD library" in out and "--save" in out
    assert run("doctor", "--save", tmp_path / "new.db")[0] == cli.DONE
    assert run("list", "--library", tmp_path / "new.db")[1].count("\n") == 3


# Export


@pytest.mark.parametrize(
    ("kind", "start"), [("md", b"---\n"), ("html", b"<!DOCTYPE html>"), ("json", b"[\n"), ("epub", b"PK")]
)
def test_export_writes_a_file_of_each_kind(run: Run, folder: Path, tmp_path: Path, kind: str, start: bytes) -> None:
    run("add", folder)
    target = tmp_path / f"out.{kind}"
    assert run("export", 'source:"paper 0"', "--format", kind, "-o", target)[:2] == (cli.DONE, "")
    data = target.read_bytes()
    assert data.startswith(start)
    if kind != "epub":
        assert b"number 2" in data and b"number 0" in data and b"number 1" not in data


def test_export_to_a_folder_overwrites_nothing(run: Run, folder: Path, tmp_path: Path) -> None:
    run("add", folder)
    notes = tmp_path / "notes"
    notes.mkdir()
    run("export", "-o", notes)
    run("export", 'source:"paper 1"', "-o", notes)
    assert sorted(path.name for path in notes.iterdir()) == [
        "2026-02-01-story-0.md",
        "2026-02-02-story-1-2.md",
        "2026-02-02-story-1.md",
        "2026-02-03-story-2.md",
    ]


def test_export_comes_back_in_as_it_went_out(run: Run, story: Path, tmp_path: Path) -> None:
    from newsreader.intake.sources import load

    run("add", story)
    run("export", "-o", tmp_path / "out.md")
    (before,), (after,) = load(str(story)), load(str(tmp_path / "out.md"))
    assert (after.title, after.source, after.published) == (before.title, before.source, before.published)
    assert before.text in after.text


def test_tags_go_out_with_the_article(run: Run, story: Path) -> None:
    run("add", story)
    with contextlib.closing(Library(Path(os.environ["NEWSREADER_LIBRARY"]))) as library:
        library.set_tag(library.ids(View()), "housing", True)
    _, markdown, _ = run("export")
    assert 'tags: ["housing"]' in markdown


def test_exporting_nothing_is_said(run: Run, folder: Path, tmp_path: Path) -> None:
    run("add", folder)
    assert run("export", "no such words", "-o", tmp_path / "out.md")[0] == cli.FAILED
    assert run("export", "-o", tmp_path / "no" / "folder.md")[0] == cli.FAILED
    assert not (tmp_path / "out.md").exists()


# Usage, pipes, terminals


@pytest.mark.parametrize(
    "arguments",
    [
        ["--no-such-option"],
        ["list", "--no-such-option"],
        ["list", "is:nothing"],
        ["list", "(oil"],
        ["export", "is:nothing"],
        ["summary"],
        ["summary", "-n", "0", "x"],
        ["summary", "-n", "11", "x"],
        ["summary", "--method", "none", "x"],
        ["export", "--format", "pdf"],
    ],
)
def test_wrong_usage_is_status_2_and_prints_nothing(run: Run, arguments: list[str]) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (cli.MISUSED, "")
    assert err


def test_help_and_version(run: Run) -> None:
    assert run("--version")[:2] == (cli.DONE, f"newsreader {__version__}\n")
    status, out, _ = run("--help")
    assert status == cli.DONE
    assert all(f"\n  {name} " in out for name in ("add", "list", "summary", "quotes", "entities", "export", "doctor"))


def commands(group: click.Group, *names: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        yield (*names, name), command
        if isinstance(command, click.Group):
            yield from commands(command, *names, name)


@pytest.mark.parametrize(
    ("names", "command"),
    commands(cli.newsreader),
    ids=lambda value: " ".join(value[:2]) if isinstance(value, tuple) else "",
)
def test_each_help_has_two_or_three_examples_that_can_be_typed(
    run: Run, names: tuple[str, ...], command: click.Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lines = run(*names, "--help")[1].split("  Examples:\n")[1].splitlines()
    assert 2 <= len(lines) <= 3
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".newsboat").mkdir()
    (tmp_path / ".newsboat" / "config").touch()
    for line in lines:
        _, called, words = re.split(rf"(newsreader {' '.join(names)})(?= |$)", line)
        typed = re.split(r" [|>] |  ", words)[0].replace("~", str(tmp_path))
        group = cli.newsreader
        context = click.Context(group, info_name="newsreader")
        arguments = shlex.split(typed)
        if isinstance(command, click.Group):
            command.make_context(called, arguments, context)
        else:
            assert command.make_context(called, arguments, context).args == []


@pytest.mark.parametrize("part", ["quotes", "entities"])
def test_the_method_of_summaries_is_an_option_of_summaries_alone(run: Run, story: Path, part: str) -> None:
    assert run(part, story, "--method", "lead")[0] == cli.MISUSED
    assert "--method" not in run(part, "--help")[1]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [(["su"], ["summary"]), (["summary", "--me"], ["--method"]), (["export", "--format", "e"], ["epub"])],
)
def test_the_shell_completes_commands_options_and_files(typed: list[str], expected: list[str]) -> None:
    words = ShellComplete(cli.newsreader, {}, "newsreader", "_NEWSREADER_COMPLETE").get_completions(
        typed[:-1], typed[-1]
    )
    assert [word.value for word in words if word.type == "plain"] == expected
    for given in (["add"], []):
        files = ShellComplete(cli.newsreader, {}, "newsreader", "_NEWSREADER_COMPLETE").get_completions(given, "sto")
        assert [word.type for word in files] == ["file"]


def program(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "newsreader", *map(str, arguments)]


@pytest.mark.parametrize("arguments", [["list"], ["list", "--json"], ["--help"]])
def test_a_reader_that_has_enough_ends_the_command_quietly(run: Run, folder: Path, arguments: list[str]) -> None:
    run("add", folder)
    reader, writer = os.pipe()
    os.close(reader)
    with subprocess.Popen(program(*arguments), stdout=writer, stderr=subprocess.PIPE) as listing:
        os.close(writer)
        assert listing.stderr is not None
        assert (listing.wait(), listing.stderr.read()) == (cli.DONE, b"")


def test_an_encoding_that_lacks_a_letter_is_no_failure(story: Path) -> None:
    done = subprocess.run(
        program("quotes", story), capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"}, check=False
    )
    assert (done.returncode, done.stderr) == (cli.DONE, b"")
    assert b'"It is time" - Ada Brook' in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are POSIX")
@pytest.mark.parametrize("plain", [False, True])
def test_a_terminal_gets_wrapped_text_and_bold_unless_no_color(folder: Path, plain: bool) -> None:
    import pty

    long = " ".join(["sentence"] * 40)
    (folder / "0.md").write_text(f"# Headline\n\nA long {long} ends here. Next.", encoding="utf-8")
    primary, secondary = pty.openpty()
    env = {**os.environ, "COLUMNS": "50", "TERM": "xterm"} | ({"NO_COLOR": "1"} if plain else {})
    with subprocess.Popen(program("summary", folder, "-n", "1"), stdout=secondary, stderr=secondary, env=env):
        os.close(secondary)
        data = b""
        while True:
            try:
                piece = os.read(primary, 4096)
            except OSError:
                break
            if not piece:
                break
            data += piece
    os.close(primary)
    lines = data.decode().replace("\r", "").split("\n")
    assert lines[0] == ("Headline" if plain else "\x1b[1mHeadline\x1b[0m")
    assert lines[1].startswith("1. A long sentence") and lines[2].startswith("   sentence")
    assert all(len(line) <= 50 for line in lines if "\x1b" not in line)
    assert (b"\x1b" in data) is not plain
