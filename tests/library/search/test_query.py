"""Queries are parsed as they are meant, and each mistake gets a sentence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.library.search.query import (
    And,
    DateRange,
    Flag,
    Is,
    Mentions,
    Node,
    Not,
    Or,
    QueryError,
    Sort,
    Source,
    Tag,
    Words,
    as_prefix_query,
    parse,
)

NOW = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", And()),
        ("  ", And()),
        ("climate", Words("climate")),
        ("climate talks", And((Words("climate"), Words("talks")))),
        ("climate AND talks", And((Words("climate"), Words("talks")))),
        ('"climate talks"', Words("climate talks")),
        ("“climate talks”", Words("climate talks")),
        ('"climate talks', Words("climate talks")),
        ("sanction*", Words("sanction", is_prefix=True)),
        ("-sport", Not(Words("sport"))),
        ('-"winter sport" snow', And((Not(Words("winter sport")), Words("snow")))),
        ("NOT sport", Not(Words("sport"))),
        ("oil gas OR coal", And((Words("oil"), Or((Words("gas"), Words("coal")))))),
        ("a OR b OR -c", Or((Words("a"), Words("b"), Not(Words("c"))))),
        ("(big oil) OR gas", Or((And((Words("big"), Words("oil"))), Words("gas")))),
        ("-(gas OR oil)", Not(Or((Words("gas"), Words("oil"))))),
        ("()", And()),
        ("peace - at last", And((Words("peace"), Words("at"), Words("last")))),
        ("title:budget", Words("budget", "title")),
        ('TITLE:"budget vote"', Words("budget vote", "title")),
        ("source:reuters", Source("reuters")),
        ('source:"The Daily Example"', Source("The Daily Example")),
        ("tag:health -tag:sport", And((Tag("health"), Not(Tag("sport"))))),
        ("person:putin", Mentions("putin", ("PERSON",))),
        ("place:gene*", Mentions("gene", ("LOC", "FAC"), is_prefix=True)),
        ('said:"angela merkel"', Mentions("angela merkel", ("SAID",))),
        ("is:unread", Is(Flag.UNREAD)),
        ("is:Starred", Is(Flag.STARRED)),
        ("since:2d", DateRange(since=NOW - timedelta(days=2))),
        ("since:12h", DateRange(since=NOW - timedelta(hours=12))),
        ("since:today", DateRange(since=datetime(2026, 5, 4, tzinfo=UTC))),
        ("before:2026-01-31", DateRange(before=datetime(2026, 1, 31, tzinfo=UTC))),
        ("before:2026-02", DateRange(before=datetime(2026, 2, 1, tzinfo=UTC))),
        ("since:2025", DateRange(since=datetime(2025, 1, 1, tzinfo=UTC))),
        ("COVID-19 at 10:30", And((Words("COVID-19"), Words("at"), Words("10:30")))),
        ("https://news.example/a", Words("https://news.example/a")),
        ("Breaking: news", And((Words("Breaking:"), Words("news")))),
        ('"foo:bar"', Words("foo:bar")),
        ("— & …", And()),
    ],
)
def test_what_is_typed_is_understood(text: str, meant: Node) -> None:
    assert parse(text, NOW).root == meant


def test_the_order_is_taken_from_anywhere() -> None:
    assert parse("gas", NOW).sort is Sort.NEW
    query = parse("sort:old gas", NOW)
    assert (query.root, query.sort) == (Words("gas"), Sort.OLD)
    assert parse("gas sort:best", NOW).sort is Sort.BEST


@pytest.mark.parametrize(
    ("text", "wrong", "said"),
    [
        ("gas foo:bar", "foo:", "Unknown search field “foo:”"),
        ("gas is:blue", "is:blue", "Unknown value “is:blue”"),
        ("since:soon gas", "since:soon", "“soon” is not a date"),
        ("since:2026-02-30", "since:2026-02-30", "is not a date"),
        ("since:99999y", "since:99999y", "is not a date"),
        ("title: gas", "title:", "“title:” needs a word right after it"),
        ('person:"" gas', 'person:""', "“person:” needs a word"),
        ("sort:random", "sort:random", "Unknown value “sort:random”"),
        ("gas -sort:old", "-sort:old", "does not reverse"),
        ("OR gas", "OR", "OR needs a word"),
        ("gas OR", "OR", "OR needs a word"),
        ("gas OR OR oil", "OR", "OR needs a word"),
        ("gas NOT", "NOT", "NOT needs a word"),
        ("gas (oil", "(", "bracket is not closed"),
        ("gas) oil", ")", "no opening bracket"),
        ("(" * 60 + "a" + ")" * 60, "(", "Too many nested brackets"),
        ("NOT " * 60 + "a", "NOT", "Too many nested brackets"),
        ("a " * 300, "a", "more than 200 words"),
    ],
)
def test_a_mistake_is_said_at_its_word(text: str, wrong: str, said: str) -> None:
    with pytest.raises(QueryError, match=said) as raised:
        parse(text, NOW)
    assert text[raised.value.start : raised.value.end] == wrong


def test_the_second_or_is_where_two_stand() -> None:
    with pytest.raises(QueryError) as raised:
        parse("gas OR OR oil", NOW)
    assert raised.value.start == 7


@given(st.text(alphabet=st.sampled_from('ab1 "“”()-:*.ORNOTANDéß\n\ud800\x00'), max_size=30) | st.text(max_size=30))
def test_any_string_is_a_query_or_a_mistake_in_it(text: str) -> None:
    try:
        parse(text, NOW)
    except QueryError as error:
        assert 0 <= error.start < error.end <= len(text)
        assert error.message.endswith(".")


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("clim", "clim*"),
        ("climate talk", "climate talk*"),
        ("title:budg", "title:budg*"),
        ("person:puti", "person:puti*"),
        ('said:"angela merk', 'said:"angela merk*'),
        ("-spor", "-spor*"),
        ("cli", "cli"),
        ("climate ", "climate "),
        ('"climate"', '"climate"'),
        ("gas AND", "gas AND"),
        ("is:unread", "is:unread"),
        ("tag:health", "tag:health"),
        ("", ""),
    ],
)
def test_while_it_is_typed_the_last_word_may_be_only_begun(text: str, query: str) -> None:
    assert as_prefix_query(text) == query
