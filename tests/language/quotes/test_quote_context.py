"""The context of quotes: tokens, candidates, and the candidates near a quote."""

from __future__ import annotations

from collections.abc import Mapping

from newsreader.language.document.document import read
from newsreader.language.quotes.quote_context import QuoteContext


def context(text: str, labels: Mapping[str, str] | None = None) -> QuoteContext:
    """Return the context of `text`; `labels` maps words to entity classes."""
    document = read(text)
    by_token = {at: (labels or {})[word] for at, word in enumerate(document.words) if word in (labels or {})}
    return QuoteContext(document, document.quoted, {"said": 0.9}, by_token, {"": (0.0, 0.0)})


def candidates(seen: QuoteContext) -> list[str]:
    return [" ".join(seen.words[c.first : c.last]) for c in seen.candidates]


def test_full_stops_inside_a_sentence_do_not_end_it() -> None:
    seen = context(
        "Keller (D-Vt.) and Brandt (R-Fla.), of Tampa, Fla., said “no.” They left for Bonn, Va. “Yes,” she said."
    )
    assert seen.words.count(".") == 3
    assert [seen.words[at - 1] for at, word in enumerate(seen.words) if word == "."] == ["no", "Va", "said"]


def test_the_first_candidates_of_this_paragraph_and_the_one_before_are_scored() -> None:
    crowd = "Ann and Ben and Cem and Dan and Eva and Finn and Gus and Hal and Ida and Jim came. "
    text = f"Keller spoke. {crowd}\n\nBrandt answered. {crowd}“It is what it is.”"
    seen = context(text, {"Keller": "PERSON", "Brandt": "PERSON"})
    around = [seen.words[seen.candidates[at].first] for at in seen.nearby(seen.slots[0], None)]
    assert around[0] == "Keller"
    assert "Brandt" in around
    assert "Ann" not in around  # too far away in both


def test_a_dateline_has_no_candidates() -> None:
    text = "OSLO, July 25: The council met, and Keller said “it will be done by May.”"
    assert "OSLO" not in candidates(context(text, {"OSLO": "LOC", "Keller": "PERSON"}))
    assert "Oslo" in candidates(context(text.replace("OSLO, July 25:", "In Oslo"), {"Oslo": "LOC"}))


def test_an_ordinary_word_is_a_candidate_only_with_a_verb_of_saying() -> None:
    text = "{} were seen. Keller said “it will be done by May.”"
    assert "Rabbits" not in candidates(context(text.format("Rabbits")))
    assert "Rabbits" in candidates(context(text.format("Rabbits"), {"Rabbits": "ORG"}))
    assert "Currently" not in candidates(context(text.format("Currently they said they")))
    assert "Critics" in candidates(context(text.format("Critics of it all said they")))


def test_a_country_after_a_town_is_not_a_candidate() -> None:
    places = {"Gweru": "LOC", "Zimbabwe": "LOC"}
    assert "Zimbabwe" not in candidates(
        context("Keller, who grew up in Gweru, Zimbabwe said it was “a fine town.”", places)
    )
    assert "Zimbabwe" in candidates(context("After the vote, Zimbabwe said it was “a fine town.”", places))
