"""The whole analysis of a text."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsreader
from newsreader.model.analysis import Analysis

TEXT = (
    "Harbour closed\n\nOLDPORT, July 18 (Xinhua) -- The harbour of Oldport was closed on Monday, mayor Tom Reed said. "
    "“No one was hurt,” Reed told reporters. The crane fell into the water at noon. It was built in 1957. "
    "Fish prices at the market rose by 12 percent on Tuesday.\n\nBy Ann Brown\n\nRead more"
)


def test_the_summary_is_spans_of_the_text_in_reading_order() -> None:
    analysis = newsreader.analyse(TEXT, "Harbour closed", sentences=2)
    assert len(analysis.summary) == 2
    assert set(analysis.summary) <= set(analysis.sentences)
    assert [s.start for s in analysis.summary] == sorted(s.start for s in analysis.summary)
    assert TEXT[analysis.sentences[0].start :].startswith("The harbour")
    assert analysis.language == "en" and analysis.method == "news" and analysis.model


def test_another_length_needs_no_new_analysis() -> None:
    analysis = newsreader.analyse(TEXT, sentences=1)
    assert analysis.at_length(3) == newsreader.analyse(TEXT, sentences=3)


def test_a_brief_of_two_sentences_is_shown_whole() -> None:
    analysis = newsreader.analyse("The harbour was closed. It will open on Friday.")
    assert analysis.summary == analysis.sentences and len(analysis.summary) == 2


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(ValueError, match="best"):
        newsreader.analyse(TEXT, method="best")


@settings(max_examples=40)
@given(st.text(), st.text(max_size=20), st.integers(1, 10))
def test_any_text_has_an_analysis(text: str, title: str, count: int) -> None:
    analysis = newsreader.analyse(text, title, sentences=count)
    assert len(analysis.summary) == min(count, len(analysis.sentences))
    assert Analysis.from_json(analysis.to_json()) == analysis


@pytest.mark.parametrize(
    "text", ["", "word", "x" * 100_000, "word " * 20_000, "\x00\x1b[31m\u202e" * 500, "字" * 5_000]
)
def test_odd_text_has_an_analysis(text: str) -> None:
    newsreader.analyse(text)


@pytest.mark.parametrize("method", ["news", "lsa"])
def test_the_order_of_hashes_does_not_matter(method: str) -> None:
    code = f"import newsreader; print(newsreader.analyse({TEXT * 3!r}, method={method!r}).to_json())"
    printed = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONHASHSEED": "1"},
    ).stdout
    assert printed.strip() == newsreader.analyse(TEXT * 3, method=method).to_json()


def test_neither_nltk_nor_sumy_is_loaded_for_english_news() -> None:
    code = (
        f"import sys, newsreader; newsreader.analyse({TEXT!r}); "
        "print([m for m in ('nltk', 'sumy', 'textual', 'sqlite3', 'httpx') if m in sys.modules])"
    )
    printed = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], capture_output=True, check=True, text=True
    ).stdout
    assert printed.strip() == "[]"


def test_a_department_with_a_spokesman_is_not_a_person() -> None:
    text = "“We are ready,” said US State Department spokesman Ned Price after the talks in Geneva on Monday.\n"
    named = {text[e.start : e.end]: e.label for e in newsreader.analyse(text).entities}
    assert named["US State Department"] == "ORG"
    assert named["Ned Price"] == "PERSON"
