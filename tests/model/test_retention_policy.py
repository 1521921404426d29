"""A retention policy knows whether anything was chosen, and whether it ever deletes anything."""

from __future__ import annotations

import pytest

from newsreader.model.retention_policy import RetentionPolicy


@pytest.mark.parametrize(
    ("policy", "is_unset", "keeps_all"),
    [
        (RetentionPolicy(), True, True),
        (RetentionPolicy(source="Wire"), True, True),
        (RetentionPolicy(days=0), False, True),
        (RetentionPolicy(days=30), False, False),
        (RetentionPolicy(max_articles=0), False, False),
        (RetentionPolicy(days=0, max_articles=200), False, False),
    ],
)
def test_what_a_policy_does(policy: RetentionPolicy, is_unset: bool, keeps_all: bool) -> None:
    assert (policy.is_unset, policy.keeps_all) == (is_unset, keeps_all)
