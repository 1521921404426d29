"""Twenty pages of realistic layouts: all of the story comes out, and nothing of what stands around it."""

import pytest

from intake.layouts import PAGES, Page
from newsreader.intake.formats import pages


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_story_comes_out_whole_and_alone(page: Page) -> None:
    article = pages.extract(page.markup, "https://kestrel.example/story.html")
    text = " ".join(article.text.split())
    assert [line for line in page.kept if line not in text] == []
    places = [text.index(line) for line in page.kept if len(line) > 60]
    assert len(set(places)) == len(places) > 0
    assert [line for line in page.furniture if line in text] == []
    assert article.title == page.title
    assert page.title not in text
    assert article.byline == page.byline
    assert (f"{article.published:%Y-%m-%d}" if article.published else "") == page.date


def test_there_are_twenty_and_each_has_a_story() -> None:
    assert len({page.name for page in PAGES}) == 20
    assert all(page.kept and page.furniture for page in PAGES)
