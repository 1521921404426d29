"""SQL uses named or plain placeholders: numbered ones with a sequence are an error from Python 3.14 on."""

from __future__ import annotations

import re
from pathlib import Path

import newsreader


def test_no_statement_has_numbered_placeholders() -> None:
    files = list(Path(newsreader.__file__).parent.rglob("*.py"))
    assert any("execute(" in file.read_text(encoding="utf-8") for file in files)
    # In SQL a space, a comma, a bracket or an operator comes before it; in a terminal's sequences and in regular
    # expressions something else does.
    numbered = re.compile(r"[\s,(=<>+*/|-]\?[0-9]")
    assert [file.name for file in files if numbered.search(file.read_text(encoding="utf-8"))] == []
