"""Dates as they are written become moments, and nothing else does."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.intake.text.dates import parse
from newsreader.intake.text.urls import date_in, host, web_address


def moment(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2022-07-18", moment(2022, 7, 18)),
        ("2022-07-18T10:05:00Z", moment(2022, 7, 18, 10, 5)),
        ("2022-07-18T10:05:00+02:00", moment(2022, 7, 18, 8, 5)),
        ("2022-07-18T10:05:00.123-0530", moment(2022, 7, 18, 15, 35)),
        ("2022-07-18 10:05", moment(2022, 7, 18, 10, 5)),
        ("20220718", moment(2022, 7, 18)),
        ("20220718T100500Z", moment(2022, 7, 18, 10, 5)),
        ("July 18, 2022", moment(2022, 7, 18)),
        ("18 July 2022", moment(2022, 7, 18)),
        ("Jul 26 2022", moment(2022, 7, 26)),
        ("Published: 18 July 2022 9:05 am", moment(2022, 7, 18, 9, 5)),
        ("Updated 3rd Sept. 2021, 12:30 p.m.", moment(2021, 9, 3, 12, 30)),
        ("Mon, 18 Jul 2022 10:05:00 GMT", moment(2022, 7, 18, 10, 5)),
        ("Mon, 18 Jul 2022 10:05:00 +0200", moment(2022, 7, 18, 8, 5)),
        ("Mon, 18 Jul 2022 10:05:00 EST", moment(2022, 7, 18, 15, 5)),
        ("Mon, 18 Jul 24 10:05:00 GMT", moment(2024, 7, 18, 10, 5)),
        ("18 Jul 97 10:05:00 GMT", moment(1997, 7, 18, 10, 5)),
        ("8/21/2018 9:00:00 AM", moment(2018, 8, 21, 9)),
        ("21/8/2018", moment(2018, 8, 21)),
        ("21.8.2018", moment(2018, 8, 21)),
        ("Donnerstag, 12. Februar 2026", moment(2026, 2, 12)),
        ("20.11.2026, 08.00 Uhr", moment(2026, 11, 20, 8)),
        ("12. April 2026", moment(2026, 4, 12)),
        ("1er août 2025", moment(2025, 8, 1)),
        ("miércoles 12 de marzo de 2025", moment(2025, 3, 12)),
        ("12 marshals 2026", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("1970-01-01T00:00:00Z", None),
        ("12:30", None),
        ("", None),
        ("31 February 2022", None),
        ("July 18", None),
        ("On July 18, 2022, the minister said no", None),
        ("2022", None),
        ("May", None),
    ],
)
def test_dates(text: str, wanted: datetime | None) -> None:
    assert parse(text) == wanted


def test_a_day_takes_the_year_that_is_known() -> None:
    assert parse("July 18", 2022) == moment(2022, 7, 18)


@given(st.text(alphabet="0123456789 -/:.,TZapmJulyMonGMT+"))
def test_any_text_gives_a_moment_or_none(text: str) -> None:
    found = parse(text)
    assert found is None or found.tzinfo is UTC


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://e.example/2022/07/18/story", (moment(2022, 7, 18), 2022)),
        ("https://e.example/20220718/c_1.html", (moment(2022, 7, 18), 2022)),
        ("https://e.example/202207/18/WS1.html", (moment(2022, 7, 18), 2022)),
        ("https://e.example/news/2022-07-18-story", (moment(2022, 7, 18), 2022)),
        ("https://e.example/article/27/07/2022/story", (moment(2022, 7, 27), 2022)),
        ("https://e.example/stories/202207180345.html", (moment(2022, 7, 18), 2022)),
        ("https://e.example/view.php?ud=20220718000767&np=1", (moment(2022, 7, 18), 2022)),
        ("https://e.example/stories/202299180345.html", (None, None)),
        ("https://e.example/2022/07/story", (None, 2022)),
        ("https://e.example/2022/19/45/story", (None, 2022)),
        ("https://e.example/story/2003781903", (None, None)),
        ("https://e2022-07-18.example/story", (None, None)),
        ("", (None, None)),
    ],
)
def test_addresses_tell_the_day(url: str, wanted: tuple[datetime | None, int | None]) -> None:
    assert date_in(url) == wanted


@pytest.mark.parametrize(
    ("text", "base", "wanted"),
    [
        ("http://e.example/a b", "", "http://e.example/a%20b"),
        ("/x?y=1#z", "https://e.example/d/", "https://e.example/x?y=1#z"),
        ("//cdn.example/x", "https://e.example/", "https://cdn.example/x"),
        ("x", "", ""),
        ("javascript:alert(1)", "https://e.example/", ""),
        (" JaVaScRiPt:alert(1)", "https://e.example/", ""),
        ("data:text/html,x", "https://e.example/", ""),
        ("file:///etc/passwd", "", ""),
        ("http://", "", ""),
        ("http://", "https://e.example/x", ""),
        ("http://e e/", "", ""),
        ("http://[broken", "", ""),
        ("http://e.example/\x1b]0;x\x07y", "", "http://e.example/y"),
        ("http://e.example/" + "x" * 5000, "", ""),
        ("mailto:a@e.example", "", ""),
        ("http://e.example:65535/x", "", "http://e.example:65535/x"),
        ("http://e.example:65536/x", "", ""),
        ("http://e.example:12ab/x", "", ""),
        ("http://e.example:/x", "", "http://e.example:/x"),
        ("//10.0.0.7:70000/x", "https://e.example/", ""),
        ("http://[2001:db8::7]:8080/x", "", "http://[2001:db8::7]:8080/x"),
        ("http://[2001:db8::7/x", "", ""),
        ("http://[v1.e]/x", "", ""),
        ("http://e.example.:80/x", "", "http://e.example.:80/x"),
        ("http://e..example/x", "", ""),
        ("http://./x", "", ""),
        ("http://" + "e" * 64 + ".example/", "", ""),
        ("http://" + "e." * 130 + "example/", "", ""),
        ("http://e%5Bx.example/", "", ""),
        ("http://e\\x.example/", "", ""),
        ("http://bücher.example/x", "", "http://bücher.example/x"),
        ("http://a_b.example/x", "", "http://a_b.example/x"),
    ],
)
def test_only_web_addresses_are_kept(text: str, base: str, wanted: str) -> None:
    assert web_address(text, base) == wanted


@given(st.text(alphabet="htps:/[]@.%0159aé\\ -?#"), st.sampled_from(["", "http://", "https://e.example:", "http://["]))
def test_of_any_address_that_is_kept_host_and_port_can_be_read(text: str, before: str) -> None:
    if address := web_address(before + text):
        parts = urlsplit(address)
        assert parts.hostname
        assert parts.port is None or 0 <= parts.port <= 65535


def test_host() -> None:
    assert host("https://www.E.example:8080/x") == "e.example"
    assert host("http://[broken") == ""
