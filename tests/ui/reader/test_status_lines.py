"""The two status lines without an app."""

from __future__ import annotations

from fake_context import FakeContext
from newsreader.ui.reader.status_lines import StatusLines


def test_a_refresh_borrows_both_lines(context: FakeContext) -> None:
    lines = StatusLines(context)
    lines.show_counts("All · 4 articles")
    lines.show_legend()
    assert context.lines == {"view": "All · 4 articles", "legend": "legend of all"}
    lines.show_progress(0, 0, "")
    assert context.lines["view"] == "Refreshing…"
    lines.show_progress(3, 8, "Quay [/] Post")
    assert context.lines["view"] == "Refreshing 3 of 8 · Quay [/] Post"
    assert context.lines["legend"].startswith("━━━━━━━")
    lines.show_counts("All · 5 articles")
    lines.show_legend()
    assert context.lines["view"] == "Refreshing 3 of 8 · Quay [/] Post"
    lines.end_progress()
    lines.show_counts("All · 5 articles")
    assert context.lines == {"view": "All · 5 articles", "legend": "legend of all"}
