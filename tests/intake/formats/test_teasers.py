"""Which entries are only the beginning of their article."""

import pytest

from newsreader.intake.formats.teasers import is_teaser

WORDS = (
    "The council voted on Tuesday to keep the old bridge open, after two years of argument about what it costs. " * 8
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", True),
        ("Short.", True),
        (WORDS, False),
        (WORDS + " He added that…", True),
        (WORDS + " He added [...]", True),
        (WORDS + "\n\nRead more", True),
        (WORDS + "\n\nContinue reading Old bridge stays open →", True),
        (WORDS + " Few people read.", False),
    ],
)
def test_teasers(text: str, wanted: bool) -> None:
    assert is_teaser(text) is wanted
