"""Sentences that name keys."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from newsreader.ui.keys import keyed as keyed_module
from newsreader.ui.keys.keyed import keyed


def test_a_key_is_the_users_own_or_the_usual_one() -> None:
    assert keyed("{undo} undoes it", {}) == "u undoes it"
    assert keyed("{undo} undoes it", {"undo": "f2,ctrl+z"}) == "F2 undoes it"
    assert keyed("{find.name} searches, {no.action} stays", {}) == "* searches, {no.action} stays"
    assert keyed("{feeds.remove}: remove", {"feeds.remove": "delete"}) == "Del: remove"


def test_no_sentence_names_an_action_that_is_not_there() -> None:
    checked = 0
    for file in Path(keyed_module.__file__).parents[1].rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "keyed":
                for part in ast.walk(node.args[0]):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value != "{":
                        checked += 1
                        assert not re.search("{[a-z.]+}", keyed(part.value, {})), f"{file.name}: {part.value}"
    assert checked > 10
