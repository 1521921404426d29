"""Sentences of other languages that refer back to the one before, and summaries with them."""

from __future__ import annotations

import pytest

from newsreader.language.document.document import read
from newsreader.language.summary import summary
from newsreader.language.summary.standalone_multilingual import depends_on_previous


@pytest.mark.parametrize(
    ("language", "sentence", "leaning"),
    [
        ("de", "Sie will die Brücke schließen.", True),
        ("de", "„Aber das kostet viel“, sagte Anna Keller.", True),
        ("de", "Das ist ihr zu teuer.", True),
        ("de", "Das Amt schließt die Brücke.", False),
        ("de", "Diese Woche wird die Brücke geschlossen.", False),
        ("de", "Sommerliche Hitze schadet der Brücke.", False),
        ("fr", "Il veut fermer le pont.", True),
        ("fr", "C’était trop cher.", True),
        ("fr", "En outre, le pont est vieux.", True),
        ("fr", "Il y a deux ponts à Brest.", False),
        ("fr", "Cette semaine, le pont ferme.", False),
        ("fr", "Alors que le pont ferme, les commerçants protestent.", False),
        ("es", "Sin embargo, el puente es viejo.", True),
        ("es", "Este lunes se cierra el puente.", False),
        ("es", "Estela Gómez cierra el puente.", False),
        ("it", "D’altra parte, il ponte è vecchio.", True),
        ("pt", "Ela quer fechar a ponte.", True),
        ("pt", "Depois da reunião, a ponte fechou.", False),
        ("sv", "Men bron är gammal.", True),
        ("pl", "Jednak most jest stary.", True),
        ("cs", "Proto most zavřeli.", True),
        ("zh", "他说桥很旧。", True),
        ("zh", "大桥星期一关闭。", False),
        ("ja", "しかし橋は古い。", True),
        ("ko", "그는 다리가 낡았다고 말했다.", True),
        ("fi", "Hän sulkee sillan.", False),  # a language without a list
    ],
)
def test_opening_that_refers_back_by_language(language: str, sentence: str, leaning: bool) -> None:
    assert depends_on_previous(sentence, language) is leaning


def test_a_dependent_sentence_is_chosen_with_the_one_before() -> None:
    text = (
        "Die Brücke über die Förde wird im März geschlossen, teilte die Stadt Kiel am Montag mit. "
        "Der Rat hat lange über die Brücke und die Kosten der Brücke gestritten. "
        "Sie soll nach dem Willen der Stadt Kiel für die Kosten der Brücke im März geschlossen werden. "
        "Händler am Hafen fürchten um ihre Kunden. Der Minister will ihnen helfen."
    )
    document = read(text)
    assert document.language == "de"
    for chosen in summary.choose(document):
        assert 2 not in chosen or 1 in chosen
    assert len(summary.choose(document)) == 5
