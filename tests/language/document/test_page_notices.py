"""Sentences about the page are not part of the news."""

from __future__ import annotations

import pytest

from newsreader.language.document.document import SentenceKind, read
from newsreader.language.document.page_notices import is_notice


@pytest.mark.parametrize(
    "sentence",
    [
        "Sorry we are not currently accepting comments on this article.",
        "Comments have been closed on this article.",
        "The comments below have not been moderated in advance.",
        "Let us know in the comments.",
        "Share your thoughts with Ada Brook on Twitter.",
        "Join the conversation on our Facebook page.",
        "This is a breaking news story and will be updated.",
        "Please check back for updates.",
        "More to follow.",
        "This story has been updated to include a statement from the council.",
        "This article was amended on 12 March 2021.",
        "An earlier version of this article misspelled the name of the river.",
        "Do you have a story for us?",
        "Have you been affected by the storm?",
        "Contact our news desk.",
        "If you have a story suggestion email us.",
        "If you enjoyed this article, sign up for our newsletter.",
        "For more stories like this, check our news page.",
        "Stay up to date with the latest news by following us on Twitter.",
        "You can follow Ada on Twitter.",
        "Ada Brook can be reached at the Gazette.",
        "Your support makes our journalism possible.",
        "Please consider making a donation.",
        "You have reached your limit of free articles.",
        "Republished with permission.",
        "This video is no longer available.",
        "Your browser does not support the video tag.",
        "Please enable JavaScript to view the comments.",
        "Watch the interview here.",
        "The Gazette has contacted the council for comment.",
        "The story continues after this advertisement.",
        "You may also like.",
        "For confidential support call the helpline on 555 0100 or visit a local branch.",
        "If you or someone you know is in need, call the helpline.",
    ],
)
def test_notices_are_boilerplate(sentence: str) -> None:
    assert is_notice(sentence)
    text = f"The harbour was closed on Monday.\n\nThe boats stayed in.\n\n{sentence}"
    assert [s.kind for s in read(text).sentences][-1] is SentenceKind.BOILERPLATE


@pytest.mark.parametrize(
    "sentence",
    [
        "The video has been removed from the site of the ministry.",
        "The comments were made at a meeting of the council on Monday.",
        "This story is told by Ada Brook in her new book on the harbour.",
        "An earlier version of the bill had left out the harbour.",
        "Your support is what we need, the mayor told the crowd.",
        "For help the captain called the coast guard by radio.",
        "The council has contacted the owners of the bridge for money.",
        "More to the north the storm did no harm at all.",
        "The story continues to trouble the town, and nobody knows how it will end.",
        "Have you ever seen the sea like that? he asked.",
        "“This is a developing story,” said the mayor.",
    ],
)
def test_news_is_no_notice(sentence: str) -> None:
    assert not is_notice(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Lesen Sie auch: Die Brücke wird teuer.",
        "Melden Sie sich für unseren Newsletter an.",
        "Dieser Artikel wurde aktualisiert.",
        "Mit Material von dpa.",
        "Lire aussi : Le pont coûtera cher.",
        "Abonnez-vous à notre newsletter.",
        "Mis à jour le 12 mars 2024.",
        "Avec AFP.",
        "Suscríbase a nuestro boletín.",
        "Síguenos en Twitter.",
        "Con información de EFE.",
        "Leggi anche: Il ponte costerà caro.",
        "© 2024 Tutti i diritti riservati.",
        "Questo articolo è stato aggiornato.",
        "Leia também: A ponte será cara.",
        "Siga-nos no Twitter.",
        "Lees ook: de brug gaat dicht.",
    ],
)
def test_notices_in_other_languages(sentence: str) -> None:
    assert read(f"{sentence}\n\nThe harbour was closed.").sentences[0].kind is not SentenceKind.PROSE
    assert is_notice(sentence) or sentence.startswith("©")


@pytest.mark.parametrize(
    "sentence",
    ["Lesen ist gut für Kinder.", "Lire est un plaisir.", "Avec Marie Dupont, il a gagné.", "Leia venceu a corrida."],
)
def test_news_in_other_languages_is_no_notice(sentence: str) -> None:
    assert not is_notice(sentence)


def test_the_last_paragraph_may_introduce_the_author() -> None:
    author = "Ada Brook is a staff writer for the Gazette."
    story = "\n\n".join(["The harbour was closed on Monday."] * 3)
    assert read(f"{story}\n\n{author}").sentences[-1].kind is SentenceKind.BOILERPLATE
    assert read(f"{author}\n\n{story}").sentences[0].kind is SentenceKind.PROSE
    assert read(f"{story}\n\nShe is a writer for the Gazette.").sentences[-1].kind is SentenceKind.PROSE
