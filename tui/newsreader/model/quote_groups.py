"""Quotes that are one statement: split by their attribution, or over several paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from newsreader.model.analysis import Analysis, Quote

__all__ = ["best", "joined", "speaker_of", "statements"]

_MARKS = "\"“”„‟'‘’‚‛«»‹›「」『』"
_STOPS = (".", "!", "?", "…")


def statements(analysis: Analysis) -> list[list[int]]:
    """Return the indexes of `analysis.quotes`, grouped by statement; both levels in reading order."""
    groups: list[list[int]] = []
    group_of: list[list[int]] = []
    for index, quote in enumerate(analysis.quotes):
        if quote.continues is not None and 0 <= quote.continues < index:
            group = group_of[quote.continues]
            group.append(index)
        else:
            group = [index]
            groups.append(group)
        group_of.append(group)
    return groups


def best(analysis: Analysis, most: int | None = None) -> list[list[int]]:
    """Return at most `most` statements, those with the most weight first, equal ones in reading order.

    A statement weighs as much as its heaviest quote.
    """
    ranked = sorted(statements(analysis), key=lambda group: -max(analysis.quotes[i].weight for i in group))
    return ranked if most is None else ranked[: max(most, 0)]


def speaker_of(analysis: Analysis, group: Sequence[int]) -> tuple[str, str]:
    """Return the speaker and the role of a statement: the first that its quotes name, or ""."""
    quotes = [analysis.quotes[i] for i in group]
    return next((q.speaker for q in quotes if q.speaker), ""), next((q.role for q in quotes if q.role), "")


def joined(text: str, quotes: Sequence[Quote]) -> str:
    """Return the words of one statement on one line, without the attribution and the quotation marks around it.

    Where the attribution ended a sentence, the comma before it gives way to the full stop that it stood for:
    “We will act,” she said. “It is time.” becomes: We will act. It is time.
    """
    line = ""
    for index, quote in enumerate(quotes):
        if index:
            gap = text[quotes[index - 1].end : quote.start].strip().strip(_MARKS).strip()
            if gap.endswith(_STOPS) and not line.endswith(_STOPS):
                line = line.rstrip(",;:") + "."
        line = f"{line} {' '.join(text[quote.start : quote.end].split())}".strip()
    return line.rstrip(",").rstrip()
