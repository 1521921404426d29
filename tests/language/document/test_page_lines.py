"""Notices around an article on a page, and lines of articles that begin alike."""

from __future__ import annotations

import pytest

from newsreader.intake.formats import pages
from newsreader.language.document.page_lines import LONGEST, is_page_line

NOTICES = (
    "© 2026 The Daily Gull",
    "Photos and text: Gull Media Ltd, all rights reserved.",
    "This article is only available to subscribers.",
    "The rest of this story is for our members.",
    "Dieser Artikel ist nur für Abonnenten lesbar.",
    "Cet article est réservé aux abonnés.",
    "Already a subscriber? Log in",
    "Already have an account? Sign in here.",
    "Subscribe today to continue reading",
    "Log in to read this story",
    "To keep reading, please register or log in.",
    "You have 2 free articles left this month.",
    "Sign up for our weekly newsletter",
    "Subscribe to the Morning Briefing",
    "Unsubscribe",
    "To unsubscribe from this list, click here.",
    "You are receiving this email because you opted in.",
    "If you no longer wish to receive these mails, tell us.",
    "Filed under: Ports, Ferries",
    "Tags: harbour, fees",
    "Tagged with ports",
    "Schlagwörter: Bahn, Nachtzug",
    "Posted in: News",
    "Subscribe for unlimited access to The Gull.",
    "Keep reading for $1 a month",
    "Cancel anytime.",
    "Follow Gull News on Facebook and Instagram.",
    "Share this:",
    "Related stories",
    "More on this story",
    "You may also like",
    "Mehr zum Thema",
)
LINES = (
    "Copyright law was changed by the senate on Monday.",
    "All rights of fishing were sold to the village.",
    "This story is one of five brothers, all members of a choir.",
    "Are you a member of the party?",
    "Subscribers to the gas network will pay more from May.",
    "Subscribe is the word that he used.",
    "Already a grandmother of two, she went to sea again.",
    "To read the law is one thing, to follow it another.",
    "You have to sign in at the gate, the guard said.",
    "Sign up for the race begins on Monday.",
    "Topics such as the fee were left out.",
    "Tagged seals were seen off the coast.",
    "Filed in March, the suit names three companies.",
    "Choose a plan that fits your garden.",
    "Share prices fell by a third.",
    "Related families live on both banks.",
    "Follow the river on foot and you will see it.",
    "Most read it as a threat.",
)


@pytest.mark.parametrize("line", NOTICES)
def test_notices_are_known_by_how_they_begin(line: str) -> None:
    assert is_page_line(line)
    assert not is_page_line(line + " x" * LONGEST)


@pytest.mark.parametrize("line", LINES)
def test_lines_of_articles_are_none(line: str) -> None:
    assert not is_page_line(line)


def test_a_page_gives_its_article_without_them() -> None:
    story = "".join(f"<p>{line} And more was said of it that day by everybody in the town.</p>" for line in LINES)
    offer = 'It can be had by post: <a href="/in">sign up for our letter</a>, he said.'
    notices = "".join(f"<p>{line}</p>" for line in NOTICES)
    text = pages.extract(
        f"<html><body><article><h1>Gulls</h1>{story}<p>{offer}</p>{notices}</article></body></html>"
    ).text
    assert [line for line in LINES if line not in text] == []
    assert "sign up for our letter, he said." in text
    assert [line for line in NOTICES if line in text] == []
