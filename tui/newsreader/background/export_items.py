"""Gather articles for export, and analyse first what is not analysed yet.

This is not in `export`, which uses the model alone: it reads the library and starts workers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from newsreader.background import bulk_analysis
from newsreader.background.bulk_analysis import AnalysisProgress
from newsreader.export.write_files import Item
from newsreader.library.store import Library
from newsreader.model.analysis import METHODS

__all__ = ["export_items"]


def export_items(
    library: Library, ids: Iterable[int], progress: Callable[[AnalysisProgress], None] = lambda _: None
) -> list[Item]:
    """Return these articles with their analyses, notes and tags.

    Analyse what is not analysed yet, on all cores, and store it where the library can be written; `progress` is called
    after each such article. An article that cannot be analysed has no analysis. Raises AnalysisError where none can be.
    """
    analyses = {number: library.analysis(number, METHODS[0]) for number in ids}
    missing = [
        number for number, analysis in analyses.items() if analysis is None and library.analysis_failure(number) is None
    ]
    unstored = bulk_analysis.analyse_these(library.path, missing, progress)
    for number in missing:
        analyses[number] = unstored.get(number) or library.analysis(number, METHODS[0])
    items: list[Item] = []
    for number, analysis in analyses.items():
        [entry] = library.entries([number])
        items.append(Item(library.article(number), analysis, library.notes(number), entry.tags))
    return items
