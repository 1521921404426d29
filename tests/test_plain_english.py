"""The docstrings, comments and messages of the program are in plain English (see plain_english.py)."""

from __future__ import annotations

from pathlib import Path

import pytest

from plain_english import Text, is_odd, texts

PROGRAM = Path(__file__).resolve().parents[1] / "tui" / "newsreader"
LIMIT = 0.02


def test_under_two_percent_of_all_texts_are_odd() -> None:
    total = 0
    odd: list[str] = []
    for path in sorted(PROGRAM.rglob("*.py")):
        for line, kind, text in texts(path.read_text(encoding="utf-8")):
            total += 1
            if is_odd(text):
                odd.append(f"{path.relative_to(PROGRAM)}:{line}: {kind}: {text[:100]}")
    assert total > 1000
    assert len(odd) < LIMIT * total, f"{len(odd)} of {total} texts are odd, such as:\n" + "\n".join(odd[:30])


@pytest.mark.parametrize(
    "text",
    [
        "What a model is.",
        "Whether it fits.",
        "Return the file that is to be written.",
        "There is no such file.",
        "So many feeds at once: keep it so long.",
        "Count anew.",
    ],
)
def test_odd_texts_are_found(text: str) -> None:
    assert is_odd(text)


@pytest.mark.parametrize(
    "text",
    [
        "Return the number of files.",
        "Which one? 0 for none",
        "How often to look, in seconds.",
        "Resolve pronouns that stand beside a quote.",
        "It is no longer there.",
        "What is it?",
        "Store the name, or None.",
        "Not found.",
    ],
)
def test_plain_texts_pass(text: str) -> None:
    assert not is_odd(text)


def test_docstrings_messages_and_comments_are_told_from_data() -> None:
    source = '''"""Module."""
LIMIT = 3
"""Attribute."""
# A comment.
def function(name):
    """Function."""
    execute("SELECT id FROM article WHERE id")  # noqa: X1
    raise ValueError(f"{name} was not found.", "Write over the file.", "Two words", "data")
'''
    assert list(texts(source)) == [
        Text(1, "docstring", "Module."),
        Text(3, "docstring", "Attribute."),
        Text(6, "docstring", "Function."),
        Text(8, "message", "… was not found."),
        Text(8, "message", "Write over the file."),
        Text(4, "comment", "A comment."),
    ]
