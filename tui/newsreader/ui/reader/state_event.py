"""Events that the plain objects of the reader's screen send to each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, ParamSpec

__all__ = ["StateEvent"]

P = ParamSpec("P")


class StateEvent(Generic[P]):
    """One kind of event; `send` calls all listeners at once, in the order in which they were connected."""

    def __init__(self) -> None:
        self._listeners: list[Callable[P, object]] = []

    def connect(self, listener: Callable[P, object]) -> None:
        """Call `listener` each time that the event is sent."""
        self._listeners.append(listener)

    def send(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Call all listeners."""
        for listener in self._listeners:
            listener(*args, **kwargs)
