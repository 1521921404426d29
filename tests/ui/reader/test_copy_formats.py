"""What is copied, by the program's words and by the reader's own templates."""

from __future__ import annotations

from newsreader.model.analysis import Analysis, Entity, Quote, Span
from newsreader.model.article import Article
from newsreader.ui.reader.copy_formats import Copied, choices, copied, notice

ARTICLE = Article("Ada Brook spoke. “It is time {title},” she said.", "Bridge", url="https://example.org/bridge")
ANALYSIS = Analysis(
    sentences=(Span(0, 16),),
    entities=(Entity(0, 9, "PERSON", "Ada Brook"), Entity(0, 9, "DATE", "Monday")),
    quotes=(Quote(18, 37, "Ada Brook"),),
    summary=(Span(0, 16),),
)


def test_templates_take_the_place_of_the_usual_words_or_come_as_further_choices() -> None:
    templates = {"summary": "{title}: {summary}\n{byline}\n{link}", "Short": "{quote} {names}"}
    assert [choice.answer for choice in choices(ARTICLE, ANALYSIS, None, None, templates)] == [
        *(choice.answer for choice in choices(ARTICLE, ANALYSIS, None)),
        "Short",
    ]
    assert copied("summary", ARTICLE, ANALYSIS, None, templates) == (
        "Bridge: - Ada Brook spoke.\nhttps://example.org/bridge",
        "Summary",
        " (1 sentence)",
    )
    assert copied("Short", ARTICLE, ANALYSIS, 0, templates) == (
        "“It is time {title}” — Ada Brook Ada Brook",
        "Short:",
        "",
    )
    assert copied("link", ARTICLE, ANALYSIS, None, templates) == copied("link", ARTICLE, ANALYSIS, None)


def test_a_template_has_no_summary_before_there_is_one() -> None:
    assert copied("summary", ARTICLE, None, None, {"summary": "{summary}"}) is None


def test_only_what_is_confirmed_is_said_to_be_copied() -> None:
    summary, template = Copied("Words", "Summary", " (1 sentence)"), Copied("Words", "copied notes:")
    assert notice(summary, None) == "Summary copied (1 sentence)"
    assert notice(summary, "the terminal's clipboard") == "Summary sent to the terminal's clipboard (1 sentence)"
    assert notice(template, "the browser's clipboard") == "copied notes: sent to the browser's clipboard"


def test_a_text_that_many_terminals_refuse_is_told_with_its_size() -> None:
    fits, large = Copied("a" * 74_994, "Article", " as Markdown"), Copied("ä" * 60_000, "Article", " as Markdown")
    assert notice(fits, "the terminal's clipboard") == "Article sent to the terminal's clipboard as Markdown"
    assert "120 kB, but many terminals accept only 74 kB" in notice(large, "the terminal's clipboard")
    assert notice(large, None) == "Article copied as Markdown"
