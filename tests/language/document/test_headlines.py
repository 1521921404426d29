"""The headline at the beginning of a text is found, even with a full stop."""

from __future__ import annotations

import pytest

from newsreader.language.document.document import SentenceKind, read


def prose(text: str, title: str = "") -> list[str]:
    return [text[s.start : s.end] for s in read(text, title).sentences if s.kind is SentenceKind.PROSE]


def kind(line: str, around: str = "The council met on Monday to talk about the harbour.") -> SentenceKind:
    document = read(f"{around}\n\n{line}\n\n{around}")
    at = document.text.index(line, len(around))
    return next(s.kind for s in document.sentences if s.start == at)


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        ("Oldport buys new crane for harbour.", SentenceKind.HEADING),
        ("Mayor mocks rival on Twitter.", SentenceKind.PROSE),  # nothing of it is repeated
        ("A crane for the harbour of Oldport.", SentenceKind.HEADING),
        ("The town of Oldport has bought a crane for its harbour.", SentenceKind.PROSE),
        ("The town of Oldport is about to buy another new crane for its harbour.", SentenceKind.PROSE),
    ],
)
def test_a_first_line_that_is_said_again_is_the_headline(first: str, kind: SentenceKind) -> None:
    story = "The harbour of the town of Oldport is to have a crane again by May.\n\nA yard in the south will build it."
    assert read(f"{first}\n\n{story}").sentences[0].kind is kind
    assert read(f"{first} {story}").sentences[0].kind is SentenceKind.PROSE
    assert read(f"{first}\n\n{story}", "Title").sentences[0].kind is SentenceKind.PROSE


def test_a_line_over_a_dateline_is_the_headline() -> None:
    line = "After a long winter the fishermen say that they see no end of it."
    story = "The harbour is closed until May, and boats stay in.\n\nThe town will pay for repairs."
    assert read(f"{line}\n\nOLDPORT, May 2 (AP) - {story}").sentences[0].kind is SentenceKind.HEADING
    assert read(f"{line}\n\n{story}").sentences[0].kind is SentenceKind.PROSE
    assert prose(f"OLDPORT, May 2 (AP) - {line}\n\nOLDPORT, May 2 (AP) - {story}")[0] == line


def test_the_first_sentence_of_another_language_is_no_headline() -> None:
    first = "Kiel schließt die Brücke im März."
    assert (
        prose(f"{first}\n\nDie Brücke in Kiel wird für achtzehn Monate geschlossen, teilte die Stadt mit.")[0] == first
    )


def test_a_line_that_ends_in_a_semicolon_has_another_headline_below_it() -> None:
    story = "The harbour is closed until May, and boats stay in.\n\nThe town will pay for repairs."
    found = read(f"A long winter for fishermen;\n\nThey see no end of it.\n\n{story}")
    assert [s.kind for s in found.sentences][:3] == [SentenceKind.HEADING] * 2 + [SentenceKind.PROSE]
