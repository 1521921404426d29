"""An article as the choice of speakers sees it."""

from __future__ import annotations

from newsreader.language.quotation_marks import quoted
from newsreader.language.scene import Scene
from newsreader.language.sentences import read


def scene(text: str) -> Scene:
    document = read(text)
    return Scene(document, quoted(text, document.paragraphs), {"said": 0.9}, {}, {"": (0.0, 0.0)})


def test_full_stops_inside_a_sentence_do_not_end_it() -> None:
    seen = scene(
        "Keller (D-Vt.) and Brandt (R-Fla.), of Tampa, Fla., said “no.” They left for Bonn, Va. “Yes,” she said."
    )
    assert seen.words.count(".") == 3
    assert [seen.words[at - 1] for at, word in enumerate(seen.words) if word == "."] == ["no", "Va", "said"]


def test_whoever_opens_the_paragraph_or_the_one_before_is_looked_at() -> None:
    crowd = "Ann and Ben and Cem and Dan and Eva and Finn and Gus and Hal and Ida and Jim came. "
    text = f"Keller spoke. {crowd}\n\nBrandt answered. {crowd}“It is what it is.”"
    seen = scene(text)
    around = [seen.words[seen.candidates[at].first] for at in seen.around(seen.settings[0], None)]
    assert around[0] == "Keller"
    assert "Brandt" in around
    assert "Ann" not in around  # too far off in both
