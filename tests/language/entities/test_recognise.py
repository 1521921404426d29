"""The recogniser finds the names in plain news and takes any text; its decoder keeps names whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from newsreader.language.document.document import read
from newsreader.language.document.tokens import tokenise
from newsreader.language.entities import crf, crf_features, recognise
from newsreader.language.entities import network as entity_network
from newsreader.language.entities.crf import Crf, Weights
from newsreader.language.entities.features import (
    LONGEST_SEGMENT,
    Encoded,
    encode,
    form_features,
    packed_features,
    segments,
    shape,
)
from newsreader.language.entities.gazetteer import Gazetteer, letter_case
from newsreader.language.entities.label_agreement import Name, agree
from newsreader.language.entities.posterior_decoding import decode, follows
from newsreader.language.entities.recognise import find

LABELS = {"PERSON", "ORG", "LOC", "FAC", "NORP", "PRODUCT", "MISC", "DATE", "MONEY"}


def mentions(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.label) for m in find(read(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mr Johnson flew from London to Kenya on Monday.",
            [("Johnson", "PERSON"), ("London", "LOC"), ("Kenya", "LOC"), ("Monday", "DATE")],
        ),
        (
            "President Emmanuel Macron met German lawmakers in Paris on Tuesday, the United Nations said.",
            [
                ("Emmanuel Macron", "PERSON"),
                ("German", "NORP"),
                ("Paris", "LOC"),
                ("Tuesday", "DATE"),
                ("United Nations", "ORG"),
            ],
        ),
        (
            "The World Bank lent $30 million to Ghana's farmers.",
            [("World Bank", "ORG"), ("$30 million", "MONEY"), ("Ghana", "LOC")],
        ),
        (
            "The court in Nairobi, Kenya, will sit in June 2023.",
            [("Nairobi", "LOC"), ("Kenya", "LOC"), ("June 2023", "DATE")],
        ),
        ("We walked along the river and then it rained for hours.", []),
    ],
)
def test_finds_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert mentions(text) == expected


def test_a_mention_is_known_by_the_others() -> None:
    alone = "Everyone waited for Zeldrin.\n"
    told = "Mr Zeldrin resigned. “I am sorry,” said Mr Zeldrin, the minister.\n" + alone
    last = max(find(read(told)), key=lambda m: m.start)
    assert (told[last.start : last.end], last.label) == ("Zeldrin", "PERSON")


def test_finds_names_in_capitals() -> None:
    found = mentions("PRESIDENT VLADIMIR PUTIN ARRIVED IN CHINA ON FRIDAY, THE KREMLIN SAID.\n")
    assert ("VLADIMIR PUTIN", "PERSON") in found
    assert ("CHINA", "LOC") in found


def test_long_texts_are_looked_at_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Mr Johnson flew to Kenya on Monday.\n" * 40
    whole = find(read(text))
    monkeypatch.setattr(recognise, "_BLOCK", 50)
    assert find(read(text)) == whole
    assert len(whole) == 120


def test_what_is_no_name_is_not_highlighted() -> None:
    assert mentions("😀 " * 200) == []
    assert all(len(name) <= 160 for name, _ in mentions("Ann Lee " * 200))
    assert mentions("A" * 10_000) == []


def test_a_single_letter_is_a_name_only_after_a_title() -> None:
    assert mentions("Mr X told the court that Mr X was ill. Later X left.\n") == [("X", "PERSON")] * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The prize went to Ruth Brook.\n", [("Ruth Brook", "PERSON")]),
        ("Emma Lake, Dublin\n", [("Emma Lake", "PERSON"), ("Dublin", "LOC")]),
        ("They landed in Santa Cruz.\n", [("Santa Cruz", "LOC")]),
    ],
)
def test_a_given_name_and_a_surname_are_a_person(text: str, expected: list[tuple[str, str]]) -> None:
    assert mentions(text) == expected


def test_full_names() -> None:
    gazetteer = entity_network.load().gazetteer
    assert gazetteer.is_full_name(["Ruth", "Brook"])
    assert not gazetteer.is_full_name(["Ruth"])
    assert not gazetteer.is_full_name(["RUTH", "BROOK"])
    assert not gazetteer.is_full_name(["Santa", "Cruz"])
    assert not gazetteer.is_full_name(["Ruth", "Zeldrinsk"])


def test_other_numbers_are_no_years() -> None:
    assert ("3000", "DATE") not in mentions("Only 3000 teachers today, and 2284 on Instagram.\n")
    assert not mentions("Pos\tTeam\tPld\tPts\n1\tReds\t38\t90\n2\tBlues\t38\t75\n")
    assert ("2019", "DATE") in mentions("It began in 2019.\n")


def test_letters_by_themselves_are_no_names() -> None:
    text = "To the next. While you read:\n\ncapital J and K open the next and the previous article,\n\nn and p do so.\n"
    assert not mentions(text)


def test_the_pronoun_is_not_the_country() -> None:
    text = "The US said Russia wants to engage us. Ukraine thanked the US.\n"
    found = find(read(text))
    assert text.index("us.") not in {m.start for m in found}
    assert {text[m.start : m.end] for m in found} >= {"US", "Russia", "Ukraine"}


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("Ann Lee spoke . Lee left", [(0, 2, "PERSON"), (4, 5, "LOC")], [(0, 2, "PERSON"), (4, 5, "PERSON")]),
        ("Ann Lee spoke . Lee left", [(0, 2, "PERSON")], [(0, 2, "PERSON"), (4, 5, "PERSON")]),
        ("Ann Lee at Lee Bank", [(0, 2, "PERSON"), (3, 5, "ORG")], [(0, 2, "PERSON"), (3, 5, "ORG")]),
        ("Ann Lee met Lee Bo", [(0, 2, "PERSON")], [(0, 2, "PERSON")]),
        ("Ann May may go in May", [(0, 2, "PERSON"), (5, 6, "DATE")], [(0, 2, "PERSON"), (5, 6, "DATE")]),
        (
            "Kenya Airports Authority ( KAA ) ; KAA said",
            [(0, 3, "ORG"), (4, 5, "LOC")],
            [(0, 3, "ORG"), (4, 5, "ORG"), (7, 8, "ORG")],
        ),
        ("US State Department", [(0, 3, "PERSON")], [(0, 3, "ORG")]),
        ("Police met Ann Police", [(0, 1, "PERSON"), (2, 4, "MISC")], [(0, 1, "PERSON"), (2, 4, "MISC")]),
        ("the Ann and Bo Lee Fund", [(1, 2, "PERSON"), (3, 6, "ORG")], [(1, 6, "ORG")]),
        ("the Ann and Fund", [(1, 2, "PERSON"), (3, 4, "ORG")], [(1, 2, "PERSON"), (3, 4, "ORG")]),
        ("met Ann and Bo Fund", [(1, 2, "PERSON"), (3, 5, "ORG")], [(1, 2, "PERSON"), (3, 5, "ORG")]),
        ("the UN and Bo Fund", [(1, 2, "ORG"), (3, 5, "ORG")], [(1, 2, "ORG"), (3, 5, "ORG")]),
        ("the Ann or Bo Fund", [(1, 2, "PERSON"), (3, 5, "ORG")], [(1, 2, "PERSON"), (3, 5, "ORG")]),
        (
            "Kenya Airports Authority fell . KAA said KA KAA",
            [(0, 3, "ORG"), (5, 6, "MISC")],
            [(0, 3, "ORG"), (5, 6, "ORG"), (8, 9, "ORG")],
        ),
        (
            "Air Bo Cargo , Acts By Cities , ABC",
            [(0, 3, "ORG"), (4, 7, "MISC"), (8, 9, "LOC")],
            [(0, 3, "ORG"), (4, 7, "MISC"), (8, 9, "LOC")],
        ),
        (
            "Oram , Oram , Oram , Oram Oram",
            [(0, 1, "ORG"), (2, 3, "LOC"), (4, 5, "LOC"), (6, 8, "ORG")],
            [(0, 1, "LOC"), (2, 3, "LOC"), (4, 5, "LOC"), (6, 8, "ORG")],
        ),
        ("Oram , Oram", [(0, 1, "ORG"), (2, 3, "LOC")], [(0, 1, "ORG"), (2, 3, "LOC")]),
        (
            "May , May , May",
            [(0, 1, "PERSON"), (2, 3, "DATE"), (4, 5, "DATE")],
            [(0, 1, "PERSON"), (2, 3, "DATE"), (4, 5, "DATE")],
        ),
        ("the river Oram and Oram", [(4, 5, "ORG")], [(2, 3, "LOC"), (4, 5, "LOC")]),
        (
            "The ferry Vest Lee left . Vest Lee",
            [(2, 4, "PERSON"), (6, 8, "PERSON")],
            [(2, 4, "MISC"), (6, 8, "MISC")],
        ),
        ("a river Oram the river is", [(2, 3, "ORG")], [(2, 3, "ORG")]),
        ("Ann Lee ( KAA )", [(0, 2, "PERSON")], [(0, 2, "PERSON")]),
        ("", [], []),
    ],
)
def test_mentions_agree(text: str, before: list[Name], after: list[Name]) -> None:
    assert agree(text.split(), before) == after


def test_only_what_is_certain_is_highlighted_where_the_text_is_not_english() -> None:
    text = "Mr Johnson flew from London to Zeldrin with the Kisco on Monday. "
    english = find(read(text))
    document = replace(read(text), language="de")
    certain = find(document)
    assert set(certain) < set(english)
    assert [text[m.start : m.end] for m in certain if m.label == "DATE"] == ["Monday"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("", ""), ("Putin", "Xxx"), ("COVID-19", "XX-dd"), ("iPhone", "xXxx"), ("U.S.", "X.X."), ("Ō2", "Xd")],
)
def test_shape(word: str, expected: str) -> None:
    assert shape(word) == expected


def test_forms_share_features_by_what_they_share() -> None:
    assert set(form_features("Ramaphosa", 0)) & set(form_features("Mandosa", 0))
    assert form_features("1987", 5) == form_features("2024", 5)
    assert form_features("May", 5) != form_features("may", 5)
    alike = set(form_features("Oslo", 0b1011)) & set(form_features("Bern", 0b1011))
    assert alike > set(form_features("Oslo", 0b1011)) & set(form_features("Bern", 0b0100))


def test_packed_features_are_the_same() -> None:
    assert np.frombuffer(packed_features("Oslo", 11), np.uint16).tolist() == form_features("Oslo", 11)


@pytest.mark.parametrize(
    ("word", "expected"), [("oslo", 0), ("Oslo", 1), ("iPhone", 1), ("A", 1), ("USA", 2), ("7", 1)]
)
def test_letter_case(word: str, expected: int) -> None:
    assert letter_case(word) == expected


def test_the_lexicon_tells_letter_cases_apart() -> None:
    clusters = np.array([[5, 7, 0], [0, 0, 9]], np.uint16)
    gazetteer = Gazetteer(
        {"may": 0, "usa": 1}, np.zeros((2, 3), np.int8), np.ones(2, np.float32), np.zeros(2, np.uint8), clusters
    )
    known = gazetteer.look_up(["\n", "may", "May", "MAY", "USA", "Usa", "Zeldrin"])
    assert known.rows.tolist() == [-1, 0, 0, 0, 1, 1, -1]
    assert known.clusters == [0, 5, 7, 7, 9, 0, 0]


def test_encode_counts_how_a_word_is_written_elsewhere() -> None:
    text = "Apple rose. The apple fell and the apple stayed.\nHere Apple fell."
    words, starts, ends = tokenise(text)
    encoded = encode(text, words, starts, ends)
    apple = encoded.places[0]
    assert encoded.types[0] == "\n"
    assert [encoded.types[t] for t in encoded.flat[encoded.places]] == words
    assert encoded.form[apple] == encoded.form[encoded.places[words.index("apple")]]
    low, high = encoded.context[apple, 7], encoded.context[apple, 8]
    assert low == pytest.approx(2 / 3)
    assert high == pytest.approx(1 / 3)  # the first one opens a sentence, where every word has a capital
    assert encoded.breaks.nonzero()[0].tolist() == [0, words.index("Here")]


@given(st.lists(st.sampled_from(["a", ".", "\n", "!"]), min_size=1, max_size=300))
def test_segments_cover_all_tokens(parts: list[str]) -> None:
    text = "w " + " ".join(parts)
    words, starts, ends = tokenise(text)
    first, length = segments(encode(text, words, starts, ends))
    assert [i for f, n in zip(first, length, strict=True) for i in range(f, f + n)] == list(range(len(words)))
    assert length.max() <= LONGEST_SEGMENT


def encoded_text(text: str) -> Encoded:
    return encode(text, *tokenise(text))


def small_field(encoded: Encoded, kept: float) -> tuple[Crf, dict[int, np.ndarray]]:
    """Return a field of three labels with random weights for a share of the attributes in a text, and the weights."""
    shipped = crf.load()
    near = crf_features.mentions(encoded, shipped.words(encoded.types)).near
    keys = np.unique(np.concatenate([shipped.attributes(encoded).ravel(), near.ravel()]))
    dice = np.random.default_rng(1)
    keys = keys[(keys > 0) & (dice.random(len(keys)) < kept)]
    table = dice.normal(size=(len(keys) + 1, 3)).astype(np.float32)
    table[0] = 0
    field = replace(shipped, weights=Weights(keys, table))
    return field, {int(key): row for key, row in zip(keys, table[1:], strict=True)}


@pytest.mark.parametrize("kept", [0, 0.4, 1])
def test_the_chain_adds_up_the_weights_that_training_sees(kept: float) -> None:
    encoded = encoded_text("Mr Lee met Ann May in Oslo. In May, Lee said:\nOSLO 2022! Ann left (Mr Lee too).")
    field, weight = small_field(encoded, kept)
    nothing = np.zeros(3, np.float32)
    rows = field.attributes(encoded).tolist()
    expected = np.array([sum((weight.get(a, nothing) for a in row), nothing) for row in rows])
    found = crf_features.mentions(encoded, field.words(encoded.types))
    token = {place: index for index, place in enumerate(encoded.places.tolist())}
    for place, group in zip(found.places.tolist(), found.group.tolist(), strict=True):
        beside = found.near[found.group[found.first] == group].tolist()
        expected[token[place]] += sum((weight.get(a, nothing) for row in beside for a in row), nothing) / len(beside)
    assert field.scores(encoded) == pytest.approx(expected, abs=1e-4)


def test_weights_of_attributes_that_end_in_the_same_bits() -> None:
    keys = np.array([5, 5 + (1 << 20), 5 + (3 << 20), 1 << 22], np.uint32)
    table = np.array([[0], [1], [10], [100], [1000]], np.float32)
    attributes = np.array([[5, 5 + (1 << 20), 0], [5 + (3 << 20), 5 + (2 << 20), 1 << 22], [6, 0, 1 << 23]], np.uint32)
    weights = Weights(keys, table)
    assert weights.sums(attributes, np.array([0, 0, 1])).ravel().tolist() == [11, 0, 100, 1000, 0, 0]
    assert Weights(keys[:0], table[:1]).sums(attributes, np.array([0, 0, 0])).ravel().tolist() == [0, 0, 0]


def test_where_a_token_stands_is_told_of_the_token_itself() -> None:
    lower, capital = encoded_text("we saw a lake"), encoded_text("we saw a Lake")
    changed = crf_features.context_attributes(lower) != crf_features.context_attributes(capital)
    assert changed[:, 0].tolist() == [False, False, False, True]
    assert changed[:, -2].tolist() == [False, False, False, False]  # of the token before
    assert changed[:, -1].tolist() == [False, False, True, True]  # of the token after; the last has only itself


def test_mentions_are_those_of_words_with_capitals_that_come_again() -> None:
    encoded = encoded_text("Lee saw Ann. Lee ate. " + "Lee ran. " * 7)
    found = crf_features.mentions(encoded, crf.load().words(encoded.types))
    assert [encoded.types[t] for t in encoded.flat[found.places]] == ["Lee"] * 9
    assert found.first.tolist() == [True] * crf_features.MENTIONS + [False] * 3
    assert len(found.near) == crf_features.MENTIONS


SMALL = ("O", "B-X", "I-X", "L-X", "U-X")


@settings(max_examples=40)
@given(
    arrays(np.float32, st.tuples(st.integers(1, 5), st.just(5)), elements=st.floats(-3, 3, width=16)),
    arrays(np.float32, (5, 5), elements=st.floats(-2, 2, width=16)),
)
def test_decoding_finds_the_whole_names_that_are_likelier_than_not(scores: np.ndarray, transitions: np.ndarray) -> None:
    length = len(scores)
    allowed = [
        path
        for path in product(range(5), repeat=length)
        if all(follows(SMALL[a], SMALL[b]) for a, b in pairwise((0, *path, 0)))
    ]
    totals = [scores[range(length), path].sum() + sum(transitions[a, b] for a, b in pairwise(path)) for path in allowed]
    weights = np.exp(np.array(totals) - max(totals))
    likely: Counter[tuple[int, ...]] = Counter()  # of the rows of each name
    for path, weight in zip(allowed, weights / weights.sum(), strict=True):
        for name in whole_names(path):
            likely[name] += weight
    assume(all(abs(chance - 0.5) > 1e-3 for chance in likely.values()))
    found = decode(scores, transitions, SMALL, np.array([0]), np.array([length]))
    assert set(whole_names(found.tolist())) == {name for name, chance in likely.items() if chance > 0.5}


def test_scores_of_any_size_are_decoded() -> None:
    scores = np.zeros((40, 5), np.float32)
    scores[:, 2] = 1e4  # every token is inside a name that neither begins nor ends
    labels = decode(scores, np.zeros((5, 5), np.float32), SMALL, np.array([0]), np.array([40]))
    assert list(whole_names(labels.tolist())) == [tuple(range(40))]


def whole_names(path: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Return the rows of each name in a path of indexes in `SMALL`; the path must have only whole names."""
    assert all(follows(SMALL[a], SMALL[b]) for a, b in pairwise((0, *path, 0)))
    begin = 0
    for row, label in enumerate(path):
        if SMALL[label][0] in "BU":
            begin = row
        if SMALL[label][0] in "LU":
            yield tuple(range(begin, row + 1))


def test_decoding_takes_each_stretch_by_itself() -> None:
    scores = np.zeros((6, 5), np.float32)
    scores[:, 4] = 3  # every token is a name
    scores[2, 1] = scores[3, 3] = 9  # but these two are one name
    transitions = np.zeros((5, 5), np.float32)
    together = decode(scores, transitions, SMALL, np.array([0]), np.array([6]))
    apart = decode(scores, transitions, SMALL, np.array([0, 3]), np.array([3, 3]))
    assert together.tolist() == [4, 4, 1, 3, 4, 4]
    assert apart.tolist() == [4, 4, 4, 4, 4, 4]


def test_the_models_fit_together() -> None:
    network, field = entity_network.load(), crf.load()
    assert field.transitions.shape == network.transitions.shape
    assert len(field.fine) == len(network.gazetteer.rows)
    assert field.fine.max() < len(field.coarse)


def test_the_model_names_its_labels() -> None:
    labels = entity_network.load().labels
    assert labels[0] == "O"
    assert {label[2:] for label in labels[1:]} == LABELS
