"""What each way in may load: slow libraries stay out of what does not need them (fresh interpreters)."""

from __future__ import annotations

import subprocess
import sys

import pytest

SCREEN = {"textual", "rich"}
LANGUAGE = {"nltk", "sumy", "numpy", "pycrfsuite"}
OUTSIDE = {
    "httpx",
    "lxml",
    "feedparser",
    "fastfeedparser",
    "trafilatura",
    "pyperclip",
    "markdown_it",
    "linkify_it",
    "frontmatter",
    "yaml",
    "charset_normalizer",
    "protego",
    "pypdf",
    "sqlite3",
}


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after `code`."""
    script = f"import sys\n{code}\nprint('\\n'.join({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def ran(*arguments: str) -> str:
    return f"from newsreader.cli.main import main\nmain({list(arguments)!r})"


@pytest.mark.parametrize(
    ("code", "never"),
    [
        ("import newsreader", SCREEN | LANGUAGE | OUTSIDE | {"click"}),
        ("import newsreader.export", SCREEN | LANGUAGE | OUTSIDE | {"zipfile"}),
        ("import newsreader.integration.clipboard", SCREEN | LANGUAGE | OUTSIDE),
        ("import newsreader.language.resources.models", SCREEN | LANGUAGE | OUTSIDE),
        ("import newsreader.library.store", SCREEN | LANGUAGE | (OUTSIDE - {"sqlite3"})),
        (
            "from newsreader.importing import starter_articles\nassert starter_articles.articles()",
            SCREEN | LANGUAGE | OUTSIDE,
        ),
        (ran("--help"), SCREEN | LANGUAGE | OUTSIDE),
        (ran("--version"), SCREEN | LANGUAGE | OUTSIDE),
        (ran("summary", "--help"), SCREEN | LANGUAGE | OUTSIDE),
        (ran("list"), SCREEN | LANGUAGE | (OUTSIDE - {"sqlite3"})),
        (ran("add", "nothing-there"), SCREEN | LANGUAGE | (OUTSIDE - {"sqlite3"})),
        (ran("quotes", "nothing-there"), SCREEN | {"sqlite3", "httpx", "pyperclip"}),
        (
            "from newsreader.errors import NewsreaderError\n"
            "from newsreader.intake.http.http_client import get\n"
            "try:\n"
            "    get('http://127.0.0.1:1/')\n"
            "except NewsreaderError:\n"
            "    pass",
            SCREEN | LANGUAGE | {"pygments", "lxml", "sqlite3"},
        ),
        (
            "import newsreader.ui.app",
            LANGUAGE | (OUTSIDE - {"sqlite3", "markdown_it", "linkify_it"}) | {"click", "zipfile"},
        ),
    ],
)
def test_nothing_loads_what_it_does_not_need(code: str, never: set[str]) -> None:
    assert loaded_by(code) & never == set()


def test_language_is_pure() -> None:
    code = "import newsreader\nnewsreader.analyse('Ada Brook spoke in Arden. “It is time,” she said.', 'Bridge')"
    assert loaded_by(code) & (SCREEN | {"sqlite3", "httpx", "click"}) == set()
