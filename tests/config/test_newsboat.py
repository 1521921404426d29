"""newsboat's settings: what is taken over, and what is skipped and why."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.config import Opener, Rule, load
from newsreader.config.newsboat import OPERATIONS, Imported, convert
from newsreader.model.retention_policy import RetentionPolicy
from newsreader.ui.keys.key_tables import bindings


def anything(keys: Mapping[str, str]) -> str:
    return "the key is taken" if "j" in keys.values() else ""


def loaded(tmp_path: Path, imported: Imported) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(imported.toml, encoding="utf-8")
    return path


def test_what_has_a_counterpart_is_taken(tmp_path: Path) -> None:
    imported = convert(
        "# my settings\n"
        "text-width 72\n"
        "auto-reload yes # always\n"
        "reload-time 20\n"
        "reload-threads 8\n"
        "keep-articles-days 90\n"
        "download-full-page yes\n"
        'browser "firefox --new-tab %u"\n'
        'ignore-article "*" "title =~ \\"^Ad: \\""\n'
        'ignore-article "https://example.org/a" "content =~ \\"lottery\\""\n'
        "bind-key ^N next-unread\n"
        "bind-key N next-unread all\n"
        "bind-key ENTER \\\nopen\n",
        anything,
    )
    assert imported.skipped == []
    assert len(imported.took) == 12
    config = load(loaded(tmp_path, imported))
    assert config.measure == 72
    assert (config.refresh.every, config.refresh.jobs) == (20, 8)
    assert config.retention == (RetentionPolicy(days=90),)
    assert config.openers == (Opener("^https?://", ("firefox", "--new-tab", "{url}")),)
    assert config.rules == (
        Rule("mute", "(?i)^Ad: ", "regex"),
        Rule("mute", "(?i)lottery", "regex", feed="https://example.org/a"),
    )
    assert config.keys == {"unread.next": "ctrl+n,N", "open": "enter"}


def test_a_browser_for_the_terminal_gets_the_terminal(tmp_path: Path) -> None:
    config = load(loaded(tmp_path, convert("browser w3m", anything)))
    assert config.openers == (Opener("^https?://", ("w3m",), True),)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("macro k set browser mpv", "it runs a program"),
        ("notify-program notify-send", "it runs a program"),
        ("text-width `tput cols`", "newsboat would run what is in it"),
        ('browser "firefox %u; rm -r x"', "it needs a shell"),
        ('browser "$BROWSER %u"', "it needs a shell"),
        ("browser", "only %u is known in it"),
        ("color background white black", "there is nothing like it"),
        ("max-items 20", "newsreader keeps all; see [retention] for limits"),
        ("text-width 5", "it has to be from 20 to 400"),
        ("reload-time soon", "it has to be a number of minutes"),
        ("bind-key j down", "the key is taken"),
        ("bind-key j swap-title-and-hostname", "there is no such operation"),
        ("bind-key j", "it has no key and operation"),
        ('ignore-article "*" "age > 5"', "only a filter on title or content, by =~, has a counterpart"),
        ('ignore-article "*" "title =~ \\"(\\""', "the expression is not understood"),
        ('text-width "72', "its quotation marks do not match"),
    ],
)
def test_what_has_none_is_named_with_the_reason(tmp_path: Path, line: str, reason: str) -> None:
    imported = convert(line, anything)
    assert imported.took == []
    assert len(imported.skipped) == 1
    assert imported.skipped[0].startswith(f"{line}: {reason}")
    assert load(loaded(tmp_path, imported)) == load(tmp_path / "none")


@given(
    st.lists(
        st.sampled_from(["bind-key", "browser", "text-width", "ignore-article", '"', "a b", "\\", "%u", "\x7f", "é"])
    )
)
def test_any_file_gives_settings_that_can_be_read(tmp_path: Path, words: list[str]) -> None:
    load(loaded(tmp_path, convert(" ".join(words), lambda keys: "")))


def test_every_operation_leads_to_a_binding_that_there_is() -> None:
    assert set(OPERATIONS.values()) <= {name for name, _, _ in bindings()}
