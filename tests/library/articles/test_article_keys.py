"""Articles with the same address, or the same title and text, are the same article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.library.articles.article_keys import is_site_root, keys, normalise_url
from newsreader.model.article import Article


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://News.Example/a", "https://news.example/a"),
        ("http://news.example/a", "https://news.example/a"),
        ("https://news.example:443/a", "https://news.example/a"),
        ("https://news.example", "https://news.example/"),
        ("https://news.example/a#comments", "https://news.example/a"),
        ("https://news.example/a?utm_source=rss&utm_medium=feed", "https://news.example/a"),
        ("https://news.example/a?id=7&fbclid=xyz", "https://news.example/a?id=7"),
        ("  https://news.example/a\n", "https://news.example/a"),
    ],
)
def test_addresses_of_one_page_are_the_same(one: str, other: str) -> None:
    assert normalise_url(one) == normalise_url(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/a", "https://news.example/A"),
        ("https://news.example/a?id=7", "https://news.example/a?id=8"),
        ("https://news.example/a?ref=7", "https://news.example/a"),
        ("https://news.example/#!/a", "https://news.example/#!/b"),
        ("https://news.example:8080/a", "https://news.example/a"),
        ("https://one.example/a", "https://two.example/a"),
        ("https://news.example/a?q=", "https://news.example/a"),
    ],
)
def test_addresses_of_different_pages_stay_apart(one: str, other: str) -> None:
    assert normalise_url(one) != normalise_url(other)


def test_what_is_no_web_address_is_kept_as_it_is() -> None:
    assert normalise_url("") == ""
    assert normalise_url("mailto:desk@news.example") == "mailto:desk@news.example"
    assert normalise_url("http://[broken") == "http://[broken"
    assert normalise_url("https://news.example:port/") == "https://news.example:port/"


@given(st.text())
def test_any_string_can_be_normalised_and_twice_is_once(url: str) -> None:
    once = normalise_url(url)
    assert normalise_url(once) == once


def test_white_space_makes_no_difference_to_words() -> None:
    assert keys(Article("One.\n\nTwo.", "A  title")) == keys(Article("One. Two.\n", " A title"))


def test_the_title_belongs_to_the_words() -> None:
    assert keys(Article("One.", "A title")) != keys(Article("One.", "Another title"))
    assert keys(Article("B", "A")) != keys(Article("A B", ""))


def test_an_entry_without_text_is_known_by_its_address_alone() -> None:
    first = keys(Article("", "Live", url="https://news.example/1"))
    second = keys(Article("", "Live", url="https://news.example/2"))
    assert not set(first) & set(second)
    assert len(first) == 1


def test_every_article_is_known_by_something() -> None:
    assert keys(Article("")) == keys(Article(""))
    assert keys(Article("\ud800"))


@pytest.mark.parametrize("url", ["", "https://news.example", "http://news.example/", "https://news.example:8/?page=2"])
def test_an_address_without_a_path_is_the_site(url: str) -> None:
    assert is_site_root(url)


@pytest.mark.parametrize("url", ["https://news.example/a", "https://news.example:8/a", "https://news.example/a?b"])
def test_an_address_with_a_path_is_a_page(url: str) -> None:
    assert not is_site_root(url)
