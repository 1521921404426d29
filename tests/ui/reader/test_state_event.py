"""Events between plain objects."""

from __future__ import annotations

from newsreader.ui.reader.state_event import StateEvent


def test_all_listeners_are_called_in_their_order() -> None:
    calls: list[str] = []
    event: StateEvent[[int]] = StateEvent()
    event.send(1)
    event.connect(lambda number: calls.append(f"first {number}"))
    event.connect(lambda number: calls.append(f"second {number}"))
    event.send(2)
    assert calls == ["first 2", "second 2"]
