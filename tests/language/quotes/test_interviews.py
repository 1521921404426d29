"""Turns of an interview are quotes of the speakers named before them; other lines with a colon are not."""

from __future__ import annotations

import pytest

from newsreader.language.document import document
from newsreader.language.quotes import quotes
from newsreader.language.quotes.interviews import answers, turns
from newsreader.model.analysis import Entity, Quote

INTERVIEW = (
    "The mayor spoke to our paper.\n\n"
    "Brandt: When will the bridge be rebuilt?\n\n"
    "Keller: We will rebuild it by May. I said “by May” twice.\n\n"
    "Brandt: And who will pay for it?\n\n"
    "Keller: Nobody in this town will pay a cent."
)


def turn_texts(text: str) -> list[tuple[str, str]]:
    return [(text[t.name_start : t.name_end], text[t.start : t.end]) for t in turns(document.read(text))]


def test_the_turns_of_a_transcript_are_read() -> None:
    assert turn_texts(INTERVIEW) == [
        ("Brandt", "When will the bridge be rebuilt?"),
        ("Keller", "We will rebuild it by May. I said “by May” twice."),
        ("Brandt", "And who will pay for it?"),
        ("Keller", "Nobody in this town will pay a cent."),
    ]


def test_turns_are_quotes_and_quotes_inside_them_are_not() -> None:
    found = quotes.find(document.read(INTERVIEW), ())
    assert [q.speaker for q in found] == ["Brandt", "Keller", "Brandt", "Keller"]
    assert [INTERVIEW[q.start : q.end] for q in found] == [words for _, words in turn_texts(INTERVIEW)]


def test_quotes_around_a_transcript_keep_their_order_and_statements() -> None:
    text = INTERVIEW + "\n\n“I have waited,” Keller said, “and I am done with it.”"
    found = quotes.find(document.read(text), ())
    assert [q.continues for q in found] == [None, None, None, None, None, 4]


def test_quotation_marks_around_turns_are_left_out() -> None:
    marked = "\n\n".join(f"“{part}" if ": " in part else part for part in INTERVIEW.split("\n\n")) + "”"
    assert turn_texts(marked) == turn_texts(INTERVIEW)
    assert [q.continues for q in quotes.find(document.read(marked), ())] == [None] * 4


def test_other_texts_have_no_turns() -> None:
    assert turn_texts("Note: this is new.\n\nUpdate: it is not.\n\nNote: it was.\n\nUpdate: it is old.") == []
    assert turn_texts("Keller: I will.\n\nKeller: I did.\n\nKeller: I do.\n\nKeller: I have.") == []
    assert turn_texts(INTERVIEW.replace("Keller: ", "Keller: “")) == []  # then the quotation marks decide
    assert turn_texts("Keller: 1,769.\n\nBrandt: 1,501.\n\nKeller: 548.\n\nBrandt: 46.") == []
    assert turn_texts("The plan: more bridges.\n\nKeller: one of many.") == []
    prose = "\n\n".join(["A paragraph of prose."] * 12)
    assert turn_texts(INTERVIEW.replace("Brandt: And", prose + "\n\nBrandt: And")) == []


QUESTIONS = (
    "We met Ada Brook.\n\n"
    "Q: When will it open?\n\n"
    "A: It opens in May, they say.\n\n"
    "That is the “plan” as of today.\n\n"
    "Q: Who pays?\n\n"
    "A: The council will, I trust.\n\n"
    "The bridge was built in 1931."
)


def answered(text: str, *people: str) -> list[Quote]:
    entities = [Entity(at, at + len(name), "PERSON", name) for name in people for at in [text.index(name)]]
    return list(quotes.find(document.read(text), entities))


def test_answers_are_quotes_of_the_person_interviewed() -> None:
    found = answered(QUESTIONS, "Ada Brook")
    assert [QUESTIONS[q.start : q.end] for q in found] == [
        "It opens in May, they say.",
        "That is the “plan” as of today.",
        "The council will, I trust.",
    ]
    assert [(q.speaker, q.continues) for q in found] == [("Ada Brook", None), ("Ada Brook", 0), ("Ada Brook", None)]
    assert {QUESTIONS[q.speaker_start : q.speaker_end] for q in found} == {"Ada Brook"}


def test_answers_have_no_speaker_if_it_is_not_clear_who_answers() -> None:
    assert {q.speaker for q in answered(QUESTIONS)} == {None}
    two = QUESTIONS.replace("Brook.", "Brook and Liam Orr.")
    assert {q.speaker for q in answered(two, "Ada Brook", "Liam Orr")} == {None}


def test_a_single_answer_is_not_an_interview() -> None:
    assert answers(document.read("Q: Why?\n\nA: Because it is so.\n\nA: It is.")) == []
    assert answers(document.read("A: One.\n\nA: Two.\n\nA: Three.")) == []


FURTHER = (
    "WALLACE: Will it be built by May?\n\n"
    "KELLER: We will build it by May, I am sure of that.\n\n"
    "Nobody in this town will pay a cent.\n\n"
    "(CROSSTALK.)\n\n"
    "WALLACE: And who will pay for it then?\n\n"
    "BROOK: Not me, for one.\n\n"
    "KELLER: The state will, all of it."
)


@pytest.mark.parametrize("mark", ["", '"'])
def test_a_turn_goes_on_in_the_paragraphs_before_the_next(mark: str) -> None:
    text = mark + FURTHER.replace("\n\n", "\n\n" + mark)
    found = quotes.find(document.read(text), ())
    assert [(q.speaker, text[q.start : q.end].split()[0], q.continues) for q in found] == [
        ("WALLACE", "Will", None),
        ("KELLER", "We", None),
        ("KELLER", "Nobody", 1),
        ("WALLACE", "And", None),
        ("BROOK", "Not", None),
        ("KELLER", "The", None),
    ]


@pytest.mark.parametrize("between", ["“It rains,” he said.", "On costs", "[Laughter.]"])
def test_narration_between_turns_is_not_a_turn(between: str) -> None:
    text = INTERVIEW.replace("\n\nBrandt: And", f"\n\n{between}\n\nBrandt: And")
    assert turn_texts(text) == turn_texts(INTERVIEW)
