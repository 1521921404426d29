"""Templates of what is copied."""

from __future__ import annotations

import pytest

from newsreader.config.templates import fields_in, filled


def test_fields_are_put_in_their_places() -> None:
    values = {"title": lambda: "Bridge {link}", "link": lambda: "https://example.org", "quote": lambda: ""}
    assert filled("[{title}]({link})", values) == "[Bridge {link}](https://example.org)"
    assert filled('{"a": 1, {Title}} {title}', values) == '{"a": 1, {Title}} Bridge {link}'


def test_lines_without_anything_go_and_empty_lines_stay() -> None:
    values = {"title": lambda: "Bridge", "byline": lambda: "", "link": lambda: ""}
    assert filled("{title}\n{byline}\n\nRead: {link}\n{link}\n", values) == "Bridge\n\nRead: "


def test_values_are_only_worked_out_where_they_are_asked_for() -> None:
    def never() -> str:
        raise AssertionError

    assert filled("{title}", {"title": lambda: "Bridge", "summary": never}) == "Bridge"


def test_a_field_that_is_not_there_is_an_error() -> None:
    assert fields_in("{a} {b} {a}") == ["a", "b"]
    with pytest.raises(KeyError):
        filled("{a}", {})
