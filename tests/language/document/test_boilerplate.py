"""Lines are classified as prose, headings and boilerplate."""

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
    "line",
    [
        "https://example.com/2024/07/a-story",
        "By Ann Brown, Example News",
        "BY ANN BROWN AND TOM REED",
        "By Ann J Brown von Hall.",
        "– Ann Brown, in a letter to Tom Reed in 1920.",
        "— The author is a former mayor of Oldport.",
        "By Ann Brown, Chief Economist and Director of Research at the Bank of the Harbour Towns (Bankport).",
        "Friday, July 21, 2017",
        "Published: 09:36 GMT, 4 March 2013",
        "Updated: July 18, 2022 5:36:50 pm",
        "Read more: Harbour to stay closed",
        "Also read: Harbour to stay closed for weeks",
        "Read more »",
        "Share this article",
        "Share on Facebook",
        "Facebook Twitter WhatsApp",
        "Advertisement",
        "We use cookies to make this site better for you.",
        "Image: Town Council.",
        "Photo: Ann Brown",
        "© 2024 Example News. ",
        "All rights reserved.",
        "Click here to sign up for our newsletter.",
        "Follow @example on Twitter",
        "The views expressed here are those of the author.",
        "Ann Brown contributed to this report.",
        "Ann Brown contributed to this report from London.",
        "If you want to help, click here.",
        "Send your ideas and tips to tips@example.com.",
        "(Reporting by Ann Brown; Editing by Tom Reed)",
        "You must be a student to request a mention on our show!",
        "Oldport – Bankport Boat HL 663 OLP 02:30 – BKP 05:30 Monday, Tuesday, and Sunday.",
        "2. Ann Brown (GBR)/Tom Reed (GBR) Rover 7hr 23min 45.9sec",
        "* * *",
        "- ENDS -",
    ],
)
def test_boilerplate(line: str) -> None:
    assert kind(line.strip()) is SentenceKind.BOILERPLATE


@pytest.mark.parametrize(
    "line",
    [
        "What comes next for the harbour",
        "SLOW RECOVERY",
        "‘We cannot wait any longer’",
        "Mayor of Oldport Says He’ll Buy New Crane.",
        "Subs Not Used: Brown, Reed, Hart, Moss.",
    ],
)
def test_headings(line: str) -> None:
    assert kind(line) is SentenceKind.HEADING


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell on Monday.",
        "By Monday the harbour was open again.",
        "– Ann Brown closed the harbour of Oldport on Monday.",
        "By Act of Parliament, the harbour of Oldport was closed.",
        "We bake cookies for the whole street.",
        "Read the letter twice before you sign it, she said.",
        "Follow the river and you will come to the bridge.",
        "Officials said fog contributed to the crash.",
        "In 2014 Ann Brown was Mayor of Oldport.",
        "OLDPORT TO BUY 12 NEW BOATS FOR THE HARBOUR.",
        "Visitors to the town like the old harbour most of all, and the boats that still come in every day with fish",
    ],
)
def test_prose(line: str) -> None:
    assert kind(line) is SentenceKind.PROSE


@pytest.mark.parametrize(
    "line",
    [
        "Find us a way out of this, the mayor asked the minister.",
        "Like us, the Danes pay for bridges by tolls.",
        "Donate blood, the hospital asked the people of the town.",
        "Subscribe to that view and you will be alone.",
    ],
)
def test_us_is_not_always_who_made_the_page(line: str) -> None:
    assert kind(line) is SentenceKind.PROSE
    assert kind("The views expressed by both sides of the house differ a lot.") is SentenceKind.PROSE
    assert kind("The views expressed by the author are her own.") is SentenceKind.BOILERPLATE
    assert (
        kind("Like us on Facebook.") is kind("Follow us for more.") is kind("Donate now.") is SentenceKind.BOILERPLATE
    )


@pytest.mark.parametrize("line", ["Oldport Buys New Crane.", "It Is Here. Oldport Has A New Crane.", "ABSTRACT."])
def test_lines_in_capitals_are_headings(line: str) -> None:
    story = "Ships came in all day.\n\nThe town will pay for repairs."
    assert prose(f"{line}\n\n{story}") == ["Ships came in all day.", "The town will pay for repairs."]


def test_a_line_that_repeats_the_title_is_a_heading() -> None:
    title = "The harbour is closed: what now?"
    document = read(f"{title}\n\nThe harbour was closed on Monday.", title)
    assert document.sentences[0].kind is SentenceKind.HEADING


def test_links_joined_to_the_text_are_headings() -> None:
    text = "The harbour was closed. Town votes on new crane . The boats stayed in. No one was hurt."
    assert "Town votes on new crane ." not in prose(text)
    assert len(prose(text)) == 3


def test_a_short_paragraph_that_ends_with_a_credit_is_a_caption() -> None:
    text = "The harbour was closed.\n\nThe crane in the water. Image: Town Council.\n\nThe boats stayed in."
    assert prose(text) == ["The harbour was closed.", "The boats stayed in."]


def test_a_text_without_stops_is_all_prose() -> None:
    assert prose("hello") == ["hello"]
    assert prose("one line\nanother line") == ["one line", "another line"]
