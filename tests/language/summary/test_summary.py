"""Summaries: the rules that every method keeps, and sentences that can be read on their own."""

from __future__ import annotations

import warnings
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.language.document.document import SentenceKind, read
from newsreader.language.summary import standalone, summary
from newsreader.language.summary.sentence_candidates import find_candidates
from newsreader.language.summary.stop_words import SUMY_NAMES, normaliser
from newsreader.language.summary.terms import stem, terms

HARBOUR = (
    "(CNN)The harbour of Oldport was closed on Monday after a crane fell into the water, the town said. "
    "It blocked the only way out for the fishing boats. "
    "“No one was hurt,” harbour master Ann Brown told reporters. "
    "The crane of Oldport was built in 1957 and was to be replaced next year by a new one. "
    "However, the town has had no money for it. "
    "The fishing boats of Oldport land 5,000 tons of herring a year. "
    "“We lose a day's pay,” she said. “Every day counts.” "
    "Mayor Tom Reed said that the harbour would open again in a week. "
    "The harbour of Oldport was closed on Monday after a crane fell into the water. "
    "The rain had not stopped for three days before the crane fell. "
    "But engineers from the county doubt that rain alone was to blame. "
    "Fish prices at the market rose by 12 percent on Tuesday. "
    "Read more: Town votes on new crane . "
    "Ann Brown contributed to this report."
)
GERMAN = (
    "Der Hafen der Stadt wurde am Montag geschlossen, weil ein Kran in das Wasser gefallen war. "
    "Die Fischer können mit ihren Booten nicht auf die See fahren. "
    "Nach Angaben der Stadt wurde niemand verletzt. "
    "Der Kran war im Jahr 1957 gebaut worden und sollte bald ersetzt werden. "
    "Der Bürgermeister sagte, dass der Hafen der Stadt in einer Woche wieder geöffnet werde. "
    "Das Wetter war schlecht."
)


def chosen(text: str, count: int, method: str = "news", title: str = "") -> list[str]:
    document = read(text, title)
    prose = [s for s in document.sentences if s.kind is SentenceKind.PROSE]
    choices = summary.choose(document, method)
    return [text[prose[i].start : prose[i].end] for i in choices[min(count, len(choices)) - 1]]


def test_the_words_of_the_title_count() -> None:
    market = "Fish prices at the market rose by 12 percent on Tuesday."
    assert market not in chosen(HARBOUR, 3)
    assert market in chosen(HARBOUR, 3, title="Fish prices up 12 percent on Oldport market on Tuesday")
    assert market in chosen(f"Fish prices up 12 percent on Oldport market on Tuesday\n\n{HARBOUR}", 3)


def laws(text: str, method: str) -> None:
    document = read(text)
    count = sum(s.kind is SentenceKind.PROSE for s in document.sentences)
    choices = summary.choose(document, method)
    assert len(choices) == min(summary.MAX_SENTENCES, count)
    for size, indexes in enumerate(choices, 1):
        assert len(indexes) == size
        assert list(indexes) == sorted(set(indexes))
        assert all(0 <= i < count for i in indexes)
    for shorter, longer in pairwise(choices):
        assert set(shorter) <= set(longer)
    assert summary.choose(document, method) == choices


@pytest.mark.parametrize("method", summary.METHODS)
@pytest.mark.parametrize(
    "text", ["", "word", "One. Two.", HARBOUR, GERMAN, "港口星期一关闭。没有人受伤。船留在城里。" * 2]
)
def test_every_method_nests_and_fills(text: str, method: str) -> None:
    laws(text, method)


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    laws(text, "news")


@settings(max_examples=25)
@given(st.lists(st.sampled_from([s + "." for s in HARBOUR.split(". ")]), max_size=25), st.sampled_from(summary.METHODS))
def test_any_article(sentences: list[str], method: str) -> None:
    laws(" ".join(sentences), method)


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(ValueError, match="best"):
        summary.choose(read("One. Two."), "best")


def test_lead_is_the_first_sentences() -> None:
    assert chosen(HARBOUR, 2, "lead")[0].startswith("The harbour of Oldport")
    assert chosen(HARBOUR, 2, "lead")[1].startswith("It blocked")


def test_a_dependent_sentence_is_chosen_only_with_the_one_before() -> None:
    document = read(HARBOUR)
    prose = [s for s in document.sentences if s.kind is SentenceKind.PROSE]
    for indexes in summary.choose(document)[:5]:
        for i in indexes:
            if standalone.depends_on_previous(HARBOUR[prose[i].start : prose[i].end]):
                assert i - 1 in indexes


def test_a_summary_has_no_repetition() -> None:
    picked = chosen(HARBOUR, 3)
    assert sum("fell into the water" in s for s in picked) == 1


def test_datelines_links_and_credits_are_left_out() -> None:
    document = read(HARBOUR)
    prose = [HARBOUR[s.start : s.end] for s in document.sentences if s.kind is SentenceKind.PROSE]
    assert prose[0].startswith("The harbour")
    assert not any("Read more" in s or "contributed" in s for s in prose)


def test_equal_sentences_stay_apart() -> None:
    text = "The harbour of the town is closed. " * 6
    for method in summary.METHODS:
        assert len(chosen(text, 4, method)) == 4


def test_other_languages_have_summaries_or_the_first_sentences() -> None:
    assert chosen(GERMAN, 1)[0].startswith("Der Hafen")
    assert "Das Wetter war schlecht." not in chosen(GERMAN, 4)
    first, last = (
        "Satama suljettiin maanantaina ja se on kiinni. ",
        "Kukaan ei loukkaantunut, mutta veneet ovat siellä.",
    )
    assert summary.choose(read(first + last))[1] == (0, 1)


@pytest.mark.parametrize("language", SUMY_NAMES)
def test_every_language_has_terms_for_any_token(language: str) -> None:
    terms_of, stops = normaliser(language)
    assert stops
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for token in ("12", "e-mail", "Harbour", "Гавань", "λιμάνι", "ميناء", "нове", "port2", "x" * 300, "港口"):
            assert all(terms_of(token))


def test_the_lead_has_no_repetition() -> None:
    text = "The harbour is closed now. " * 3 + "Nobody was hurt there. The boats are still at sea."
    ranked = summary.choose(read(text), "lead")
    assert ranked[1:] == ((0, 3), (0, 3, 4), (0, 1, 3, 4), (0, 1, 2, 3, 4))


@pytest.mark.parametrize("method", summary.METHODS)
@pytest.mark.parametrize(
    "parts",
    [
        HARBOUR.split(". ")[6:],
        GERMAN.split(". "),
        ["Satama suljettiin maanantaina ja se on kiinni", "Kukaan ei loukkaantunut, mutta veneet ovat siellä"] * 2,
    ],
)
def test_no_method_repeats_itself_in_any_language(parts: list[str], method: str) -> None:
    different = list(dict.fromkeys(part.rstrip(".") + "." for part in parts))
    text = " ".join(sentence for sentence in different for _ in range(2))
    picked = chosen(text, min(3, len(different)), method)
    assert len(set(picked)) == len(picked)


@pytest.mark.parametrize("method", summary.METHODS)
def test_a_long_transcript(method: str) -> None:
    names = ["Brown", "Reed", "Stone", "Grey"]
    text = " ".join(
        f"{names[i % 4]} said that point {i % 97} of the {names[(i * 7) % 4]} plan cost {i} dollars."
        for i in range(300)
    )
    laws(text, method) if method in ("news", "lead") else summary.choose(read(text), method)


@pytest.mark.parametrize(
    ("sentence", "dependent"),
    [
        ("He left.", True),
        ("“She is right,” Ms Brown said.", True),
        ("But the town disagreed.", True),
        ("However, it rained.", True),
        ("The latter is new.", True),
        ("That is why they left.", True),
        ("With this in mind, the town voted.", True),
        ("For his part, Mr Reed agreed.", True),
        ("and then it ended.", True),
        ("This week the harbour opened.", False),
        ("It is clear that the harbour will open.", False),
        ("There are 40 boats in Oldport.", False),
        ("Those who fish lose money.", False),
        ("It’s been a trying two years for the boats of Oldport.", False),
        ("It has been more than a year since the crane fell.", False),
        ("It won’t be easy for Ann Brown to open the harbour.", False),
        ("It has been sold.", True),
        ("It will be sold.", True),
        ("It is also set to open.", True),
        ("Hers Ltd. sold its boats.", True),
        ("eBay sold the boats.", False),
        ("The town said so.", True),
        ("Mr Reed acknowledged as much.", True),
        ("Plenty of time is left for that.", True),
        ("The mayor, who has led the town for nine years now, said in the end that she had heard of that.", False),
        ("Butter costs more.", False),
        ("At least, the town thinks so.", True),
        ("At least 12 boats sank.", False),
        ("Because of this the town voted.", True),
        ("Because the crane is old, the town voted.", False),
        ("Instead, the town voted.", True),
        ("Instead of a crane the town bought boats.", False),
        ("Rather than that, the town bought boats.", True),
        ("Rather than a crane, the town bought boats.", False),
        ("This Monday the harbour opened.", False),
        ("Last month, she bought a boat.", True),
        ("In recent years he was also the pilot.", True),
        ("By Monday, they had left.", True),
        ("Sadly, it had rained.", True),
        ("On Monday, it was clear that the harbour would open.", False),
        ("At first Ann Brown thought she had lost.", False),
        ("Last month the town said it would buy a boat.", False),
        ("His Majesty the King opened the harbour.", False),
        ("Such is the price of peace.", True),
        ("Such a crane has not been seen.", False),
    ],
)
def test_a_sentence_that_refers_back(sentence: str, dependent: bool) -> None:
    assert standalone.depends_on_previous(sentence) is dependent


def test_the_first_sentence_may_refer_forward() -> None:
    sentence = "In his first speech since the vote, Mr Reed promised a crane."
    assert standalone.depends_on_previous(sentence) and not standalone.depends_on_previous(sentence, first=True)
    assert not standalone.depends_on_previous("Until she met Mr Reed, Ms Brown wanted no crane.", first=True)
    assert standalone.depends_on_previous("He promised a crane.", first=True)
    assert not standalone.depends_on_previous("n the old town of Oldport a crane fell.", first=True)


@pytest.mark.parametrize(
    ("sentence", "lacks"),
    [
        ("“We lose money.”", True),
        ("“We lose money,” he said.", True),
        ("“We lose money,” Ms Brown said.", False),
        ("The town said “no”.", False),
        ("'We don't know,' he said.", True),
        ("‘The dogs’ home is ours.’", True),
        ("'We lose money,' said Ms Brown of Oldport.", False),
        ("'Tis the town's own money that it loses.", False),
    ],
)
def test_a_quote_needs_its_speaker(sentence: str, lacks: bool) -> None:
    assert standalone.lacks_speaker(sentence) is lacks


def _pieces(text: str) -> list[bool]:
    return [any(piece) for piece in standalone.inside_quotes(text, terms(read(text)))]


def test_quotes_in_single_marks_have_pieces_too() -> None:
    text = "The town's bridge is closed. 'We don't know why. It is bad,' said Ms Brown. 'It's old,' Mr Reed said."
    found = find_candidates(read(text))
    assert [tuple(piece) for piece in found.inside] == [(False, False), (False, True), (True, False), (False, False)]
    assert (found.excluded[1], found.needs_previous()[1]) == (
        True,
        False,
    )  # it needs the sentence after, not the one before
    assert (found.excluded[2], found.needs_previous()[2]) == (False, True)


def test_a_quote_without_an_opening_mark_is_a_piece() -> None:
    text = "The harbour is closed. The crane is to blame,” he added. “It was old,” Ms Brown said."
    assert _pieces(text) == [False, True, False]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ('Ms Brown said: "We lose. The boats go." The town is sad.', [True, True, False]),
        ('"We lose. The boats go. "We are sad," she said. The town voted "no" on Monday.', [True, True, False, False]),
        ('She said: "We lose. A crane fell. A boat sank. It rained. The "old" pier broke.', [True] * 4 + [False]),
        ("“We lose.\n\nA crane fell.", [True, False]),
    ],
)
def test_a_piece_of_a_longer_quote(text: str, pieces: list[bool]) -> None:
    assert _pieces(text) == pieces


def test_a_quote_without_an_end_affects_a_few_sentences_only() -> None:
    text = 'Ms Brown said: "We lose. ' + 'The town of Oldport voted "no" on Monday. A boat sank in it. ' * 10
    pieces = _pieces(text)
    assert sum(pieces) <= 4 and not any(pieces[4:])


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        ("It ended on Monday at last.", True),
        ("Mr Reed disagreed quite sharply.", False),
        ("“It ended on Monday at last.”", True),
        ("The harbour is closed:", False),
        ("Why is that?", False),
        ("What else is there in the plan?", False),
        ("Who will pay for a new bridge across the river?", True),
        ("Tom Reed: And who will pay for a new bridge?", False),
        ("Tom Reed: We will pay for a new bridge.", True),
        ("They cheered at the end!", False),
        ("“It ended on Monday, and all of them cheered at the gate!”", False),
        ("Oldport has opened its new harbour after ten years of work!", True),
        ("The bridge of the town as seen from the harbour .", False),
        ("“We go on.", False),
        ("And so it goes...", False),
        ("(The town and the harbour share one owner.)", False),
        ("It ended.", False),
        ("The whole list of boats can be found at www.example.com/boats.", False),
    ],
)
def test_complete_sentences(sentence: str, whole: bool) -> None:
    assert standalone.is_complete(sentence) is whole


def test_a_space_before_the_stop_does_not_matter_if_all_have_one() -> None:
    assert standalone.is_complete("The bridge is closed until May .", spaced=True)


def test_times_and_figures_do_not_make_two_sentences_different() -> None:
    lead = (
        "Students of the town have scheduled a public forum with the police on Friday to discuss the arrest of a man."
    )
    again = "The public forum is scheduled for 1 p.m. at 20 Hall St. on Friday."
    text = f"{lead} {again} The man was let go after an hour. The mayor asked for a report by May. Rain fell."
    assert not {lead, again} <= set(chosen(text, 3))


@pytest.mark.parametrize(
    ("word", "same"),
    [("talked", "talks"), ("talking", "talk"), ("stopped", "stop"), ("parties", "party"), ("boxes", "box")],
)
def test_stems(word: str, same: str) -> None:
    assert stem(word) == stem(same)


@pytest.mark.parametrize("method", ["textrank", "luhn", "lead", "news"])
def test_a_text_that_repeats_itself_is_not_summarised_by_the_same_sentence_twice(method: str) -> None:
    story = ["Fishermen fear for their boats and for their families.", "Repairs will cost millions until next spring."]
    text = " ".join(["The council of Oldport has closed its harbour for good."] * 60 + story)
    three = summary.choose(read(text), method)[2]
    found = [read(text).sentences[i] for i in three]
    assert len({text[s.start : s.end] for s in found}) == 3
