"""What the README promises is there: commands, keys, files."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from textual.binding import Binding

from newsreader.cli import main as cli
from newsreader.ui.app import NewsreaderApp
from newsreader.ui.reader.screen import ReaderScreen
from newsreader.ui.widgets.insight import Insight

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")

SPELT = {"space": "Space", "enter": "Enter", "escape": "Esc", "tab": "Tab", "plus": "+", "minus": "-", "colon": ":"}
SPELT |= {"question_mark": "?", "full_stop": ".", "left_square_bracket": "[", "right_square_bracket": "]"}
SPELT |= {"left_curly_bracket": "{", "right_curly_bracket": "}"}
SPELT |= {
    "ctrl+p": "Ctrl-P",
    "ctrl+f": "Ctrl-F",
    "ctrl+z": "Ctrl-Z",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "slash": "/",
    "vertical_line": "\\|",
    "asterisk": "*",
    "comma": ",",
}
BESIDES = {"shift+tab", "equals_sign"}
"""Keys beside another one for the same, or the other way of it."""


def test_every_key_is_in_the_table_and_the_table_has_no_other() -> None:
    rows = re.findall(r"^\| (`.+?) \|", README.split("## Keys")[1].split("\n## ")[0], re.MULTILINE)
    told = {key for row in rows for key in re.findall(r"`([^`]+)`", row)}
    there = set("jk")
    for owner in (NewsreaderApp, ReaderScreen, Insight):
        for binding in owner.BINDINGS:
            if isinstance(binding, Binding) and binding.tooltip:
                there |= {SPELT.get(key, key) for key in binding.key.split(",") if key not in BESIDES}
    assert told == there


def test_every_command_is_told_of_and_is_there() -> None:
    commands = README.split("## Commands")[1].split("\n## ")[0]
    told = set(re.findall(r"^(?:\$ )?newsreader ([a-z]+)", commands, re.MULTILINE))
    assert told == set(cli.newsreader.commands)


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        *(f"assets/docs/{page.name}" for page in (ROOT / "assets/docs").iterdir()),
    ],
)
def test_what_the_pages_lead_to_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)]+)\)", text) if not target.startswith("http")]
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize(
    ("page", "folder"), [("CONTRIBUTING.md", "."), ("assets/docs/architecture.md", "tui/newsreader")]
)
def test_paths_in_the_docs_exist(page: str, folder: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    paths = set(re.findall(r"`([a-z.][\w./-]*/[\w./-]*)`", text))
    assert len(paths) > 20
    assert [path for path in sorted(paths) if not any((ROOT / at / path).exists() for at in (".", folder))] == []


def test_contributing_names_every_folder_and_answers_each_question_with_one_path() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## Where things are")[1].split("\n## ")[0]
    program = ROOT / "tui" / "newsreader"
    named = set(re.findall(r"^\| `tui/newsreader/(\w+)/` \|", text, re.MULTILINE))
    assert named == {path.parent.name for path in program.glob("*/__init__.py")}
    answers = re.findall(r"^\| [^`|]+\? \| (.+) \|$", text, re.MULTILINE)
    assert len(answers) >= 9
    assert all(re.fullmatch(r"`[^`]+`", answer) for answer in answers)


def test_the_checks_run_the_command_that_the_readme_gives() -> None:
    lines = [line for line in README.splitlines() if re.fullmatch(r"pip install .+ && pytest", line)]
    assert lines == ["pip install -e '.[test]' && pytest"]
    assert "grep -m1 -E '^pip install .+ && pytest$' README.md" in (ROOT / ".ci/run").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["reader.svg", "session.svg"])
def test_pictures_are_small_and_fetch_nothing(name: str) -> None:
    picture = (ROOT / "assets" / "screenshots" / name).read_text(encoding="utf-8")
    ElementTree.fromstring(picture)
    assert len(picture.encode()) < 600_000
    for outside in ("url(http", "href", "<script", "@import", "<image"):
        assert outside not in picture


def test_each_frame_of_the_moving_picture_shows_once_in_a_round() -> None:
    picture = (ROOT / "assets" / "screenshots" / "session.svg").read_text(encoding="utf-8")
    titles = re.findall(r'<text class="t"[^>]*>([^<]*)<', picture)
    assert len(titles) == len(set(titles)) >= 6
    for number in range(len(titles)):
        assert f"@keyframes f{number}{{" in picture
        assert f'<g class="f{number}">' in picture
    assert "prefers-reduced-motion" in picture
