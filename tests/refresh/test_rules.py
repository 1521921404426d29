"""What rules say of articles, and that no pattern holds anything up."""

from __future__ import annotations

import time

import pytest

from newsreader.config import Rule
from newsreader.model.article import Article
from newsreader.model.rule_verdict import Verdict
from newsreader.refresh.rules import Rules

STORM = Article(
    "The storm came at night. It was loud in Oslo, said Ann Lee-Jones.", "Storm warning [live]", source="Wire"
)


@pytest.mark.parametrize(
    ("value", "match", "found"),
    [
        ("storm", "words", True),
        ("STORM warning", "words", True),
        ("came at", "words", True),
        ("warning live", "words", True),
        ("sto", "words", False),
        ("night came", "words", False),
        ("(storm", "words", False),
        ("Ann Lee", "name", True),
        ("ann lee", "name", False),
        ("^storm .*live", "regex", True),
        ("o(s|z)lo", "regex", True),
        ("oslo$", "regex", False),
        ("wire", "source", True),
        ("press", "source", False),
    ],
)
def test_what_a_rule_finds(value: str, match: str, found: bool) -> None:
    assert Rules([Rule("mute", value, match)]).verdict(STORM, ["Wire"]).muted is found


NAMED = Article(
    "Reading books is good for you, Prime Minister Theresa May told pupils in London in May. “Reading helps,” Mrs May"
    " said on Friday. Her husband Philip agreed with her, and so did the head teacher, Ann Lee.",
    "Reading helps, says May",
)


@pytest.mark.parametrize(
    ("name", "found"),
    [("Theresa May", True), ("May", True), ("Ann Lee", True), ("London", True), ("Reading", False), ("Friday", False)],
)
def test_a_rule_by_name_means_what_the_analysis_takes_for_a_name(name: str, found: bool) -> None:
    assert Rules([Rule("mute", name, "name")]).verdict(NAMED).muted is found


def test_where_the_analysis_knows_no_names_the_words_decide() -> None:
    german = Article(
        "Der Bürgermeister von Arden, Karl Brook, hat am Montag die neue Brücke über den Fluss eröffnet. Sie ist die"
        " dritte in der Stadt und hat nach Angaben der Verwaltung mehr gekostet, als geplant war.",
        "Neue Brücke",
    )
    assert Rules([Rule("mute", "Montag", "name")]).verdict(german).muted


def test_a_rule_of_one_feed_leaves_others_alone() -> None:
    rules = Rules([Rule("star", "storm", feed="https://wire.example/feed"), Rule("read", "storm", feed="wire")])
    assert rules.verdict(STORM, ["Wire", "https://wire.example/feed"]) == Verdict(starred=True, read=True)
    assert rules.verdict(STORM, ["Other"]) == Verdict()


def test_several_rules_add_up() -> None:
    rules = Rules(
        [Rule("tag", "storm", tag="weather"), Rule("tag", "oslo", tag="Norway"), Rule("tag", "night", tag="weather")]
    )
    assert rules.verdict(STORM).tags == ("weather", "Norway")


def test_patterns_that_are_wrong_or_endless_are_left_out_and_said() -> None:
    rules = Rules([Rule("mute", "(", "regex"), Rule("mute", "(a+)+$", "regex"), Rule("mute", " "), Rule("star", "b")])
    assert len(rules.left_out) == 2
    article = Article("a" * 5000 + "! b")
    began = time.process_time()
    for _ in range(5):
        assert rules.verdict(article) == Verdict(starred=True)
    assert time.process_time() - began < 2
    assert len(rules.left_out) in (2, 3)
