"""The recogniser takes any text: tweets, transcripts, tables, capitals, ten megabytes, no spaces, emoji."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsreader.language.document.document import Document, read
from newsreader.language.document.tokens import tokenise
from newsreader.language.entities import recognise
from newsreader.language.entities.label_agreement import Name
from newsreader.language.entities.recognise import Mention, find

LABELS = {"PERSON", "ORG", "LOC", "FAC", "NORP", "PRODUCT", "MISC", "DATE", "MONEY"}
TEN_MEGABYTES = 10_000_000


def check(document: Document, found: list[Mention]) -> None:
    starts, ends = set(document.starts), set(document.ends)
    assert all(m.start in starts and m.end in ends and m.start < m.end and m.label in LABELS for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def tokens(text: str) -> Document:
    """Return `text` with its tokens only, all that the recogniser needs."""
    return Document(text, "", (), (), *tokenise(text))


def mentions(text: str) -> list[tuple[str, str]]:
    document = read(text)
    found = find(document)
    check(document, found)
    return [(text[m.start : m.end], m.label) for m in found]


@given(st.text() | st.text("aA1.$’- \n中😀", max_size=300))
def test_takes_any_text(text: str) -> None:
    document = read(text)
    found = find(document)
    check(document, found)
    assert found == find(document)


PIECES = [
    "Mr Johnson",
    "KENYA",
    "@WHO",
    "#Kyiv",
    "|",
    "\t",
    "\n",
    "😀",
    ">>",
    "Q:",
    "$5",
    "May 4",
    "中文",
    "\u202e",
    "\x00",
]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=60), st.sampled_from(["", " "]))
def test_takes_any_mixture_of_what_texts_are_made_of(pieces: list[str], between: str) -> None:
    document = read(between.join(pieces))
    check(document, find(document))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "RT @newsdesk: Emmanuel Macron lands in Kyiv!! 😀😀 #Ukraine https://t.co/aB3dE\n",
            {("Emmanuel Macron", "PERSON"), ("Kyiv", "LOC")},
        ),
        (
            "INTERVIEWER: Thank you for coming, Mr Johnson.\nJOHNSON: I flew in from London on Monday.\n",
            {("Johnson", "PERSON"), ("London", "LOC"), ("Monday", "DATE")},
        ),
        (
            "Country | Capital | Since\n--- | --- | ---\nFrance | Paris | 987\nGermany | Berlin | 1990\n",
            {("France", "LOC"), ("Paris", "LOC"), ("Germany", "LOC"), ("Berlin", "LOC")},
        ),
        (
            "LONDON, FRIDAY (AP) - PRIME MINISTER BORIS JOHNSON SAID BRITAIN WOULD PAY $30 MILLION TO UKRAINE.\n",
            {("LONDON", "LOC"), ("BORIS JOHNSON", "PERSON"), ("UKRAINE", "LOC")},
        ),
        (
            "prime minister boris johnson said in london that ukraine would be paid $30 million\n",
            {("london", "LOC"), ("ukraine", "LOC"), ("$30 million", "MONEY")},
        ),
    ],
    ids=["tweet", "transcript", "table", "capitals", "small letters"],
)
def test_finds_names_in_texts_of_every_kind(text: str, expected: set[tuple[str, str]]) -> None:
    assert set(mentions(text)) >= expected


def test_certain_names_are_found_in_texts_that_are_not_english() -> None:
    french = "Le président Emmanuel Macron a rencontré Angela Merkel à Berlin. La réunion a duré deux heures."
    german = (
        "Bundeskanzlerin Angela Merkel hat am Montag in Berlin den Präsidenten getroffen. Die Gespräche dauerten zwei "
        "Stunden, wie die Zeitung berichtet. Donald Trump war nicht dabei."
    )
    assert {("Emmanuel Macron", "PERSON"), ("Angela Merkel", "PERSON")} <= set(mentions(french))
    assert {("Angela Merkel", "PERSON"), ("Donald Trump", "PERSON"), ("Berlin", "LOC")} <= set(mentions(german))


def test_marks_of_tweets_and_tables_are_no_names() -> None:
    found = mentions("Wow 😀😀!! https://t.co/aB3dE\n| --- | --- |\n| 12 | 7.5% |\n+-----+-----+\n")
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "x" * 1_000_000,
        ("x" * 500 + "\n") * 2_000,
        "中文新闻报道" * 20_000,
        "Ann Lee " * 10_000,
        "😀" * 20_000,
        "Ann\n" * 10_000,
        "| 1 | 2 | Ann |\n" * 3_000,
        "@ann #Oslo " * 10_000,
        "Ann-Lee-" * 5_000,
        "MR LEE SAID. " * 5_000,
        "$1,000" * 10_000,
        "Monday, May 4, " * 5_000,
        "1,2,3-" * 10_000,
    ],
    ids=str.split("word words chinese line emoji lines table tweets hyphens capitals sums dates digits"),
)
def test_long_and_odd_texts(text: str) -> None:
    document = tokens(text)
    check(document, find(document))


def test_ten_megabytes_are_looked_at_once_and_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every token is labelled once, in a block of limited size: time cannot grow faster than the text."""
    line = "Mr Johnson flew from London to Kenya on Monday.\n"
    document = tokens(line * (TEN_MEGABYTES // len(line)))
    sizes: list[int] = []

    def looked_at(document: Document, first: int, last: int) -> list[Name]:
        sizes.append(last - first)
        return [(first, first + 1, "PERSON")]

    monkeypatch.setattr(recognise, "_names", looked_at)
    assert len(find(document)) == len(sizes)
    assert sum(sizes) == len(document.words)
    assert max(sizes) <= recognise._BLOCK
    assert len(sizes) <= len(document.words) // (recognise._BLOCK // 2) + 1


@pytest.mark.parametrize(
    ("text", "taken", "label", "wanted"),
    [
        ("President (Ann) Tebboune spoke.", "Ann) Tebboune", "PERSON", ["Tebboune"]),
        ("The Companies Act, 2019 (Act 992) passed.", "Companies Act, 2019 (Act 992", "MISC", None),
        ("Moss (later Hart) spoke.", "Moss (later Hart", "PERSON", None),
        ("Arzew (Oran, west of it) is a town.", "Arzew (Oran", "LOC", ["Arzew"]),
        ("The (AEW) 2022 began.", "AEW) 2022", "MISC", ["AEW) 2022"]),
        ("Moss, Hart and Dean spoke.", "Moss, Hart", "PERSON", ["Moss", "Hart"]),
        ("Alan Hart, Jr. spoke.", "Alan Hart, Jr.", "PERSON", ["Alan Hart, Jr."]),
    ],
)
def test_a_name_has_whole_brackets_and_is_of_one_person(
    monkeypatch: pytest.MonkeyPatch, text: str, taken: str, label: str, wanted: list[str] | None
) -> None:
    document = read(text)
    start = text.index(taken)
    first, last = document.token_at(start), document.token_at(start + len(taken) - 1) + 1
    monkeypatch.setattr(recognise, "_names", lambda document, begin, end: [(first, last, label)])
    found = [text[m.start : m.end] for m in recognise.find(document) if m.label == label]
    assert found == (wanted or [taken + ")"])
