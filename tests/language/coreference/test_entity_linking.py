"""WordMentions of one person, organisation or place share one name; those of two do not."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marked import named, read
from newsreader.language.coreference import entity_linking, organisation_clusters, person_clusters
from newsreader.language.document import document as documents
from newsreader.language.entities.recognise import Mention

PEOPLE = [
    (
        "Russian President [Vladimir Putin|PER] left. [Putin|PER] waved, Mr [Putin|PER] smiled.",
        ["Vladimir Putin"] * 3,
    ),
    ("[Putin|PER] won. Kremlin boss [Vladimir Putin|PER] spoke.", ["Vladimir Putin"] * 2),
    ("[BLINKEN|PER] LANDS IN OSLO. [Antony Blinken|PER] arrived.", ["Antony Blinken"] * 2),
    ("[Mr Alan Moss|PER] met [Moss’s|PER] lawyer.", ["Alan Moss"] * 2),
    ("[Navy Capt. Jeff Davis|PER] spoke, and [Davis|PER] left.", ["Jeff Davis"] * 2),
    ("[Ana Silva, 34|PER] and [Silva|PER].", ["Ana Silva"] * 2),
    ("[Mary J. Blake|PER] sang. [Mary Blake|PER] danced. [Blake|PER] left.", ["Mary J. Blake"] * 3),
    ("[Mike Rowan|PER] met [Michael Rowan|PER].", ["Mike Rowan", "Mike Rowan"]),
    ("[J. Rowan|PER] is [James Rowan|PER].", ["J. Rowan", "J. Rowan"]),
    ("[Bill de Witt|PER] and [de Witt|PER].", ["Bill de Witt"] * 2),
    ("[Bashar al-Hadi|PER] and [Hadi|PER].", ["Bashar al-Hadi"] * 2),
    ("[Lin Mei|PER] and [Lin|PER].", ["Lin Mei"] * 2),
    ("[José Peña|PER] and [Pena|PER].", ["José Peña"] * 2),
    ("[Ivana Roth|PER] and [Ivana|PER].", ["Ivana Roth"] * 2),
    ("[Tom Hale Jr.|PER] and [Hale|PER].", ["Tom Hale Jr."] * 2),
    # the other words of a headline are not part of a name
    ("[Nina Falk Is Right|PER]. [Nina Falk|PER] said so, [Falk|PER] said.", ["Nina Falk"] * 3),
    ("[Rival Nina Falk Says|PER]. [Nina Falk|PER] agreed. [Falk|PER] too.", ["Nina Falk"] * 3),
    ("[Lamar Voss of Tennessee|PER] and [Voss|PER].", ["Lamar Voss"] * 2),
    ("[Paul D. Reyes (R-Wis|PER]) and [Reyes|PER].", ["Paul D. Reyes"] * 2),
    ("[Mitch Reyes (Ky|PER].) and [Reyes|PER].", ["Mitch Reyes"] * 2),
    # two people with one surname remain two
    ("[Hillary Stone|PER] and [Bill Stone|PER].", ["Hillary Stone", "Bill Stone"]),
    (
        "[Hillary Stone|PER] and [Bill Stone|PER] came. Mrs. [Stone|PER] spoke. Mr. [Stone|PER] ate.",
        ["Hillary Stone", "Bill Stone", "Hillary Stone", "Bill Stone"],
    ),
    (
        "[Hillary Stone|PER] came. [Hillary Stone|PER] ran. [Stone|PER] won, with [Bill Stone|PER]. [Stone|PER] left.",
        ["Hillary Stone", "Hillary Stone", "Hillary Stone", "Bill Stone", "Hillary Stone"],
    ),
    (
        "[Hillary Stone|PER] and [Bill Stone|PER] came. [Stone|PER] said he was tired.",
        ["Hillary Stone", "Bill Stone", "Bill Stone"],
    ),
    (
        "[Tony Stone|PER] came. Sir [Ian Stone|PER] did not. Mr. [Stone|PER] spoke. Sir [Ian|PER] was late.",
        ["Tony Stone", "Ian Stone", "Tony Stone", "Ian Stone"],
    ),
    ("Dame [Nina Falk|PER] came. Mr. [Falk|PER] did not. [Falk|PER] sang.", ["Nina Falk", "Falk", "Nina Falk"]),
    ("[George H. Cole|PER] and [George W. Cole|PER].", ["George H. Cole", "George W. Cole"]),
    ("[Ines de Robles|PER] spoke. [Robles|PER], the president, did not.", ["Ines de Robles", "Robles"]),
    ("[Rashid bin Amal|PER] bowed to King [Amal|PER].", ["Rashid bin Amal", "Amal"]),
    ("Queen [Amal Rashid|PER] came. Queen [Amal|PER] sat.", ["Amal Rashid", "Amal Rashid"]),
    ("[Hillary Stone|PER] and the [Stones|PER].", ["Hillary Stone", "Stones"]),
    ("Mr. [Stone|PER] met Mrs. [Stone|PER].", ["Stone", "Stone"]),
    # a full name that is not a mention is found too
    ("Then Peter Stone spoke. [Stone|PER] left.", ["Peter Stone"]),
    ("Then radio host Zork Stone spoke. [Stone|PER] left.", ["Zork Stone"]),
]


@pytest.mark.parametrize(("marked", "wanted"), PEOPLE)
def test_mentions_of_one_person_share_the_fullest_name(marked: str, wanted: list[str]) -> None:
    assert named(marked) == wanted


def test_the_title_of_the_article_may_give_the_full_name() -> None:
    assert named("[Stone|PER] left.", title="Peter Stone is out") == ["Peter Stone"]


OTHERS = [
    ("the [US|LOC], the [U.S.|LOC], the [USA|LOC] and [the United States|LOC]", ["United States"] * 4),
    ("[UK|LOC] and [Britain|LOC]", ["Britain"] * 2),
    ("the [North Atlantic Treaty Organization|ORG] and [NATO|ORG]", ["North Atlantic Treaty Organization"] * 2),
    ("[Better Roads For Norway|ORG] met. [BRFN|ORG] left.", ["Better Roads For Norway"] * 2),
    ("the [Bank of Freedonia|ORG] ([BoF|ORG]) met. [BoF|ORG] left.", ["Bank of Freedonia"] * 3),
    ("the [Bank of Freedonia|ORG] met. The [Bank|ORG] left.", ["Bank of Freedonia"] * 2),
    ("the nonpartisan Chamber met at the [54th National Conference|MISC]", ["54th National Conference"]),
    ("the [nonpartisan Commission|ORG] and the [Commission|ORG]", ["Commission"] * 2),
    ("[Hydrel Holdings|ORG] and [Hydrel|ORG]", ["Hydrel Holdings"] * 2),
    ("the [Ministry of Health|ORG] and the [Health Ministry|ORG]", ["Ministry of Health"] * 2),
    ("the [United Nations Security Council|ORG], the [Security Council|ORG]", ["United Nations Security Council"] * 2),
    ("the [New York Times|ORG] and [the Times|ORG]", ["New York Times"] * 2),
    ("[KYIV|LOC] fell quiet. [Kiev|LOC] and [Kyiv|LOC].", ["Kiev"] * 3),
    ("[Russians|NORP] and a [Russian|NORP] plane", ["Russians"] * 2),
    ("[Freedonia's|LOC] and [Freedonia|LOC]", ["Freedonia"] * 2),
    ("[Hydrel|ORG] and [Hydrel Electronics|ORG]", ["Hydrel Electronics"] * 2),
    ("the [Labour Party|ORG] and [Labour|ORG]", ["Labour Party"] * 2),
    # similar names remain apart
    (
        "[Hydrel|ORG], [Hydrel Electronics|ORG] and [Hydrel Steel|ORG]",
        ["Hydrel", "Hydrel Electronics", "Hydrel Steel"],
    ),
    ("the [White House|ORG] and the [House|ORG]", ["White House", "House"]),
    ("[University of Lund|ORG] and [Lund University|ORG]", ["University of Lund", "Lund University"]),
    ("[Apple|ORG] and [Apple Daily|ORG]", ["Apple", "Apple Daily"]),
    ("[New York|LOC] and [New Jersey|LOC]", ["New York", "New Jersey"]),
    ("in [March 2020|DATE] and [March|DATE] for [$3 million|MONEY]", ["March 2020", "March", "$3 million"]),
]


@pytest.mark.parametrize(("marked", "wanted"), OTHERS)
def test_mentions_of_one_body_or_place_share_the_fullest_name(marked: str, wanted: list[str]) -> None:
    assert named(marked) == wanted


def test_of_two_longer_names_the_nearest_before_is_meant() -> None:
    marked = "the [Oslo City Council|ORG]. The [Bergen City Council|ORG]. The [City Council|ORG] met."
    assert named(marked)[-1] == "Bergen City Council"


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        ("[Vera Moss|PER] spoke. [Moss|PER] sat. [Moss|ORG] left.", ["PERSON"] * 3),
        ("Mayor [Bill de Witt|MISC] spoke.", ["PERSON"]),
        ("[Peter Kranz|LOC], 47, wept.", ["PERSON"]),
        ("[Peter Kranz|LOC], who wept, left.", ["PERSON"]),
        ("[Peter Kranz|ORG], the party chairman, left.", ["PERSON"]),
        ("“No,” said [Peter Kranz|ORG].", ["PERSON"]),
        ("The mayor, [Ada Brook|LOC], opened it.", ["PERSON"]),
        ("[Ada Brook|LOC] of [Dublin|LOC] said so.", ["PERSON", "LOC"]),
        ("Over the bridge, [Ada Brook|LOC] of all places is calm.", ["LOC"]),
        ("[Peter Kranz|PER] left. The [Peter Kranz|MISC] era is over.", ["PERSON", "PERSON"]),
        ("[Peter Street|LOC] said nothing of the [Virginia Company|ORG].", ["PERSON", "ORG"]),
        ("[Peter Kranz|LOC] is long.", ["LOC"]),
        ("[New Oslo|LOC], the mayor said, is calm.", ["LOC"]),
        ("[Vera Paris|PER] lives in [Paris|LOC]. In [Paris|LOC] it rained.", ["PERSON", "LOC", "LOC"]),
        ("[Vera Moss|PER] runs [Moss Energy|ORG].", ["PERSON", "ORG"]),
    ],
)
def test_a_label_changes_only_where_it_is_clearly_wrong(marked: str, wanted: list[str]) -> None:
    assert [e.label for e in entity_linking.resolve(*read(marked))] == wanted


PIECES = st.sampled_from(
    [
        *(
            "Ana Silva",
            "Silva",
            "Mr Silva",
            "SILVA",
            "Bo Silva",
            "the Bank",
            "Bank of Oslo",
            "BoO",
            "US",
            "U.S.",
            "the",
        ),
        *("(", ")", ".", ",", "'s", "“", "”", "\n\n", "Dr.", "de", "al-", "É", "🙂", "United  States", "1", "Jr."),
    ]
)


@st.composite
def _marked_texts(draw: st.DrawFn) -> tuple[str, list[Mention]]:
    """Return a text of name parts and plain characters, with mentions over any parts that are not blank."""
    text = ""
    mentions = []
    for piece in draw(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=25)):
        label = draw(st.sampled_from(["", "PERSON", "ORG", "LOC", "NORP", "MISC", "DATE"]))
        if label and piece.strip():
            start = len(text) + len(piece) - len(piece.lstrip())
            mentions.append(Mention(start, start + len(piece.strip()), label))
        text += piece + draw(st.sampled_from(["", " ", " "]))
    return text, mentions


@given(_marked_texts())
def test_every_mention_keeps_its_place_and_gets_a_name_from_the_article(case: tuple[str, list[Mention]]) -> None:
    text, mentions = case
    document = documents.read(text)
    found = entity_linking.resolve(document, mentions)
    assert [(e.start, e.end) for e in found] == [(m.start, m.end) for m in mentions]
    collapsed = re.sub(r"\s+", " ", text)
    assert all(e.name and e.name in collapsed for e in found)
    assert found == entity_linking.resolve(document, mentions)


@given(_marked_texts())
def test_corrected_labels_are_a_persons_and_resolving_again_changes_no_name(case: tuple[str, list[Mention]]) -> None:
    text, mentions = case
    document = documents.read(text)
    found = entity_linking.resolve(document, mentions)
    assert all(e.label in (m.label, "PERSON") for e, m in zip(found, mentions, strict=True))
    kept = [e for e, m in zip(found, mentions, strict=True) if e.label == m.label]
    if len(kept) == len(found):
        assert entity_linking.resolve(document, [Mention(e.start, e.end, e.label) for e in found]) == found


def _steps(monkeypatch: pytest.MonkeyPatch, marked: str) -> int:
    """Return the number of times that names are folded and compared to resolve a text."""
    count = 0

    def counting(function: Callable[..., object]) -> Callable[..., object]:
        def counted(*args: object) -> object:
            nonlocal count
            count += 1
            return function(*args)

        return counted

    document, mentions = read(marked)
    with monkeypatch.context() as patch:
        for module, name in (
            (person_clusters, "fold"),
            (person_clusters, "_may_be_one_person"),
            (organisation_clusters, "fold"),
            (person_clusters, "_same_given_name"),
        ):
            patch.setattr(module, name, counting(getattr(module, name)))
        entity_linking.resolve(document, mentions)
    return count


@pytest.mark.parametrize(
    "pattern",
    [
        "[Aa{n} Silva|PER] met [Silva|PER] and [Silva {n}|PER]. ",  # many with one surname
        "[Ana Silva|PER] met [Ana B. Silva|PER] and Mr [Silva|PER]. ",  # one, many times
        "[Oslo{n} City Council|ORG] and [City Council|ORG], [O{n}CC|ORG]. ",
    ],
)
def test_the_work_grows_no_faster_than_the_mentions(monkeypatch: pytest.MonkeyPatch, pattern: str) -> None:
    few, many = (_steps(monkeypatch, "".join(pattern.format(n=i) for i in range(n))) for n in (100, 400))
    assert few > 0
    assert many <= 4.5 * few
