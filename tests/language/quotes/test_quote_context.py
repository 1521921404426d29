"""An article as the choice of speakers sees it."""

from __future__ import annotations

from collections.abc import Mapping

from newsreader.language.document.document import read
from newsreader.language.quotes.quote_context import Scene


def scene(text: str, labels: Mapping[str, str] | None = None) -> Scene:
    """The scene of `text`, in which the words of `labels` have an entity class."""
    document = read(text)
    by_token = {at: (labels or {})[word] for at, word in enumerate(document.words) if word in (labels or {})}
    return Scene(document, document.quoted, {"said": 0.9}, by_token, {"": (0.0, 0.0)})


def candidates(seen: Scene) -> list[str]:
    return [" ".join(seen.words[c.first : c.last]) for c in seen.candidates]


def test_full_stops_inside_a_sentence_do_not_end_it() -> None:
    seen = scene(
        "Keller (D-Vt.) and Brandt (R-Fla.), of Tampa, Fla., said “no.” They left for Bonn, Va. “Yes,” she said."
    )
    assert seen.words.count(".") == 3
    assert [seen.words[at - 1] for at, word in enumerate(seen.words) if word == "."] == ["no", "Va", "said"]


def test_whoever_opens_the_paragraph_or_the_one_before_is_looked_at() -> None:
    crowd = "Ann and Ben and Cem and Dan and Eva and Finn and Gus and Hal and Ida and Jim came. "
    text = f"Keller spoke. {crowd}\n\nBrandt answered. {crowd}“It is what it is.”"
    seen = scene(text, {"Keller": "PERSON", "Brandt": "PERSON"})
    around = [seen.words[seen.candidates[at].first] for at in seen.around(seen.settings[0], None)]
    assert around[0] == "Keller"
    assert "Brandt" in around
    assert "Ann" not in around  # too far off in both


def test_a_dateline_says_nothing() -> None:
    text = "OSLO, July 25: The council met, and Keller said “it will be done by May.”"
    assert "OSLO" not in candidates(scene(text, {"OSLO": "LOC", "Keller": "PERSON"}))
    assert "Oslo" in candidates(scene(text.replace("OSLO, July 25:", "In Oslo"), {"Oslo": "LOC"}))


def test_a_word_that_is_no_name_speaks_only_beside_a_verb_of_saying() -> None:
    text = "{} were seen. Keller said “it will be done by May.”"
    assert "Rabbits" not in candidates(scene(text.format("Rabbits")))
    assert "Rabbits" in candidates(scene(text.format("Rabbits"), {"Rabbits": "ORG"}))
    assert "Currently" not in candidates(scene(text.format("Currently they said they")))
    assert "Critics" in candidates(scene(text.format("Critics of it all said they")))


def test_a_country_after_a_town_says_nothing() -> None:
    places = {"Gweru": "LOC", "Zimbabwe": "LOC"}
    assert "Zimbabwe" not in candidates(
        scene("Keller, who grew up in Gweru, Zimbabwe said it was “a fine town.”", places)
    )
    assert "Zimbabwe" in candidates(scene("After the vote, Zimbabwe said it was “a fine town.”", places))
