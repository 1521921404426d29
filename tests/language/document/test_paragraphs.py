"""Text is cut into paragraphs, with or without blank lines and hard-wrapped."""

from __future__ import annotations

from newsreader.language.document.document import read


def pieces(text: str, title: str = "") -> list[str]:
    return [text[s.start : s.end] for s in read(text, title).sentences]


def test_paragraphs_part_at_blank_lines_and_single_breaks() -> None:
    document = read("First line here\nSecond line there.\n\nThird.")
    assert len(document.paragraphs) == 3


def test_hard_wrapped_text_is_joined() -> None:
    text = (
        "The harbour of the old town was closed on Monday after a crane fell\n"
        "into the water and blocked the only way out for the fishing boats. No\n"
        "one was hurt, the harbour master said, but it would take a week.\n"
        "\n"
        "The crane had been built in the fifties and was to be replaced in the\n"
        "coming year. A new one had been ordered from a yard in the south, the\n"
        "town said."
    )
    document = read(text)
    assert len(document.paragraphs) == 2
    assert pieces(text)[1].replace("\n", " ") == ("No one was hurt, the harbour master said, but it would take a week.")


def test_wrapped_text_without_blank_lines_parts_after_short_lines() -> None:
    text = (
        "The harbour of the old town was closed on Monday after a crane fell in\n"
        "the water and blocked the only way out for all of the fishing boats of\n"
        "the town.\n"
        "The crane had been built in the fifties and was to be replaced in the\n"
        "coming year by a new one that had been ordered from a yard far in the\n"
        "south."
    )
    assert len(read(text).paragraphs) == 2


def test_verses_are_not_joined() -> None:
    assert len(read("Roses are red\nViolets are blue\nSugar is sweet\nAnd so are you").paragraphs) == 4
