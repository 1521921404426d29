"""Setting a text into lines: every character on one line, no line too wide, in linear time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise
from types import FrameType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsreader.model.article import Mark, MarkKind
from newsreader.ui.textual_ext.cell_width import characters, width
from newsreader.ui.widgets.article_view.line_breaking import TAB, Line, LineKind, lines

LETTERS = "ab  \n\n\t-—é“”漢字、。「」かー한글\u0301\u200d\u200b\u00a0\u2028\r❤\ufe0f👩👧🇵🇱🏽שלום ก้"
TEXTS = st.one_of(st.text(max_size=120), st.text(st.sampled_from(LETTERS), max_size=200))


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXTS)
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(lambda span: span[0] < span[1])
    marks = draw(
        st.lists(
            st.builds(
                lambda span, kind, value: Mark(span[0], span[1], kind, value),
                spans,
                st.sampled_from(list(MarkKind)),
                st.sampled_from(["", "•", "10.", "2", "x" * 50, "漢"]),
            ),
            max_size=8 if len(text) > 1 else 0,
        )
    )
    return text, sorted(marks, key=lambda mark: (mark.start, -mark.end))


def set_words(text: str, *marks: Mark, measure: int = 20) -> list[str]:
    return [line.prefix + text[line.start : line.end] for line in lines(text, marks, measure)]


def cells(text: str, line: Line) -> int:
    words = text[line.start : line.end]
    tabs = words.count("\t") * (TAB - 1) if line.kind is LineKind.CODE else 0
    return width(line.prefix) + width(words) + tabs


@given(marked(), st.integers(1, 90))
@example(("a\u0301" * 40 + "b", []), 3)
@example(("-" * 50 + " " * 50 + "x", []), 7)
def test_every_visible_character_stands_on_exactly_one_line(marked: tuple[str, list[Mark]], measure: int) -> None:
    text, marks = marked
    found = list(lines(text, marks, measure))
    reached = 0
    for line in found:
        assert line.start >= reached
        assert text[reached : line.start].strip() == ""  # only white space is left out
        assert line.end >= line.start
        assert "\n" not in text[line.start : line.end]
        reached = line.end
    assert text[reached:].strip() == ""


@given(marked(), st.integers(1, 90))
def test_no_line_is_wider_than_the_measure(marked: tuple[str, list[Mark]], measure: int) -> None:
    text, marks = marked
    for line in lines(text, marks, measure):
        alone = len(list(characters(text, line.start, line.end))) == 1
        assert alone or cells(text, line) <= measure


@given(TEXTS, st.integers(1, 40))
def test_what_a_reader_sees_as_one_character_is_never_cut(text: str, measure: int) -> None:
    inside: set[int] = set()
    start = 0
    for part in text.split("\n"):  # a line end stands between any two characters
        for begin, end, _ in characters(text, start, start + len(part)):
            inside.update(range(begin + 1, end))
        start += len(part) + 1
    for line in lines(text, (), measure):
        edges = {line.start, line.end}
        # White space at an edge is dropped, even where a mark sits on it.
        cut = {edge for edge in edges & inside if not text[edge - 1].isspace() and not text[edge : edge + 1].isspace()}
        assert not cut


@given(TEXTS, st.integers(1, 40))
def test_blank_lines_are_single_and_only_between_paragraphs(text: str, measure: int) -> None:
    blank = [line.start == line.end for line in lines(text, (), measure)]
    assert not any(blank[:1]) and not any(blank[-1:])
    assert not any(one and next_one for one, next_one in pairwise(blank))


def test_words_wrap_at_spaces_and_line_breaks_are_kept() -> None:
    assert set_words("The river has waited for this\nfor years.\n\n\n\nEnd.") == [
        "The river has waited",
        "for this",
        "for years.",
        "",
        "End.",
    ]


def test_a_line_may_end_after_a_hyphen_or_dash_between_words() -> None:
    assert set_words("a very well-known man", measure=12) == ["a very well-", "known man"]
    assert set_words("he said—and meant it", measure=10) == ["he said—", "and meant", "it"]
    assert set_words("it was -5 degrees", measure=8) == ["it was", "-5", "degrees"]
    assert set_words("use of --flag", measure=9) == ["use of", "--flag"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert set_words("see abcdefghijklmnop now", measure=6) == ["see", "abcdef", "ghijkl", "mnop", "now"]


def test_a_space_that_does_not_break_keeps_its_words_together() -> None:
    assert set_words("about 4\u00a0min ago", measure=10) == ["about", "4\u00a0min ago"]


def test_japanese_wraps_between_characters_but_not_before_its_punctuation() -> None:
    assert set_words("橋が完成。「次は鉄道」", measure=8) == ["橋が完", "成。「次", "は鉄道」"]
    assert set_words("橋が完成「次は鉄道」", measure=10) == ["橋が完成", "「次は鉄", "道」"]


def test_korean_wraps_at_spaces_only() -> None:
    assert set_words("새로운 다리를 건설", measure=10) == ["새로운", "다리를", "건설"]


def test_emoji_and_flags_stay_whole() -> None:
    family = "👨\u200d👩\u200d👧"
    assert set_words(f"{family}{family}{family}", measure=4) == [f"{family}{family}", family]
    assert set_words("🇵🇱🇯🇵🇫🇷", measure=3) == ["🇵🇱", "🇯🇵", "🇫🇷"]


def test_arabic_and_hebrew_wrap_at_spaces_in_logical_order() -> None:
    assert set_words("שלום לכל העולם", measure=9) == ["שלום לכל", "העולם"]
    assert set_words("مَرْحَبًا بالعالم", measure=8) == ["مَرْحَبًا", "بالعالم"]


def test_list_items_hang_beside_their_bullet() -> None:
    text = "a railway line to the sea\nmoney for schools"
    marks = (Mark(0, 25, MarkKind.ITEM, "•"), Mark(26, len(text), MarkKind.ITEM, "10."))
    assert set_words(text, *marks, measure=16) == ["• a railway line", "  to the sea", "10. money for", "    schools"]


def test_a_number_that_the_text_already_has_is_not_set_twice() -> None:
    text = "2. money for the schools"
    assert set_words(text, Mark(0, len(text), MarkKind.ITEM, "2."), measure=14) == ["2. money for", "   the schools"]
    assert set_words(text, Mark(3, len(text), MarkKind.ITEM, "2."), measure=14) == ["2. money for", "   the schools"]


def test_items_and_quotes_nest() -> None:
    text = "one two\nthree four"
    marks = (
        Mark(0, len(text), MarkKind.BLOCKQUOTE),
        Mark(0, len(text), MarkKind.ITEM, "•"),
        Mark(8, len(text), MarkKind.ITEM, "-"),
    )
    assert set_words(text, *marks, measure=20) == ["▎ • one two", "▎   - three four"]


def test_prefixes_never_crowd_out_the_words() -> None:
    text = "words"
    marks = [Mark(0, 5, MarkKind.BLOCKQUOTE) for _ in range(100)]
    (line,) = lines(text, marks, 10)
    assert width(line.prefix) <= 5
    assert text[line.start : line.end] == "words"


def test_code_keeps_its_spaces_and_is_cut_where_it_is_full() -> None:
    text = "Run it:\n\n  if x:\n\treturn 1 + 2 + 3"
    (*_, first, second, third) = lines(text, [Mark(9, len(text), MarkKind.CODE)], 12)
    assert [text[line.start : line.end] for line in (first, second, third)] == ["  if x:", "\treturn 1", " + 2 + 3"]
    assert {line.kind for line in (first, second, third)} == {LineKind.CODE}


def test_kinds_and_levels() -> None:
    text = "Head\n\nSaid.\n\nA picture."
    marks = [Mark(0, 4, MarkKind.HEADING, "3"), Mark(6, 11, MarkKind.BLOCKQUOTE), Mark(13, 23, MarkKind.CAPTION, "x")]
    found = [(line.kind, line.level) for line in lines(text, marks, 40) if line.end > line.start]
    assert found == [(LineKind.HEADING, 3), (LineKind.BLOCKQUOTE, 0), (LineKind.CAPTION, 0)]


def calls(work: Callable[[], object]) -> int:
    """How many calls `work` makes, of Python functions and built-in ones: time that no clock disturbs."""
    count = 0

    def see(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(see)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "piece",
    ["word and word ", "x", "漢字とかな。", "ก้ ", "\n", "a\n\n", " ", "a\u0301", "👨\u200d", "x-", "é漢" + " " * 30],
)
def test_the_time_is_linear(piece: str) -> None:
    def setting(times: int) -> int:
        return calls(lambda: sum(1 for _ in lines(piece * times, (), 40)))

    assert setting(4_000) < 2.5 * setting(2_000) + 100


def test_the_time_is_linear_in_the_marks() -> None:
    def setting(times: int) -> int:
        marks = [
            Mark(4 * n, 4 * n + 3, kind) for n in range(times) for kind in (MarkKind.BLOCKQUOTE, MarkKind.ITEM)
        ] + [Mark(4 * times - 4, 4 * times, MarkKind.LINK)] * times
        return calls(lambda: sum(1 for _ in lines("abc\n" * times, marks, 40)))

    assert setting(1_000) < 2.5 * setting(500) + 100


def test_the_time_is_linear_however_deep_marks_nest() -> None:
    def setting(times: int) -> int:
        marks = [Mark(n, 4 * times, MarkKind.HEADING, "2") for n in range(times)]
        return calls(lambda: sum(1 for _ in lines("abc\n" * times, marks, 40)))

    assert setting(600) < 2.5 * setting(300) + 100


def test_the_first_lines_of_a_long_text_are_had_without_the_rest() -> None:
    def first(size: int) -> int:
        return calls(lambda: [next(setting) for setting in [lines("word " * size, (), 40)] for _ in range(50)])

    assert first(200_000) == first(2_000)
