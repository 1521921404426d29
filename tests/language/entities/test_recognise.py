"""The recogniser finds the names in plain news and takes any text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsreader.language.document.document import read
from newsreader.language.entities import recognise
from newsreader.language.entities.recognise import find


def mentions(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.label) for m in find(read(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mr Johnson flew from London to Kenya on Monday.",
            [("Johnson", "PERSON"), ("London", "LOC"), ("Kenya", "LOC"), ("Monday", "DATE")],
        ),
        (
            "President Emmanuel Macron met German lawmakers in Paris on Tuesday, the United Nations said.",
            [
                ("Emmanuel Macron", "PERSON"),
                ("German", "NORP"),
                ("Paris", "LOC"),
                ("Tuesday", "DATE"),
                ("United Nations", "ORG"),
            ],
        ),
        (
            "The World Bank lent $30 million to Ghana's farmers.",
            [("World Bank", "ORG"), ("$30 million", "MONEY"), ("Ghana", "LOC")],
        ),
        (
            "The court in Nairobi, Kenya, will sit in June 2023.",
            [("Nairobi", "LOC"), ("Kenya", "LOC"), ("June 2023", "DATE")],
        ),
        ("We walked along the river and then it rained for hours.", []),
    ],
)
def test_finds_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert mentions(text) == expected


def test_a_mention_is_known_by_the_others() -> None:
    alone = "Everyone waited for Zeldrin.\n"
    told = "Mr Zeldrin resigned. “I am sorry,” said Mr Zeldrin, the minister.\n" + alone
    last = max(find(read(told)), key=lambda m: m.start)
    assert (told[last.start : last.end], last.label) == ("Zeldrin", "PERSON")


def test_finds_names_in_capitals() -> None:
    found = mentions("PRESIDENT VLADIMIR PUTIN ARRIVED IN CHINA ON FRIDAY, THE KREMLIN SAID.\n")
    assert ("VLADIMIR PUTIN", "PERSON") in found
    assert ("CHINA", "LOC") in found


def test_long_texts_are_looked_at_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Mr Johnson flew to Kenya on Monday.\n" * 40
    whole = find(read(text))
    monkeypatch.setattr(recognise, "_BLOCK", 50)
    assert find(read(text)) == whole
    assert len(whole) == 120


def test_what_is_no_name_is_not_highlighted() -> None:
    assert mentions("😀 " * 200) == []
    assert all(len(name) <= 160 for name, _ in mentions("Ann Lee " * 200))
    assert mentions("A" * 10_000) == []


def test_a_single_letter_is_a_name_only_after_a_title() -> None:
    assert mentions("Mr X told the court that Mr X was ill. Later X left.\n") == [("X", "PERSON")] * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The prize went to Ruth Brook.\n", [("Ruth Brook", "PERSON")]),
        ("Emma Lake, Dublin\n", [("Emma Lake", "PERSON"), ("Dublin", "LOC")]),
        ("They landed in Santa Cruz.\n", [("Santa Cruz", "LOC")]),
    ],
)
def test_a_given_name_and_a_surname_are_a_person(text: str, expected: list[tuple[str, str]]) -> None:
    assert mentions(text) == expected


def test_other_numbers_are_no_years() -> None:
    assert ("3000", "DATE") not in mentions("Only 3000 teachers today, and 2284 on Instagram.\n")
    assert not mentions("Pos\tTeam\tPld\tPts\n1\tReds\t38\t90\n2\tBlues\t38\t75\n")
    assert ("2019", "DATE") in mentions("It began in 2019.\n")


def test_letters_by_themselves_are_no_names() -> None:
    text = "To the next. While you read:\n\ncapital J and K open the next and the previous article,\n\nn and p do so.\n"
    assert not mentions(text)


def test_the_pronoun_is_not_the_country() -> None:
    text = "The US said Russia wants to engage us. Ukraine thanked the US.\n"
    found = find(read(text))
    assert text.index("us.") not in {m.start for m in found}
    assert {text[m.start : m.end] for m in found} >= {"US", "Russia", "Ukraine"}


def test_only_what_is_certain_is_highlighted_where_the_text_is_not_english() -> None:
    text = "Mr Johnson flew from London to Zeldrin with the Kisco on Monday. "
    english = find(read(text))
    document = replace(read(text), language="de")
    certain = find(document)
    assert set(certain) < set(english)
    assert [text[m.start : m.end] for m in certain if m.label == "DATE"] == ["Monday"]
