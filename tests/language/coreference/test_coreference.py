"""Pronouns, descriptions and short forms are resolved to a name in the article, or to none."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marked import read, who
from newsreader.language.coreference import entity_linking, pronouns
from newsreader.language.coreference.coreference import Coreference
from newsreader.language.document import document as documents
from newsreader.model.analysis import Entity

NAMES = [
    ("[Vera Moss|PER] came. <<[Moss|PER]>> left.", "Vera Moss"),
    ("<<Mr. [Alan Moss|PER]>> left.", "Alan Moss"),
    ("<<US State Department spokesman [Ned Rice|PER]>> left.", "Ned Rice"),
    ("<<[Donald Stone|PER]'s campaign manager [Kelly Frey|PER]>> left.", "Kelly Frey"),
    ("<<[Moss|PER], who has four children,>> left. [Vera Moss|PER] is back.", "Vera Moss"),
    ("<<Mr. [Peter Falk|PER] of the [Sierra Club|ORG]>> left.", "Peter Falk"),
    ("<<her adviser, [Jake Hull|PER],>> left.", "Jake Hull"),
    ("<<the [Washington Post|ORG]>> wrote.", "Washington Post"),
    # a person who belongs to another is not that one
    ("[Donald Stone|PER] came. <<[Donald Stone|PER]'s son>> left.", None),
    ("<<a spokesman for [Hillary Clay|PER]>> spoke.", None),
    ("<<the [Clay|PER] campaign>> spoke. [Hillary Clay|PER] did not.", None),
    ("<<an [Iowa Democrat|NORP]>> spoke.", None),
    # the recogniser missed a name
    ("[Adam Reeve|PER] came. <<Reeve>> left.", "Adam Reeve"),
    ("<<Peter Reeve>>, said somebody, left.", None),
    ("Then Peter Reeve said no. <<He>> left.", "Peter Reeve"),
]


@pytest.mark.parametrize(("marked", "wanted"), NAMES)
def test_a_mention_with_a_name_means_its_bearer(marked: str, wanted: str | None) -> None:
    assert who(marked) == wanted


PRONOUNS = [
    ("[Vera Moss|PER] met [Alan Hart|PER]. <<She>> left.", "Vera Moss"),
    ("[Vera Moss|PER] met [Alan Hart|PER]. <<He>> left.", "Alan Hart"),
    ("[Alan Hart|PER] said that <<he>> would go.", "Alan Hart"),
    ("Mrs. [Quill|PER] met Mr. [Hart|PER]. <<She>> left.", "Quill"),
    ("[Quill|PER], an actress, met [Sam Hart|PER]. <<She>> left.", "Quill"),
    # the subject of the sentence, not a person named in passing
    ("[Alan Hart|PER] spoke of [Peter Moss|PER].\n\n“We are ready,” <<he>> said.", "Alan Hart"),
    (
        "[Alan Hart|PER] said on Monday that [Peter Moss|PER]'s plan was wrong. <<He>> added that it was late.",
        "Alan Hart",
    ),
    ("“It is over,” said [Alan Hart|PER], an aide to [Peter Moss|PER]. “We lost,” <<he>> said.", "Alan Hart"),
    (
        "[Peter Falk|PER] came. [Alan Frey|PER], who had known him for years, said the late [Peter Falk|PER] did a lot "
        "for the town. The town was quiet. <<He>> left.",
        "Alan Frey",
    ),
    # a name that only says whose aide a person is
    ("[Moss|PER] spokesman [Don Hart|PER] spoke. “No comment,” <<he>> said. [Peter Moss|PER] slept.", "Don Hart"),
    # names inside a quote are not its speaker
    ("[Alan Hart|PER] was angry. “[Peter Moss|PER] is wrong and I told him so,” <<he>> said.", "Alan Hart"),
    (
        "[Alan Frey|PER] spoke of [Peter Falk|PER]. [Falk|PER] did a lot for the town. [Falk|PER] came often.\n\n"
        "“We were few.\n\n“[Falk|PER] stood by us. He was good,” <<he>> said.",
        "Alan Frey",
    ),
    # the party and the state in brackets are not a person
    ("[Alan Hart|PER] ([R-Wis|PER].) spoke. <<He>> left.", "Alan Hart"),
    # a resolved pronoun counts as a mention
    ("[Alan Hart|PER] spoke. He was late. He was tired. <<He>> left.", "Alan Hart"),
    # no candidate fits
    ("[Vera Moss|PER] spoke. <<He>> left.", None),
    ("[Acme Corp|ORG] grew. <<She>> left.", None),
    ("<<He>> left.", None),
    ("[Vera Moss|PER] spoke. <<I>> left.", None),
    ("[Alan Hart|PER] spoke. A reporter called it chaos. “People ran,” <<he>> said.", None),
    ("[Alan Hart|PER] spoke. A reporter asked [Alan Hart|PER] why. “People ran,” <<he>> said.", "Alan Hart"),
    # relative pronouns and organisations
    ("[Alan Hart|PER], <<who>> spoke, left.", "Alan Hart"),
    ("[Acme Corp|ORG] denied it. “We did nothing,” <<it>> said.", "Acme Corp"),
    ("The [Security Council|ORG] met. “We will act,” <<they>> said.", "Security Council"),
    ("[Acme Corp|ORG] denied it. The ministry agreed. “We did nothing,” <<it>> said.", None),
    ("[Acme Corp|ORG] denied it. The [Oslo Ministry|ORG] agreed. The ministry says so. <<It>> left.", "Oslo Ministry"),
]


@pytest.mark.parametrize(("marked", "wanted"), PRONOUNS)
def test_a_pronoun_means_the_fitting_person_before_it(marked: str, wanted: str | None) -> None:
    assert who(marked) == wanted


DESCRIPTIONS = [
    ("[Ned Rice|PER], a State Department spokesman, spoke. It rained. <<the spokesman>> left.", "Ned Rice"),
    ("Secretary of State [Tom Frey|PER] met [Alan Hart|PER]. <<the Secretary of State>> left.", "Tom Frey"),
    ("[Vera Moss|PER] is the mayor of Oslo. [Alan Hart|PER] wept. <<The mayor>> left.", "Vera Moss"),
    ("the union's president, [Vera Moss|PER], met [Alan Hart|PER]. <<The union's president>> left.", "Vera Moss"),
    ("Sen. [Bern Sand|PER] (I-Vt.) met Sen. [Marc Rube|PER] (R-Fla.). <<The Vermont senator>> left.", "Bern Sand"),
    ("Sen. [Bern Sand|PER] (I-Vt.) met Sen. [Marc Rube|PER] (R-Fla.). <<The Florida senator>> left.", "Marc Rube"),
    ("Sen. [Marc Rube|PER] met [Alan Hart|PER], an attorney. <<The lawyer>> left.", "Alan Hart"),
    ("Sen. [Marc Rube|PER] met [Alan Hart|PER], an attorney. <<The lawmaker>> left.", "Marc Rube"),
    (
        "Republican nominee [Don Stone|PER] met Democratic nominee [Hil Clay|PER]. <<The Democratic nominee>> left.",
        "Hil Clay",
    ),
    (
        "[Ann Clay|PER] spokesman [Lee Fox|PER] met [Al Sand|PER] spokesman [Jo Roe|PER]. <<Sand's spokesman>> left.",
        "Jo Roe",
    ),
    (
        "Russian President [Vlad Orlov|PER] met French President [Luc Petit|PER]. <<The Russian leader>> left.",
        "Vlad Orlov",
    ),
    ("[Vera Moss|PER], OC of Oslo Police, met [Alan Hart|PER]. <<the OC>> left.", "Vera Moss"),
    ("[Vera Moss|PER], OC spokesman, met [Alan Hart|PER]. <<the OC>> left.", None),
    ("[Tom Moss|PER], 43, met [Alan Hart|PER], 44. <<The 43-year-old>> left.", "Tom Moss"),
    ("[Tom Moss|PER] met [Vera Hart|PER]. <<The father-of-three>> left.", "Tom Moss"),
    # organisations
    ("the [Commission on Public Debates|ORG] met. <<The commission>> agreed.", "Commission on Public Debates"),
    ("[Acme Corp|ORG] and the [Oslo Times|ORG] met. <<The newspaper>> agreed.", "Oslo Times"),
    ("the [Association of Welders|ORG] met [Acme Corp|ORG]. <<The union>> agreed.", "Association of Welders"),
    # a description that is only a variation of a name
    ("[Don Stone|PER] spoke. Stone laughed. <<The billionaire>> left.", "Don Stone"),
    ("[Tom Hart|PER] spoke on President [Don Stone|PER]. Stone won. <<The prime minister>> left.", "Tom Hart"),
    # None: not in the article, not a person, not a named person
    ("[Vera Moss|PER] spoke. <<a friend>> left.", None),
    ("[Vera Moss|PER], a senator, spoke. <<One senator>> left.", None),
    ("[Vera Moss|PER] spoke. <<The letter>> was long.", None),
    ("[Vera Moss|PER] spoke. <<The narrator>> paused.", None),
    ("[Vera Moss|PER] spoke. <<the senator's office>> closed.", None),
    ("<<The senator>> left.", None),
]


@pytest.mark.parametrize(("marked", "wanted"), DESCRIPTIONS)
def test_a_description_means_who_is_called_so(marked: str, wanted: str | None) -> None:
    assert who(marked) == wanted


def test_who_says_i_is_who_wrote_the_article() -> None:
    line = "By [Vera Moss|PER]\n\n"
    told = "The harbour was empty on Monday.\n\n“It is closed,” <<I>> said to [Alan Hart|PER]."
    assert who(line + told) == "Vera Moss"
    assert who(told) is None
    assert who("By [Vera Moss|PER] and [Luc Petit|PER]\n\n" + told) is None


@pytest.mark.parametrize(
    ("marked", "name", "wanted"),
    [
        ("[Ned Rice|PER], a State Department spokesman, spoke.", "Ned Rice", "State Department spokesman"),
        ("Former Prime Minister [Vera Moss|PER] spoke.", "Vera Moss", "Former Prime Minister"),
        ("[Vera Moss|PER], 44, who is the mayor of Oslo, spoke.", "Vera Moss", "mayor of Oslo"),
        ("[Vera Moss|PER] was a pilot in her teens and has sailed for Oslo.", "Vera Moss", "pilot in her teens"),
        ("On Monday shadow education secretary [Vera Moss|PER] spoke.", "Vera Moss", "shadow education secretary"),
        (
            "Public accounts committee chairman [Alan Hart|PER] spoke.",
            "Alan Hart",
            "Public accounts committee chairman",
        ),
        ("[Alan Hart|PER], alongside King [Olav|PER], spoke.", "Alan Hart", None),
        ("[Vera Moss|PER] is a fine pilot and I have no doubts.", "Vera Moss", "fine pilot"),
        ("On Tuesday Oslo director Sir [Alan Hart|PER] spoke.", "Alan Hart", "Oslo director"),
        ("[Vera Moss|PER] has accused Mr [Alan Hart|PER] of it.", "Alan Hart", None),
        ("the union's president, [Vera Moss|PER], spoke.", "Vera Moss", "union's president"),
        ("Mr. [Alan Hart|PER] spoke.", "Alan Hart", None),
        ("However Dr [Alan Hart|PER] spoke.", "Alan Hart", None),
        ("He met his Russian colleague, [Vera Moss|PER], there.", "Vera Moss", None),
        ("He met his finance minister, [Vera Moss|PER], there.", "Vera Moss", "finance minister"),
        ("the rival of Norwegian President [Vera Moss|PER] spoke.", "Vera Moss", "Norwegian President"),
        ("[Alan Hart|PER], said [Vera Moss|PER], the mayor, was there.", "Alan Hart", None),
        ("[Alan Hart|PER] spoke.", "Nobody", None),
        ("[Vera Moss|PER], a pilot from Oslo stated that.", "Vera Moss", "pilot from Oslo"),
        ("[Vera Moss|PER], a pilot from Oslo doesn't speak.", "Vera Moss", "pilot from Oslo"),
        ("[Vera Moss|PER], another fine pilot, spoke.", "Vera Moss", "fine pilot"),
        ("Currently President [Vera Moss|PER] spoke.", "Vera Moss", "President"),
        ("The Oslo chairman Sheikh [Alan Hart|PER] spoke.", "Alan Hart", "Oslo chairman"),
        ("[Vera Moss|PER], a firefighter from Oslo, spoke.", "Vera Moss", "firefighter from Oslo"),
        ("[Vera Moss|PER], 43, spoke.", "Vera Moss", None),
        ("His Highness Sheikh [Alan Hart|PER] spoke.", "Alan Hart", None),
    ],
)
def test_the_role_is_what_the_article_says(marked: str, name: str, wanted: str | None) -> None:
    document, mentions = read(marked)
    assert Coreference(document, entity_linking.resolve(document, mentions)).role_of(name) == wanted


WORDS = st.sampled_from(
    [
        *(
            "he",
            "She",
            "his",
            "her",
            "who",
            "it",
            "I",
            "the",
            "senator",
            "a",
            "The",
            "mayor",
            "said",
            "“",
            "”",
            '"',
            ",",
            ".",
        ),
        *(
            "Ana",
            "Silva",
            "Mr.",
            "Sen.",
            "president",
            "'s",
            "of",
            "is",
            "Oslo",
            "Times",
            "(",
            "R",
            "-",
            ")",
            "\n\n",
            "🙂",
        ),
    ]
)


@given(st.lists(WORDS, max_size=40), st.data())
def test_any_text_and_any_span_is_answered_with_a_known_name_or_none(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    document = documents.read(text)
    cut = data.draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True).map(sorted))
    pairs = list(zip(cut[::2], cut[1::2], strict=False))
    entities = [
        Entity(a, b, data.draw(st.sampled_from(["PERSON", "ORG", "LOC", "DATE"])), text[a:b].strip())
        for a, b in pairs
        if text[a:b].strip()
    ]
    answers = Coreference(document, entities)
    known = {e.name for e in entities}
    for start in range(0, len(text), 3):
        for end in (start + 1, start + 9):
            name = answers.name_of(start, end)
            assert name is None or name in known or name in text
            assert name == answers.name_of(start, end)
    for name in known:
        role = answers.role_of(name)
        assert role is None or (role in text and len(role) <= 80)


def test_a_span_outside_the_text_means_nobody() -> None:
    document, mentions = read("[Vera Moss|PER] spoke.")
    answers = Coreference(document, entity_linking.resolve(document, mentions))
    assert answers.name_of(0, 0) is None
    assert answers.name_of(900, 910) is None


@pytest.mark.parametrize(
    "pattern",
    [
        "[Alan Hart{n}|PER] met [Peter Moss{n}|PER]. He left. “It is,” he said. ",
        "[Alan Hart|PER] said he, he and he were his. ",
    ],
)
def test_a_pronoun_is_weighed_against_a_bounded_number_of_people(monkeypatch: pytest.MonkeyPatch, pattern: str) -> None:
    weighed = 0
    real = pronouns.features

    def counting(*args: Any) -> tuple[str, ...]:
        nonlocal weighed
        weighed += 1
        return real(*args)

    monkeypatch.setattr(pronouns, "features", counting)
    counts = []
    for size in (50, 200):
        weighed = 0
        document, mentions = read("".join(pattern.format(n="abcdefghij"[i % 10] * (i // 10 + 1)) for i in range(size)))
        Coreference(document, entity_linking.resolve(document, mentions))
        counts.append(weighed)
    assert 0 < counts[1] <= 4.8 * counts[0]
