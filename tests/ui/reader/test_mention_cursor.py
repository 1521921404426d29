"""Stepping through the mentions of a name."""

import pytest

from newsreader.model.analysis import Analysis, Entity, Span
from newsreader.ui.reader.insight_controller import next_name
from newsreader.ui.reader.mention_cursor import MentionCursor

FIRST = Entity(0, 3, "PERSON", "Ada Berg")
OTHER = Entity(5, 8, "ORG", "Ada Berg")
SECOND = Entity(9, 12, "PERSON", "Ada Berg")
THIRD = Entity(20, 23, "PERSON", "Ada Berg")
ANALYSIS = Analysis(entities=(FIRST, OTHER, Entity(15, 18, "PERSON", "Bo Lind"), SECOND, THIRD))


def walk() -> MentionCursor:
    return MentionCursor(ANALYSIS, "Ada Berg", ["PERSON"])


def test_steps_go_round() -> None:
    steps = walk()
    assert [steps.step() for _ in range(4)] == [FIRST, SECOND, THIRD, FIRST]
    assert (steps.place, len(steps)) == (1, 3)


def test_the_first_step_back_is_to_the_last() -> None:
    steps = walk()
    assert steps.step(-1) == THIRD
    assert steps.step(-1) == SECOND


def test_steps_go_on_from_the_mention_that_was_clicked() -> None:
    steps = walk()
    steps.start_at(SECOND)
    assert steps.place == 2
    assert steps.step() == THIRD


def test_all_classes_count_unless_some_are_named() -> None:
    assert len(MentionCursor(ANALYSIS, "Ada Berg")) == 4


def test_a_name_that_is_not_there_has_no_step() -> None:
    assert MentionCursor(ANALYSIS, "Nobody").step() is None


def test_a_walk_knows_where_it_is() -> None:
    steps = walk()
    assert steps.current is None
    steps.step()
    assert steps.current == FIRST


NAMES = Analysis(
    entities=(
        FIRST,
        Entity(4, 7, "DATE", "Monday"),
        Entity(10, 13, "LOC", "Lund"),
        Entity(20, 23, "MONEY", "5 euros"),
        Entity(30, 33, "ORG", "NATO"),
    )
)
LUND, NATO = NAMES.entities[2], NAMES.entities[4]


@pytest.mark.parametrize(
    ("by", "here", "shown", "expected"),
    [
        (1, None, Span(0, 40), FIRST),
        (1, None, Span(1, 40), LUND),
        (1, FIRST, Span(0, 40), LUND),
        (2, FIRST, Span(0, 40), NATO),
        (99, FIRST, Span(0, 40), NATO),
        (1, NATO, Span(0, 40), None),
        (-1, None, Span(0, 40), NATO),
        (-1, None, Span(0, 20), LUND),
        (-1, LUND, Span(0, 40), FIRST),
        (-1, FIRST, Span(0, 40), None),
    ],
)
def test_the_next_name_of_the_text(by: int, here: Entity | None, shown: Span, expected: Entity | None) -> None:
    assert next_name(NAMES, by, here, shown) == expected
    assert next_name(Analysis(), by, here, shown) is None
