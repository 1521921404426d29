"""The messages between the analysis client and its worker. Light to import; they are pickled on the way."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from newsreader.model.analysis import Analysis

__all__ = ["AnalysisRequest", "AnalysisResult", "OpenLibrary"]


@dataclass(frozen=True, slots=True)
class OpenLibrary:
    """The first request: load the models and open the library at `path`. The worker is ready when this is done."""

    path: Path


class AnalysisRequest(NamedTuple):
    """Analyse the article with this number, with the summary by `method`, and store the analysis."""

    article: int
    method: str


@dataclass(frozen=True, slots=True)
class AnalysisResult:
    """The analysis is stored, or `failed` says in a sentence why it is not.

    `analysis` is set only where the library could not be written: no other process has it then.
    """

    request: AnalysisRequest
    failed: str | None = None
    analysis: Analysis | None = None
