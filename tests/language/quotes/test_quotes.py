"""Quotes are found, and each has its speaker."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.language.coreference import entity_linking
from newsreader.language.document import document as documents
from newsreader.language.entities import recognise
from newsreader.language.quotes import quotes
from newsreader.model.analysis import Quote


def read(text: str, title: str = "") -> tuple[str, tuple[Quote, ...]]:
    document = documents.read(text, title)
    return text, quotes.find(document, entity_linking.resolve(document, recognise.find(document)))


def said(text: str) -> list[tuple[str, str | None]]:
    """Return the words of each quote with the mention of its speaker."""
    found = read(text)[1]
    return [
        (text[q.start : q.end], None if q.speaker_start is None else text[q.speaker_start : q.speaker_end])
        for q in found
    ]


SPEAKERS = [
    ("“We will rebuild the bridge by May,” Anna Keller said.", "Anna Keller"),
    ("“We will rebuild the bridge by May,” said Anna Keller, the mayor.", "Anna Keller"),
    ("Anna Keller, the mayor of the town, said: “We will rebuild the bridge by May.”", "Anna Keller"),
    ("According to Anna Keller, “the bridge will be rebuilt by May.”", "Anna Keller"),
    ("Anna Keller told Peter Brandt: “We will rebuild the bridge by May.”", "Anna Keller"),
    ("Anna Keller came to the river. “We will rebuild the bridge by May,” she said.", "she"),
    ("“We will rebuild the bridge by May,” the mayor’s spokesman said on Monday.", "the mayor’s spokesman"),
    ("Residents spoke up.\n\n“We will rebuild the bridge by May.” — Anna Keller, mayor", "Anna Keller"),
    ("“We will rebuild the bridge by May,” union leader Anna Keller told reporters.", "Anna Keller"),
    ("“We will rebuild the bridge by May,” Keller said, according to the local paper.", "Keller"),
    (
        "Anna Keller, who became the first woman on the council of the old town on the river and has led the board of "
        "a bank in Lindau and a school in the next valley, told the Post that “the bridge will be rebuilt by May.”",
        "Anna Keller",
    ),
    ("“We will rebuild the bridge by May,” MEP authorities added.", "MEP authorities"),
    ("There was scorn for it, with one post stating, “We will rebuild the bridge by May.”", "one post"),
    ("“We will rebuild the bridge by May,” Keller advisers added.", "Keller advisers"),
    (
        "A council official, who did not wish to be named, said Keller said that nothing was settled. “I have not "
        "heard that the bridge will be rebuilt by May.”",
        "A council official",
    ),
    ("A council official said Anna Keller said “the bridge will be rebuilt by May.”", "Anna Keller"),
    ("The bridge is unsafe, Anna Keller has found. According to her, “it will have to be rebuilt by May.”", "her"),
    ("Keller insisted on “a new bridge across the river”, said city hall spokesman Ned Rice.", "Keller"),
    ("Keller insisted on “a new bridge across the river,” said city hall spokesman Ned Rice.", "Ned Rice"),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_the_speaker_is_found_around_the_quote(text: str, speaker: str) -> None:
    found = said(text)
    assert len(found) == 1
    mention = found[0][1]
    assert mention is not None
    assert mention.removeprefix("union leader ") == speaker


def test_a_speaker_is_carried_over_to_what_follows() -> None:
    text = (
        "Anna Keller spoke for an hour. “We will rebuild the bridge by May,” she said.\n\n"
        "“Nobody has to wait any longer than that.”"
    )
    assert [mention for _, mention in said(text)] == ["she", "she"]
    assert [q.speaker for q in read(text)[1]] == ["Anna Keller", "Anna Keller"]


def test_an_ordinary_word_at_the_start_of_a_sentence_is_not_a_speaker() -> None:
    text = "Starting with children is the first step to it, said Nickerson.\n\n“For me, it is important to learn it.”"
    assert [q.speaker for q in read(text)[1]] != ["Starting"]


def test_a_paragraph_that_ends_with_a_colon_names_the_speaker_of_the_next() -> None:
    text = (
        "Peter Brandt spoke of the flood. “It was bad,” he said.\n\n"
        "The office of the mayor released this statement to Anna Keller:\n\n“We will rebuild the bridge by May.”"
    )
    assert [mention for _, mention in said(text)] == ["he", "The office"]
    text = "“No,” said Peter Brandt. Anna Keller put out a statement:\n\n“We will rebuild the bridge by May.”"
    assert [mention for _, mention in said(text)] == ["Peter Brandt", "Anna Keller"]


def test_a_quote_has_no_speaker_if_the_article_names_none() -> None:
    assert said("“We will rebuild the bridge by May.”") == [("We will rebuild the bridge by May.", None)]


def test_a_quote_that_its_attribution_splits_is_one_statement() -> None:
    text, found = read("“We will rebuild the bridge,” Anna Keller said, “and we will do it by May.”")
    assert [text[q.start : q.end] for q in found] == ["We will rebuild the bridge,", "and we will do it by May."]
    assert [q.continues for q in found] == [None, 0]
    assert [q.speaker for q in found] == ["Anna Keller", "Anna Keller"]


def test_two_speakers_in_a_row_do_not_continue_each_other() -> None:
    found = read("“We will rebuild it,” said Anna Keller. “We will never pay for that,” said Peter Brandt.")[1]
    assert [q.speaker for q in found] == ["Anna Keller", "Peter Brandt"]
    assert [q.continues for q in found] == [None, None]


def test_a_quote_over_paragraphs_has_the_speaker_of_its_last() -> None:
    found = read(
        "The council met on Monday.\n\n“We have waited for years.\n\n“We have written letters.\n\n"
        "“Now we will build it ourselves,” Anna Keller said."
    )[1]
    assert [q.continues for q in found] == [None, 0, 1]
    assert {q.speaker for q in found} == {"Anna Keller"}


def test_each_part_of_a_statement_keeps_the_mention_next_to_it() -> None:
    text = (
        "“The water came at night,” Anna Keller said. “We saw nothing.\n\n"
        "“We called for help,” she said. “And nobody in the town came.”"
    )
    assert [mention for _, mention in said(text)] == ["Anna Keller", "Anna Keller", "she", "she"]
    found = read(text)[1]
    assert [q.continues for q in found] == [None, 0, 1, 2]
    assert {q.speaker for q in found} == {"Anna Keller"}


SPEECH = [
    ("“We’ll see,” Anna Keller said.", True),
    ("“Go home!” Anna Keller shouted.", True),
    ("Anna Keller blamed the “experts” for it.", False),
    ("Anna Keller spoke of a “witch hunt” against her.", False),
    ("James “Big Jim” Brandt was there.", False),
    ("She read from her novel, “The Long Road to the Northern River,” on Monday.", False),
    ("Anna Keller wrote an essay titled “How the North Was Lost in One Summer.”", False),
    ("“Orange Is the New Green” star Anna Keller was there.", False),
    ("Anna Keller tweeted: “Orange Is the New Green”", True),
    ("MOVING—“River gallery is opening across from the new bridge,” by the Post's Anna Keller.", True),
    ("MOVING—“River gallery is opening across from the new bridge,” by Anna Keller.", False),
    ("“We will open a gallery across from the new bridge,” by the river, Anna Keller said.", True),
]


@pytest.mark.parametrize(("text", "speech"), SPEECH)
def test_scare_quotes_nicknames_and_titles_are_not_speech(text: str, speech: bool) -> None:
    assert bool(said(text)) is speech


def test_a_name_leads_to_its_fullest_form_and_its_role() -> None:
    text = "Anna Keller, the mayor of Lindau, came.\n\n“We will rebuild the bridge by May,” Keller said."
    quote = read(text)[1][0]
    assert quote.speaker == "Anna Keller"
    assert quote.role is not None
    assert "mayor" in quote.role


NAMES = [
    ("According to American historian Richard Keller, “the bridge will have to be rebuilt by May.”", "Richard Keller"),
    ("“The bridge will be rebuilt by May,” Chinese state agency Xinhua reported.", "Xinhua"),
    (
        "“The bridge will be rebuilt by May,” said a member of the city council on Monday.",
        "a member of the city council",
    ),
    ("Ugandan activists said that “the bridge will be rebuilt by May.”", "Ugandan activists"),
    ("“The bridge will be rebuilt by May,” said study author, Dr. Anna Keller.", "Anna Keller"),
    ("Court documents filed on Tuesday say “the bridge will have to be rebuilt by May.”", "Court documents"),
    ("The chief of staff told Corker, “the bridge will have to be rebuilt by May.”", "The chief of staff"),
    ("“The bridge will be rebuilt by May,” a friend of Anna’s said.", "a friend of Anna"),
    ("“I want to ski here again in May,” the Slovenian said after the race.", "the Slovenian"),
    ("“The bridge will be rebuilt by May,” Reuters quoted Anna Keller as saying on Monday.", "Anna Keller"),
    ("As President of Liberia said, “the bridge will be rebuilt by May.”", "President of Liberia"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_speaker_without_a_name_has_the_description(text: str, name: str) -> None:
    (quote,) = read(text)[1]
    assert quote.speaker == name


UNNAMED = [
    ("A city spokesman said that work goes on.\n\n“The bridge will be rebuilt by May,” he said.", "A city spokesman"),
    (
        "Another witness, who did not want to be named, said people ran.\n\n“We all ran to the bridge,” she said.",
        "Another witness",
    ),
    ("The statement said that work goes on.\n\n“The bridge will be rebuilt by May,” it added.", "The statement"),
    ("The report was sent to a former actress of the town. “The bridge will be rebuilt by May,” it said.", None),
    ("A storm came up in the night. “The bridge will be rebuilt by May,” he said.", None),
    ("On Monday Anna Keller was asked: “Will the bridge be rebuilt by May this year?”", None),
    ("Anna Keller was asked by host Peter Brandt: “Will the bridge be rebuilt by May this year?”", "Peter Brandt"),
    ("Some residents said that work goes on.\n\n“The bridge will be rebuilt by May,” he said.", None),
]


@pytest.mark.parametrize(("text", "name"), UNNAMED)
def test_a_quote_may_have_no_speaker(text: str, name: str | None) -> None:
    (quote,) = read(text)[1]
    assert quote.speaker == name


def test_marks_without_a_word_are_not_a_quote() -> None:
    assert said("Anna Keller said: “.\n\n“The bridge will be rebuilt by May.”")[0][0].startswith("The")


def test_an_empty_text_has_no_quotes() -> None:
    assert read("")[1] == ()
    assert read("One word")[1] == ()


ANY = st.text(alphabet="\"'“”‘’„«» aBc.,:—\n🙂é", max_size=120) | st.text(max_size=60)


@settings(max_examples=150, deadline=None)
@given(ANY)
def test_any_text_gives_quotes_that_point_into_it(text: str) -> None:
    document = documents.read(text)
    found = quotes.find(document, ())
    end = 0
    for index, quote in enumerate(found):
        assert end <= quote.start < quote.end <= len(text)
        end = quote.end
        assert 0.0 <= quote.weight <= 1.0
        assert quote.continues is None or quote.continues == index - 1
        assert (quote.speaker_start is None) == (quote.speaker_end is None)
        if quote.speaker_start is not None and quote.speaker_end is not None:
            assert 0 < quote.speaker_end - quote.speaker_start <= 80
        else:
            assert quote.speaker is None
    assert found == quotes.find(document, ())
