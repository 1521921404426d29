"""Stepping through the mentions of a name."""

from newsreader.analysis import Analysis, Entity
from newsreader.screens.mentions import MentionWalk

FIRST = Entity(0, 3, "PERSON", "Ada Berg")
OTHER = Entity(5, 8, "ORG", "Ada Berg")
SECOND = Entity(9, 12, "PERSON", "Ada Berg")
THIRD = Entity(20, 23, "PERSON", "Ada Berg")
ANALYSIS = Analysis(entities=(FIRST, OTHER, Entity(15, 18, "PERSON", "Bo Lind"), SECOND, THIRD))


def walk() -> MentionWalk:
    return MentionWalk(ANALYSIS, "Ada Berg", ["PERSON"])


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
    assert len(MentionWalk(ANALYSIS, "Ada Berg")) == 4


def test_a_name_that_is_not_there_has_no_step() -> None:
    assert MentionWalk(ANALYSIS, "Nobody").step() is None
