"""What is copied, by the program's words and by the reader's own templates."""

from __future__ import annotations

from newsreader.analysis import Analysis, Entity, Quote, Span
from newsreader.article import Article
from newsreader.screens.copying import choices, copied

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
        "Summary copied (1 sentence)",
    )
    assert copied("Short", ARTICLE, ANALYSIS, 0, templates) == (
        "“It is time {title}” — Ada Brook Ada Brook",
        "Short: copied",
    )
    assert copied("link", ARTICLE, ANALYSIS, None, templates) == copied("link", ARTICLE, ANALYSIS, None)


def test_a_template_has_no_summary_before_there_is_one() -> None:
    assert copied("summary", ARTICLE, None, None, {"summary": "{summary}"}) is None
