"""The tables of all keys: complete, and made without a screen."""

from __future__ import annotations

import subprocess
import sys

from newsreader.ui.keys.key_tables import bindings, tables


def test_every_pane_has_a_table_and_the_app_comes_last() -> None:
    headings = [heading for heading, _ in tables()]
    assert headings[0] == "Reading"
    assert headings[-1] == "Everywhere"
    assert len(set(headings)) == len(headings) == 10
    assert all(group for _, group in tables())


def test_each_id_comes_once_with_its_keys_and_words() -> None:
    known = list(bindings())
    ids = [id for id, _, _ in known]
    assert len(set(ids)) == len(ids)
    assert ("star", "s") in [(id, keys) for id, keys, _ in known]
    assert all(keys and words for _, keys, words in known)


def test_no_screen_is_loaded_for_them() -> None:
    code = (
        "import sys; from newsreader.ui.keys.key_tables import bindings; list(bindings())\n"
        "print([name for name in sys.modules if name.startswith(('newsreader.ui.reader', 'newsreader.ui.app'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
