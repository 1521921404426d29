"""Which styles lie over which words."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from newsreader.model.analysis import Analysis, Entity, Quote, Span
from newsreader.model.article import Mark, MarkKind
from newsreader.ui.textual_ext.cell_width import characters
from newsreader.ui.widgets.article_view.line_breaking import Line, LineKind, lines
from newsreader.ui.widgets.article_view.span_styles import CLASSES, Highlighting, SpanStyles

TEXT = "“We trust Ana Ruiz of Acme,” the Poles said on Monday in Rome for $5."


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


ANALYSIS = Analysis(
    entities=(
        Entity(*at("Ana Ruiz"), "PERSON", "Ana Ruiz"),
        Entity(*at("Acme"), "ORG", "Acme"),
        Entity(*at("Poles"), "NORP", "Poles"),
        Entity(*at("Monday"), "DATE", "Monday"),
        Entity(*at("Rome"), "FAC", "Rome"),
        Entity(*at("$5"), "MONEY", "$5"),
    ),
    quotes=(Quote(*at("We trust Ana Ruiz of Acme,"), "Poles"),),
    summary=(Span(0, len(TEXT)),),
)


def painted(
    highlighting: Highlighting = Highlighting.ALL, styles: SpanStyles | None = None
) -> dict[str, tuple[str, ...]]:
    if styles is None:
        styles = SpanStyles(TEXT)
        styles.set_analysis(ANALYSIS)
    runs = styles.runs(Line(0, len(TEXT)), highlighting)
    return {TEXT[run.start : run.end]: run.names for run in runs if run.names}


def test_each_class_has_its_style() -> None:
    assert painted() == {
        "We trust ": ("quote",),
        "Ana Ruiz": ("quote", "person"),
        " of ": ("quote",),
        "Acme": ("quote", "org"),
        ",": ("quote",),
        "Poles": ("norp",),
        "Monday": ("date",),
        "Rome": ("loc",),
        "$5": ("money",),
    }
    assert set(CLASSES) == {"PERSON", "ORG", "LOC", "FAC", "NORP", "PRODUCT", "MISC", "DATE", "MONEY"}


def test_people_only_and_nothing() -> None:
    assert painted(Highlighting.PEOPLE) == {
        "We trust ": ("quote",),
        "Ana Ruiz": ("quote", "person"),
        " of Acme,": ("quote",),
    }
    assert painted(Highlighting.OFF) == {}


def test_marks_lie_under_names_and_hits_over_all() -> None:
    marks = [Mark(*at("Ana Ruiz of"), MarkKind.STRONG), Mark(*at("Acme"), MarkKind.LINK, "https://acme.example")]
    styles = SpanStyles(TEXT, marks)
    styles.set_analysis(ANALYSIS)
    styles.set_hits([Span(*at("Ruiz of Acme")), Span(*at("Ruiz"))])
    found = painted(styles=styles)
    assert found["Ana "] == ("strong", "quote", "person")
    assert found["Ruiz"] == ("strong", "quote", "person", "hit")
    assert found["Acme"] == ("quote", "org", "link", "hit")
    assert styles.links.at(at("Acme")[0]) == "https://acme.example"


def test_a_new_analysis_takes_the_place_of_the_old_one() -> None:
    styles = SpanStyles(TEXT)
    styles.set_analysis(ANALYSIS)
    styles.set_analysis(None)
    assert painted(styles=styles) == {}
    assert styles.summary_mark(Line(0, len(TEXT))) == (False, None)


def test_what_lies_beyond_the_text_is_cut_off() -> None:
    styles = SpanStyles(TEXT)
    styles.set_analysis(
        Analysis(entities=(Entity(len(TEXT) - 3, 10_000, "PERSON", "x"), Entity(9_000, 9_001, "ORG", "y")))
    )
    styles.set_hits([Span(9_000, 9_001)])
    assert painted(styles=styles) == {"$5.": ("person",)}


def test_headings_quotes_code_and_captions_have_a_ground_style() -> None:
    styles = SpanStyles(TEXT)
    kinds = [
        (LineKind.HEADING, 1, "heading"),
        (LineKind.HEADING, 3, "subheading"),
        (LineKind.BLOCKQUOTE, 0, "blockquote"),
        (LineKind.CODE, 0, "code"),
        (LineKind.CAPTION, 0, "caption"),
    ]
    for kind, level, name in kinds:
        assert [run.names for run in styles.runs(Line(0, 5, kind, level=level))] == [(name,)]


def test_summary_sentences_are_marked_and_numbered_where_they_begin() -> None:
    text = "One is first. Two goes on and on. Three ends."
    styles = SpanStyles(text)
    styles.set_analysis(Analysis(summary=(Span(0, 13), Span(*at("Two goes on and on.", text)))))
    found = [(text[line.start : line.end], *styles.summary_mark(line)) for line in lines(text, (), 16)]
    assert found == [
        ("One is first.", True, 1),
        ("Two goes on and", True, 2),
        ("on. Three ends.", True, None),
    ]
    assert styles.summary_mark(Line(*at("Three ends.", text))) == (False, None)


def test_a_number_whose_line_is_taken_stands_on_the_next_line() -> None:
    text = "First. Second one goes on. Third. Not this."
    styles = SpanStyles(text)
    spans = [Span(*at(words, text)) for words in ("First.", "Second one goes on.", "Third.")]
    styles.set_analysis(Analysis(summary=tuple(spans)))
    found = list(lines(text, (), 12))
    marks = [styles.summary_mark(line, before) for line, before in zip(found, [None, *found], strict=False)]
    assert [text[line.start : line.end] for line in found] == [
        "First.",
        "Second one",
        "goes on.",
        "Third. Not",
        "this.",
    ]
    assert [number for _, number in marks] == [1, 2, None, 3, None]
    found = list(lines(text, (), 17))
    marks = [styles.summary_mark(line, before) for line, before in zip(found, [None, *found], strict=False)]
    assert [text[line.start : line.end] for line in found] == ["First. Second one", "goes on. Third.", "Not this."]
    assert [number for _, number in marks] == [1, 3, None]


@given(
    st.text(st.sampled_from("ab 👨👩\u200d\u0301é🏽"), min_size=1, max_size=20), st.integers(0, 20), st.integers(1, 20)
)
@example("👨\u200d👩", 2, 1)
@example("e\u0301", 0, 1)
def test_runs_never_cut_a_character(text: str, start: int, size: int) -> None:
    styles = SpanStyles(text)
    styles.set_hits([Span(start, start + size)])
    inside = {at for begin, end, _ in characters(text, 0, len(text)) for at in range(begin + 1, end)}
    runs = styles.runs(Line(0, len(text)))
    assert not inside & {run.start for run in runs}
    assert "".join(text[run.start : run.end] for run in runs) == text
