"""By-lines, dates, captions and buttons joined to a sentence are skipped, by example and for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.language.document import leading_boilerplate
from newsreader.language.document.document import SentenceKind, read

LEDE = "The town of Oldport has closed its bridge after engineers found cracks in two of the pillars."
REST = " Traffic is led over the new bridge. Repairs will cost 12 million euros. Shops fear for their trade."


def prose(text: str) -> list[str]:
    return [text[s.start : s.end] for s in read(text).sentences if s.kind is SentenceKind.PROSE]


@pytest.mark.parametrize(
    "head",
    [
        "By Ada Brook",
        "By Ada Brook Norland News",
        "BY ADA BROOK, Norland Press",
        "By Ada Brook Staff Writer",
        "By Ada Brook and Tom Reed, staff writers",
        "By Ada Brook in Oldport",
        "By Ada Brook, Correspondent, Oldport |",
        "Written by Ada Brook",
        "Ada Brook in Oldport",
        "Ada Brook Staff Reporter 12:45 PM, 3 May 2020",
        "Ada Brook, Oldport Tue 26 Jul 2022 10.30 BST",
        "July 26, 2022 By Ada Brook",
        "Posted on July 26, 2022 by Ada Brook",
        "Updated: July 26, 2022, 10:30 IST",
        "Last Updated: 26th July, 2022 10:30 IST |",
        "12 March 2021 • 5:45pm",
        "| Ada Brook |",
        "Norland Online | Oldport |",
        "Published 12 March 2021 Share this with Email Facebook Messenger",
        "Share on Facebook Share on Twitter",
        "Image copyright Reuters Image caption A bridge seen from the north",
        "Image source, Getty Images Image caption, A bridge seen from the north",
        "Media playback is unsupported on your device Media caption Watch how workers closed it",
        "A bridge seen from the north (Photo by Ada Brook/Getty Images)",
        "(AP Photo/Ada Brook)",
        "Photo: Ada Brook",
        "Photo credit: Ada Brook",
        "Getty Images",
        "REUTERS/Ada Brook",
        "REUTERS/Ada Brook OLDPORT (Reuters) -",
        "3 min read",
        "Listen to this article",
        "Story highlights",
        "Advertisement",
        "TODAY NORLAND (Press)",
    ],
)
def test_the_first_sentence_begins_behind_what_was_run_into_it(head: str) -> None:
    assert prose(f"{head} {LEDE}{REST}")[0] == LEDE


def test_captions_are_known_in_the_middle_of_a_text() -> None:
    caption = "Image caption Ada Brook in front of her shop"
    assert prose(f"{LEDE}{REST} {caption} {LEDE}")[-1] == LEDE
    assert prose(f"{LEDE}{REST}\n\nAda Brook in her shop (Image: Press) {LEDE}")[-1] == LEDE
    by_line = f"By Ada Brook {LEDE}"
    assert prose(f"{LEDE}{REST} {by_line}")[-1] == by_line  # skipped only at the beginning of an article


@pytest.mark.parametrize(
    "sentence",
    [
        "By Monday evening the town had closed its bridge, and nobody could cross the river any more.",
        "By The Hague and by Oldport ships come and go all day long, said the mayor of the town.",
        "On July 26, 2022, the town closed its bridge after engineers had found cracks in the pillars.",
        "July 26 was the day on which the town closed its bridge after engineers had found cracks.",
        "Photographs of the bridge (and of the river below it) The Gazette has seen show several cracks.",
        "Ada Brook in a letter to the town says that The Gazette has not told all that it knows of it.",
        "Image rights to the bridge are held by the town, which closed it after engineers found cracks.",
        "AP The",
        "By Ada Brook The end.",
    ],
)
def test_sentences_that_only_begin_like_it_stay_whole(sentence: str) -> None:
    assert leading_boilerplate.skip(sentence, 0, len(sentence), opening=True) == 0


def test_dates_without_end_are_looked_through_once() -> None:
    dates = "July 26, 2022, 10:30 " * 500
    assert dates[leading_boilerplate.skip(dates, 0, len(dates), opening=True) :].count(" ") >= 6


@given(st.text(max_size=300), st.text(alphabet="ABy |()[]:,.Photo12 \n", max_size=300), st.booleans())
def test_any_text_keeps_most_of_its_sentence(one: str, other: str, opening: bool) -> None:
    text = one + other
    at = leading_boilerplate.skip(text, 0, len(text), opening=opening)
    assert 0 <= at <= len(text)
    assert at == 0 or len(text[at:].split(" ")) > 6
    assert leading_boilerplate.skip(text, at, len(text), opening=opening) == at
