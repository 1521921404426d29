"""The starter articles: a newcomer's first impression, and a guide that may not promise what is not there."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from newsreader import Article, resources
from newsreader.importing import starter_articles
from newsreader.intake.sources import seeds
from newsreader.model.article import MarkKind

SEEDS = seeds()
NAMES = [article.title for article in SEEDS]


def kinds(article: Article) -> set[MarkKind]:
    return {mark.kind for mark in article.marks}


def test_there_are_six_to_eight_with_the_guide_first_and_newest() -> None:
    assert 6 <= len(SEEDS) <= 8
    assert SEEDS[0].title.startswith("Start here")
    published = [article.published for article in SEEDS if article.published]
    assert len(published) == len(SEEDS)
    assert published == sorted(published, reverse=True)
    assert all(datetime(2026, 1, 1, tzinfo=UTC) < moment < datetime(2026, 11, 23, tzinfo=UTC) for moment in published)


@pytest.mark.parametrize("article", SEEDS, ids=NAMES)
def test_each_says_that_it_is_a_sample_and_reads_cleanly(article: Article) -> None:
    guide = article is SEEDS[0]
    assert article.source == "Newsreader samples"
    assert "invented samples" in article.text or not guide
    assert not re.search(r"\*\*|^#|\]\(|---|\s{3}| \n", article.text, re.MULTILINE)
    assert len(set(NAMES)) == len(NAMES)


def test_the_shapes_of_real_news_are_all_there() -> None:
    words = [len(article.text.split()) for article in SEEDS]
    assert min(words) < 80, "a brief"
    assert max(words) >= 2_400, "a long read"
    assert sum(MarkKind.HEADING in kinds(article) for article in SEEDS) >= 3
    assert any({MarkKind.ITEM, MarkKind.LINK, MarkKind.BLOCKQUOTE} <= kinds(article) for article in SEEDS)
    assert any(article.text.count("Helena Varga:") > 5 for article in SEEDS), "an interview"
    assert any(re.search(r"said [A-Z][\w ]+, [^.“]+\. “|,” \w+ said, “", article.text) for article in SEEDS), (
        "split quotes"
    )
    assert sum(bool(article.place) for article in SEEDS) >= 4
    assert any('"' in article.text for article in SEEDS) and any("“" in article.text for article in SEEDS)


def test_the_guide_names_every_key_of_the_reader() -> None:
    guide = SEEDS[0]
    shown = {guide.text[m.start : m.end] for m in guide.marks if m.kind is MarkKind.STRONG}
    keys = {"j", "k", "enter", "l", "tab", "h", "escape", "space", "n", "p", "J", "K", "s", "m", "u", "y", "Y"}
    assert shown >= keys | {"+", "-", "v", "o", "?", ":", "t", "q"}


def test_what_is_read_in_advance_is_what_the_files_say() -> None:
    assert starter_articles.articles() == SEEDS, "run: python -m newsreader.importing.starter_articles"


def test_every_seed_is_read() -> None:
    assert len(list(resources.seeds().glob("*.md"))) == len(SEEDS)
