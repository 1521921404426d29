"""After any actions in any order, counts and lists equal those of a plain model."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from newsreader.library.results import GroupCounts
from newsreader.library.store import Change, Library, ListCounts, View, ViewKind
from newsreader.model.article import Article

START = datetime(2026, 1, 1, tzinfo=UTC)
some = st.lists(st.integers(0, 30), max_size=6)


class Reading(RuleBasedStateMachine):
    """A library and a plain model of it: number -> [read, starred, deleted], and the articles with the tag."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.library = Library(Path(self.folder.name) / "library.db", now=lambda: START)
        self.model: dict[int, list[bool]] = {}
        self.numbers: list[int] = []
        self.tagged: set[int] = set()
        self.changes: list[tuple[Change, dict[int, list[bool]]]] = []

    def chosen(self, picks: list[int]) -> list[int]:
        return [self.numbers[pick % len(self.numbers)] for pick in picks] if self.numbers else []

    @rule(picks=some)
    def add(self, picks: list[int]) -> None:
        articles = [Article(f"Text {n}.", published=START - timedelta(minutes=n % 4), source=f"{n % 3}") for n in picks]
        for added in self.library.add(articles):
            assert added.new == (added.id not in self.model)
            if added.new:
                self.model[added.id] = [False, False, False]
                self.numbers.append(added.id)

    @rule(picks=some, what=st.sampled_from([0, 1]), value=st.booleans())
    def mark(self, picks: list[int], what: int, value: bool) -> None:
        before = {number: list(state) for number, state in self.model.items()}
        change = (self.library.set_read, self.library.set_starred)[what](self.chosen(picks), value)
        expected = {number for number in self.chosen(picks) if self.model[number][what] != value}
        assert set(change.ids) == expected
        for number in expected:
            self.model[number][what] = value
        self.changes = [(change, before)]

    @initialize()
    def begin(self) -> None:
        self.add(list(range(10)))

    @rule(picks=st.lists(st.integers(0, 30), min_size=1, max_size=6), wanted=st.booleans())
    def tag(self, picks: list[int], wanted: bool) -> None:
        self.library.set_tag(self.chosen(picks), "kept", wanted)
        self.tagged = self.tagged | set(self.chosen(picks)) if wanted else self.tagged - set(self.chosen(picks))

    @rule(value=st.booleans())
    def mark_all(self, value: bool) -> None:
        before = {number: list(state) for number, state in self.model.items()}
        change = self.library.set_all_read(View(), value)
        for state in self.model.values():
            state[0] = value if not state[2] else state[0]
        self.changes = [(change, before)]

    @rule(picks=some)
    def delete(self, picks: list[int]) -> None:
        before = {number: list(state) for number, state in self.model.items()}
        change = self.library.delete(self.chosen(picks))
        for number in self.chosen(picks):
            self.model[number][2] = True
        self.changes = [(change, before)]

    @rule()
    def undo(self) -> None:
        if self.changes:
            change, before = self.changes.pop()
            self.library.undo(change)
            self.model = {number: before.get(number, state) for number, state in self.model.items()}

    @invariant()
    def lists_and_counts_agree(self) -> None:
        shown = {number: state for number, state in self.model.items() if not state[2]}
        lists = {
            ViewKind.ALL: sorted(shown, reverse=True),
            ViewKind.UNREAD: sorted((n for n, state in shown.items() if not state[0]), reverse=True),
            ViewKind.STARRED: sorted((n for n, state in shown.items() if state[1]), reverse=True),
        }
        for kind, numbers in lists.items():
            assert list(self.library.ids(View(kind))) == numbers
        assert self.library.counts() == ListCounts(*(len(numbers) for numbers in lists.values()))
        tagged = [shown[number] for number in self.tagged if number in shown]
        heading = GroupCounts("kept", len(tagged), sum(not state[0] for state in tagged))
        assert self.library.tags() == ([heading] if self.tagged else [])
        for entry in self.library.entries(list(shown)):
            assert [entry.read, entry.starred, False] == shown[entry.id]

    def teardown(self) -> None:
        assert self.library.repair() == []
        self.library.close()
        self.folder.cleanup()


Reading.TestCase.settings = settings(max_examples=25, stateful_step_count=20, deadline=None, derandomize=True)
TestReading = Reading.TestCase
