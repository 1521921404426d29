from __future__ import annotations

import pyperclip
import pytest

from newsreader.clipboard import copy_locally


def test_text_reaches_the_clipboard_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr(pyperclip, "copy", copied.append)
    assert copy_locally("“Žlutý kůň” — 马\n")
    assert copied == ["“Žlutý kůň” — 马\n"]


@pytest.mark.parametrize("error", [pyperclip.PyperclipException("none here"), FileNotFoundError("xclip")])
def test_no_clipboard_is_an_answer_not_an_error(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def refuse(text: str) -> None:
        raise error

    monkeypatch.setattr(pyperclip, "copy", refuse)
    assert copy_locally("text") is False
