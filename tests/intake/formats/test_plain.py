"""Plain text and its habits."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.intake.formats import plain
from newsreader.intake.formats.titles import LONGEST_TITLE, title_from_text
from newsreader.model.article import Article, MarkKind, is_beginning

LEAD = "The council voted on Tuesday to keep the old bridge open, after two years of argument about what it costs."
MORE = "Repairs begin in spring, the mayor said, and will take at least eight months if the weather allows it."


def marked(article: Article, kind: MarkKind) -> list[tuple[str, str]]:
    return [(m.value, article.text[m.start : m.end]) for m in article.marks if m.kind is kind]


def test_first_line_address_is_the_link_and_its_host_the_source() -> None:
    article = plain.read(f"https://www.daily.example/2022/07/18/bridge\n\n{LEAD}\n\n{MORE}\n")
    assert article.url == "https://www.daily.example/2022/07/18/bridge"
    assert article.source == "daily.example"
    assert article.published == datetime(2022, 7, 18, tzinfo=UTC)
    assert article.text == f"{LEAD}\n\n{MORE}"


def test_headline_is_the_title() -> None:
    article = plain.read(f"Old bridge stays open\n\n{LEAD}\n\n{MORE}")
    assert (article.title, article.text) == ("Old bridge stays open", f"{LEAD}\n\n{MORE}")


def test_without_headline_the_title_is_made_and_the_text_stays_whole() -> None:
    article = plain.read(f"{LEAD}\n\n{MORE}")
    assert article.title == "The council voted on Tuesday to keep the old bridge open, after two years of…"
    assert len(article.title) <= LONGEST_TITLE
    assert article.text == f"{LEAD}\n\n{MORE}"


@pytest.mark.parametrize(
    "head",
    [
        "Old bridge: mayor says “never again”\n\nOld bridge: mayor says “never again”",
        "Old bridge: mayor says “never again”\n\nOLD BRIDGE — mayor says 'never again'",
        "Old bridge: mayor says “never again”\n\nOld bridge\nMayor says ‘never again’",
        "Old bridge: mayor says “never again”\n\nOld bridge\n\nMayor says never again",
    ],
)
def test_a_repeated_title_is_shown_once(head: str) -> None:
    article = plain.read(f"{head}\n\n{LEAD}\n\n{MORE}")
    assert article.title == "Old bridge: mayor says “never again”"
    assert article.text == f"{LEAD}\n\n{MORE}"


def test_a_part_of_the_title_alone_is_no_repeat() -> None:
    article = plain.read(f"Old bridge: mayor says no\n\nOld bridge\n\n{LEAD}")
    assert article.text.startswith("Old bridge\n\n")


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("source site-1", "site-1"),
        ("Source: The Daily Planet", "The Daily Planet"),
        ("SOURCE: Reuters.", "Reuters"),
    ],
)
def test_a_last_source_line_is_the_source(line: str, wanted: str) -> None:
    article = plain.read(f"https://e.example/x\nOld bridge stays open\n\n{LEAD}\n\n{line}\n")
    assert article.source == wanted
    assert article.text == LEAD


def test_a_sentence_that_begins_with_source_stays() -> None:
    last = "Sources: they said nothing at all on Tuesday about the bridge, and nothing about the road that leads to it."
    assert plain.read(f"{LEAD}\n\n{last}").text.endswith(last)
    assert plain.read(f"{LEAD}\n\nSource close to it said no.").text.endswith("said no.")


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("BY JANE DOE", "JANE DOE"),
        ("By Jane Doe and John O’Roe", "Jane Doe and John O’Roe"),
        ("Written by Jane Doe | Riverton |", "Jane Doe | Riverton"),
        ("By Jane van Doe, Reuters", "Jane van Doe, Reuters"),
        ("Jane Doe, Reuters", "Jane Doe, Reuters"),
        ("Jane Doe | AFP", "Jane Doe | AFP"),
    ],
)
def test_by_lines(line: str, wanted: str) -> None:
    article = plain.read(f"Old bridge stays open\n{line}\n18 July 2022\n\n{LEAD}\n\n{MORE}")
    assert article.byline == wanted
    assert article.published == datetime(2022, 7, 18, tzinfo=UTC)
    assert article.text == f"{LEAD}\n\n{MORE}"


@pytest.mark.parametrize(
    "line", ["By Tuesday Evening Things Changed", "By the end of it", "Jane Doe, mayor of Riverton"]
)
def test_what_only_looks_like_a_by_line(line: str) -> None:
    article = plain.read(f"Old bridge stays open\n\n{line}\n\n{LEAD}")
    assert article.byline == ""
    assert line in article.text


def test_a_shouted_name_under_an_address_is_the_by_line_but_a_shouted_headline_is_not() -> None:
    assert plain.read(f"https://e.example/bridge-stays-open\n\nJANE DOE\n\n{LEAD}").byline == "Jane Doe"
    article = plain.read(f"https://e.example/bridge-stays-open\n\nBRIDGE STAYS\n\n{LEAD}")
    assert (article.title, article.byline) == ("BRIDGE STAYS", "")
    assert plain.read(f"PRESIDENT RESIGNS\n\n{LEAD}").title == "PRESIDENT RESIGNS"


@pytest.mark.parametrize(
    ("start", "place", "day", "source"),
    [
        ("NANJING, July 18 (Xinhua) -- ", "Nanjing", (2022, 7, 18), "Xinhua"),
        ("PORT LOUIS and RIVERTON, Jul 26 2021 (IPS) - ", "Port Louis and Riverton", (2021, 7, 26), "IPS"),
        ("CAIRO – 26 July 2022: ", "Cairo", (2022, 7, 26), ""),
        ("YANGON, July 25 (Reuters): ", "Yangon", (2022, 7, 25), "Reuters"),
        ("SINGAPORE (May 6, 2021) — ", "Singapore", (2021, 5, 6), ""),
        ("AMMAN — ", "Amman", None, ""),
        ("KUWAIT CITY: ", "Kuwait City", None, ""),
        ("Cape Town - ", "Cape Town", None, ""),
        ("Mumbai, India – ", "Mumbai, India", None, ""),
        ("Ulaanbaatar /MONTSAME/ ", "Ulaanbaatar", None, "MONTSAME"),
        ("Ulaanbaatar/MONTSAME/. ", "Ulaanbaatar", None, "MONTSAME"),
        ("(Reuters) - ", "", None, "Reuters"),
        ("(Applause) - ", "", None, ""),
        ("SEOUL—", "Seoul", None, ""),
        ("SENNAN, Osaka Prefecture--", "Sennan, Osaka Prefecture", None, ""),
        ("PORT BELL, July 25 (Borneo Bulletin/ANN): ", "Port Bell", (2022, 7, 25), "Borneo Bulletin/ANN"),
        ("Smith—", "", None, ""),
        ("Excellent news for travelers: ", "", None, ""),
        ("The minister - ", "", None, ""),
        ("The minister said: ", "", None, ""),
        ("Putin: ", "", None, ""),
        ("Live Updates — ", "", None, ""),
    ],
)
def test_datelines(start: str, place: str, day: tuple[int, int, int] | None, source: str) -> None:
    text = start + LEAD
    without_year = plain.read(text)
    assert without_year.text == text
    assert (without_year.place, without_year.source) == (place, source)
    dated = plain.read(f"https://e.example/2022/07/story\n\n{text}")
    assert dated.published == (datetime(*day, tzinfo=UTC) if day else None)
    if place:
        assert dated.title.startswith("The council voted")
        assert is_beginning(dated.title, dated.text)


def test_before_a_colon_a_place_is_what_the_text_says_something_is_in() -> None:
    assert plain.read(f"Riverton: {LEAD}\n\n{MORE}").place == ""
    assert plain.read(f"Riverton: {LEAD}\n\nNobody in Riverton disagreed.").place == "Riverton"


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAD}\n\nBy Zoë von Berg.\n\n{MORE}\n\n{LEAD}",
        f"{LEAD}\n\n{MORE}\n\n{LEAD}\n\nBy Zoë von Berg",
        f"{LEAD}\n\n{MORE}\n\n{LEAD}\n\n(This article was written by Zoë von Berg.)",
    ],
)
def test_a_by_line_below_the_first_paragraph_or_the_last(text: str) -> None:
    article = plain.read(text)
    assert article.byline == "Zoë von Berg"
    assert article.text == f"{LEAD}\n\n{MORE}\n\n{LEAD}"


def test_an_opening_that_stands_twice_is_shown_once() -> None:
    third = "Nobody has said yet who is going to pay for it, or what happens to the boats while it is done."
    opening = f"{LEAD}\n\n{MORE}\n\n{third}"
    whole = f"{LEAD}\n\n{MORE}\n\n{third}\n\nAn engineer measured it twice."
    assert plain.read(f"{opening}\n\n{whole}").text == whole
    assert plain.read(f"{opening}\n\nRead on with us\n\n{whole}").text == f"Read on with us\n\n{whole}"
    headed = plain.read(f"{opening}\n\nWritten by Zoë von Berg | Riverton |\nUpdated: July 18, 2022 5:36 pm\n\n{whole}")
    assert (headed.text, headed.byline) == (whole, "Zoë von Berg | Riverton")
    assert headed.published == datetime(2022, 7, 18, 17, 36, tzinfo=UTC)
    twice = f"{LEAD}\n\n{MORE}\n\n{whole}"
    assert plain.read(twice).text == twice
    assert plain.read(f"{MORE}\n\n{LEAD}\n\n{LEAD}\n\n{third}").text == f"{MORE}\n\n{LEAD}\n\n{third}"
    assert plain.read(f"{LEAD}\n\nRow, row.\n\nRow, row.").text.count("Row, row.") == 2
    refrain = "\n\n".join(["Row, row, row your boat", "Gently down the stream", "Merrily"] * 2)
    assert plain.read(refrain).text.count("Gently") == 2


def test_a_text_that_is_joined_to_its_address_begins_there() -> None:
    article = plain.read(f"https://e.example/2022/07/17/2003781903{LEAD}\n\n{MORE}")
    assert (article.url, article.text) == ("https://e.example/2022/07/17/2003781903", f"{LEAD}\n\n{MORE}")
    assert plain.read(f"https://e.example/A1Story {LEAD}").url == ""


def test_a_day_without_any_year_is_no_date() -> None:
    assert plain.read(f"NANJING, July 18 (Xinhua) -- {LEAD}").published is None


def test_the_sites_own_name_is_no_place() -> None:
    assert plain.read(f"https://dailyplanet.example/x\n\nDAILY PLANET – {LEAD}").place == ""


def test_wrapped_lines_are_joined() -> None:
    text = (
        "Old bridge stays open\n\n"
        "The council voted on Tuesday to keep the old bridge open,\n"
        "after two years of argument about what it costs and who\n"
        "is going to pay for it in the end.\n\n"
        "Repairs begin in spring, the mayor said, and will take at\n"
        "least eight months, if the weather allows it and the well-\n"
        "known builders come back in time.\n"
    )
    article = plain.read(text)
    assert article.title == "Old bridge stays open"
    first, second = article.text.split("\n\n")
    assert first.startswith("The council voted on Tuesday to keep the old bridge open, after two")
    assert second.endswith("and the well-known builders come back in time.")
    assert "\n" not in first + second


def test_single_newlines_between_paragraphs_and_windows_line_ends() -> None:
    article = plain.read(f"Old bridge stays open\r\n{LEAD}\r\n{MORE}\r\n\r\n\r\n{LEAD}\r\n")
    assert article.text == f"{LEAD}\n\n{MORE}\n\n{LEAD}"


def test_subheads_lists_and_quoted_lines() -> None:
    article = plain.read(
        f"Old bridge stays open\n\n{LEAD}\n\nWhat comes next\n\n{MORE}\n\n- Steel\n- Stone\n\n"
        "1. First\n2. Then\n\n> As the mayor put it\n\n"
        f"{LEAD} See https://e.example/bridge_(old). Or not."
    )
    assert marked(article, MarkKind.HEADING) == [("2", "What comes next")]
    assert marked(article, MarkKind.ITEM) == [("•", "Steel"), ("•", "Stone"), ("1.", "First"), ("2.", "Then")]
    assert marked(article, MarkKind.BLOCKQUOTE) == [("", "As the mayor put it")]
    assert marked(article, MarkKind.LINK) == [("https://e.example/bridge_(old)", "https://e.example/bridge_(old)")]


def test_a_single_dash_or_number_is_no_list() -> None:
    article = plain.read(f"{LEAD}\n\n— The author teaches history.\n\n1. is a number")
    assert not marked(article, MarkKind.ITEM)
    assert "— The author" in article.text


def test_brackets_and_escapes_in_a_title() -> None:
    article = plain.read(f"Title [/] of [bold]\x1b]0;evil\x07 things\n\n{LEAD}")
    assert article.title == "Title [/] of [bold] things"


def test_made_titles() -> None:
    assert title_from_text("One short sentence. And another.") == "One short sentence"
    assert title_from_text("Mr. Smith of the U.S. Army came. He left.") == "Mr. Smith of the U.S. Army came"
    assert title_from_text("Really? Yes.") == "Really?"
    assert title_from_text("x" * 200) == "x" * (LONGEST_TITLE - 1) + "…"
    assert title_from_text("") == ""
    lede = "A bridge was closed after engineers had found cracks"
    assert title_from_text(f"By Ada Brook Norland News {lede}. It is old.") == lede


def test_a_by_line_or_date_that_runs_into_the_first_sentence_is_read() -> None:
    lede = "The bridge was closed after engineers had found cracks in two of its pillars."
    article = plain.read(f"By Ada Brook Norland News {lede} It is old.")
    assert (article.byline, article.text[:3]) == ("Ada Brook Norland News", "By ")
    assert article.title.startswith("The bridge was closed")
    assert plain.read(f"Updated: July 26, 2022 {lede} It is old.").published == datetime(2022, 7, 26, tzinfo=UTC)


LINES = st.lists(
    st.sampled_from(
        ["", "- a", "1. b", "> c", "Head", LEAD, MORE, "By Jane Doe", "18 July 2022", "https://e.example/2022/"]
    )
    | st.text(max_size=60)
)


@given(LINES)
def test_paragraphs_and_marks_keep_the_contract(lines: list[str]) -> None:
    article = plain.read("\n".join(lines))
    assert article.text == article.text.strip()
    assert "\n\n\n" not in article.text
    assert all(0 <= m.start < m.end <= len(article.text) for m in article.marks)
    assert list(article.marks) == sorted(article.marks, key=lambda m: (m.start, -m.end, m.kind, m.value))
    assert "\n" not in article.title


@given(st.lists(st.text(alphabet="abcdefgh", min_size=3, max_size=9), min_size=1, max_size=80))
def test_no_word_is_lost(words: list[str]) -> None:
    """Words on lines of any length are all in the title or the text, in their order."""
    lines = [" ".join(words[i : i + 7]) for i in range(0, len(words), 7)]
    article = plain.read("\n".join(lines))
    kept = article.text if article.text.split()[: len(words)] == words else f"{article.title} {article.text}"
    assert kept.split() == words
