"""The commands that look after the library, as a shell user meets them."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsreader.background import bulk_analysis
from newsreader.background.bulk_analysis import AnalysisProgress
from newsreader.cli import main as cli
from newsreader.library.store import Library, View
from newsreader.model.article import Article

Run = Callable[..., tuple[int, str, str]]
NOW = datetime.now(UTC)


@pytest.fixture
def path(monkeypatch: pytest.MonkeyPatch, library_path: Path) -> Path:
    """A library of ten articles, ten days apart, the oldest starred; every other one of Paper 1."""
    monkeypatch.setenv("NEWSREADER_LIBRARY", str(library_path))
    with closing(Library(library_path)) as library:
        added = library.add(
            Article(f"Words {n}.", f"Title {n}", source=f"Paper {n % 2}", published=NOW - timedelta(days=10 * n + 1))
            for n in range(10)
        )
        library.set_starred([added[-1].id], True)
    return library_path


def titles(path: Path) -> list[int]:
    with closing(Library(path, read_only=True)) as library:
        return [int(entry.title[-1]) for entry in library.first(View(), 100)]


def test_tidy_keeps_all_unless_it_is_told(run: Run, path: Path) -> None:
    status, out, _ = run("tidy")
    assert (status, titles(path)) == (cli.DONE, list(range(10)))
    assert "nothing was deleted" in out


def test_a_dry_run_says_what_would_go_and_throws_nothing_out(run: Run, path: Path) -> None:
    status, out, _ = run("tidy", "--dry-run", "--older-than", 50)
    assert (status, titles(path)) == (cli.DONE, list(range(10)))
    with closing(Library(path, read_only=True)) as library:
        going = library.first(View(), 10)[8:4:-1]
    rows = [f"{e.id}\t{e.shown.date()}\tunread\t-\t{e.source}\t{e.title}" for e in going]
    counts = ["        2 of Paper 0", "        2 of Paper 1", "4 articles would be deleted, 32 characters"]
    assert out.splitlines() == [*rows, *counts]
    assert run("tidy", "--dry-run", "--older-than", 50, "-n", 1)[1].splitlines() == [rows[0], "and 3 more", *counts]
    listed = json.loads(run("tidy", "--dry-run", "--older-than", 50, "--json")[1])
    assert [(one["id"], one["source"]) for one in listed] == [(e.id, e.source) for e in going]
    assert run("tidy", "--older-than", 50, "--json")[0] == cli.MISUSED
    assert titles(path) == list(range(10))
    status, out, _ = run("tidy", "--older-than", 50)
    assert (status, titles(path)) == (cli.DONE, [0, 1, 2, 3, 4, 9])
    assert out.splitlines() == [*counts[:2], "4 articles deleted, 32 characters"]


def test_one_source_may_be_meant(run: Run, path: Path) -> None:
    assert run("tidy", "--most", 2, "--source", "Paper 1")[1].startswith("2 articles of Paper 1 deleted")
    assert titles(path) == [0, 1, 2, 3, 4, 6, 8, 9]
    assert run("tidy", "--source", "Paper 1")[0] == cli.MISUSED
    assert run("tidy", "--most", 2, "--source", "Paper")[::2] == (
        cli.FAILED,
        "newsreader: Unknown source Paper. `newsreader list` shows the names of all sources.\n",
    )


def test_the_settings_say_what_is_kept(run: Run, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tmp_path / "config.toml"
    monkeypatch.setenv("NEWSREADER_CONFIG", str(settings))
    settings.write_text('[retention]\nmost = 4\n[retention.sources."Paper 0"]\ndays = 15\n', encoding="utf-8")
    status, out, _ = run("tidy")
    assert status == cli.DONE
    assert out.splitlines()[:2] == ["        4 of Paper 0", "        1 of Paper 1"]
    assert titles(path) == [0, 1, 3, 5, 9]
    settings.write_text("[retention]\ndays = 'many'", encoding="utf-8")
    status, _, err = run("tidy")
    assert status == cli.FAILED
    assert "retention.days" in err


def test_without_all_it_is_only_said_how_many_wait(run: Run, path: Path) -> None:
    assert run("analyse")[:2] == (cli.DONE, "10 articles are not analysed yet. Run `newsreader analyse --all`.\n")


def test_all_are_analysed_and_it_is_said_how_far_it_is(run: Run, path: Path) -> None:
    status, out, err = run("analyse", "--all", "--jobs", 1)
    assert status == cli.DONE
    assert out.startswith("10 articles analysed in ")
    assert err.splitlines()[-1].startswith("10 of 10, ")
    assert "\r" not in err
    assert run("analyse", "--all")[:2] == (cli.DONE, "All articles are analysed.\n")


def test_articles_that_cannot_be_analysed_are_counted(run: Run, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_analysis, "analyse_all", lambda *_, **__: AnalysisProgress(9, 1, 10))
    status, out, _ = run("analyse", "--all")
    assert status == cli.FAILED
    assert out.endswith(", 1 failed\n")


def test_an_interruption_is_said_and_what_is_done_stays(run: Run, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(
        library: Path, jobs: int, progress: Callable[[AnalysisProgress], None], *, method: str
    ) -> AnalysisProgress:
        progress(AnalysisProgress(1, 0, 10, 600.0))
        raise KeyboardInterrupt

    monkeypatch.setattr(bulk_analysis, "analyse_all", interrupted)
    status, _, err = run("analyse", "--all")
    assert status == cli.INTERRUPTED
    assert "1 of 10, 10 min left" in err
    assert "The finished analyses are kept" in err


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_a_terminal_shows_a_bar_and_ctrl_c_ends_it(path: Path) -> None:
    from terminal import Terminal

    with closing(Library(path)) as library:
        library.add(Article(f"Ada Brook spoke in Arden about {n}. " * 200, f"Long {n}") for n in range(400))
    command = [sys.executable, "-m", "newsreader", "analyse", "--all", "--jobs", "1"]
    with Terminal(command, columns=100, rows=20) as terminal:
        terminal.until(lambda text: " of 410, " in text and "left" in text)
        terminal.press("\x03")
        assert terminal.ended() == cli.INTERRUPTED
        assert "The finished analyses are kept" in terminal.text
        assert "Traceback" not in terminal.text
    with closing(Library(path)) as library:
        assert 0 < library.count_pending("news") < 410


def test_the_doctor_repairs_counts_and_says_so(run: Run, path: Path) -> None:
    with closing(Library(path)) as library, library._connections.writing() as connection:
        connection.execute("UPDATE counter SET unread = 77")
    status, out, _ = run("doctor", "--repair")
    assert status == cli.DONE
    assert out.startswith("Repaired: the counts of all articles.")
    assert "10 articles, 10 unread" in out
    assert run("doctor", "--repair")[1].startswith("Repaired: nothing was wrong.")


def test_the_doctor_does_not_repair_what_is_damaged(run: Run, path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(path.stat().st_size - 4096))
    before = path.read_bytes()
    status, _, err = run("doctor", "--repair")
    assert status == cli.FAILED
    assert "damaged" in err
    assert path.read_bytes() == before


def test_the_doctor_looks_at_the_settings(
    run: Run, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "config.toml"
    monkeypatch.setenv("NEWSREADER_CONFIG", str(settings))
    settings.write_text("\n[keys]\nstr = 'f6'", encoding="utf-8")
    status, out, _ = run("doctor")
    assert status == cli.FAILED
    assert f"BAD settings   {settings}, line 3: keys.str" in out
