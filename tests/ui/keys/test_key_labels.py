"""How keys are written for people."""

import pytest
from textual.binding import Binding

from newsreader.ui.keys.key_labels import described, key_table, shown_keys


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("j", "j"),
        ("J", "J"),
        ("enter,l", "Enter / l"),
        ("h,escape", "h / Esc"),
        ("shift+tab", "Shift-Tab"),
        ("ctrl+p", "Ctrl-P"),
        ("space", "Space"),
        ("pagedown", "PgDn"),
    ],
)
def test_keys_are_written_as_people_read_them(key: str, shown: str) -> None:
    assert shown_keys(Binding(key, "action", "Something")) == shown


def test_a_key_that_is_displayed_otherwise_is_shown_so() -> None:
    assert shown_keys(Binding("plus,equals_sign", "longer", key_display="+")) == "+"


def test_tables_hold_what_says_what_it_does() -> None:
    bindings = [Binding("a", "one", "One"), Binding("b", "two", "Two", tooltip="The second"), Binding("c", "three")]
    assert [b.key for b in described(bindings)] == ["a", "b"]
    assert key_table("Keys", bindings) == ("Keys", [("a", "One"), ("b", "The second")])
