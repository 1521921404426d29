"""Find ids in long lists."""

from __future__ import annotations

from newsreader.ui.widgets.article_list.index_search import place_of


def test_the_first_wanted_id_is_found_near_and_far() -> None:
    ids = list(range(10_000, 0, -1))
    assert place_of(ids, [9_990], near=5) == 10
    assert place_of(ids, [3], near=5) == 9_997
    assert place_of(ids, [20_000, 3, 9_990], near=5) == 9_997
    assert place_of(ids, [20_000], near=5) is None
    assert place_of(ids, [], near=5) is None
    assert place_of([], [1], near=0) is None
