"""The worker that analyses articles: run by `analysis_client`, imported by nothing."""

from __future__ import annotations

import contextlib

from newsreader.background.analysis_protocol import AnalysisRequest, AnalysisResult, OpenLibrary
from newsreader.background.worker_process import Channel, serve
from newsreader.errors import NewsreaderError
from newsreader.language.resources import models
from newsreader.library.store import Library

_WARM_UP = "“It is ready,” said Jane Smith of Reuters in Paris. Nothing else happened on Monday."


class _Handler:
    """Answers the requests for one library."""

    def __init__(self) -> None:
        self._library: Library | None = None

    def handle(self, request: OpenLibrary | AnalysisRequest, channel: Channel) -> None:
        """Answer one request. Raises LibraryError where the library cannot be opened."""
        # Imported here: the process has its low priority by now.
        from newsreader.language.pipeline import analyse

        if isinstance(request, OpenLibrary):
            analyse(_WARM_UP, "Warm-up")
            self._library = Library(request.path)
            return
        assert self._library is not None
        channel.send(_result(self._library, request))


def _result(library: Library, request: AnalysisRequest) -> AnalysisResult:
    """Analyse an article unless that is done or has failed before."""
    from newsreader.language.pipeline import analyse

    try:
        if library.analysis(request.article, request.method) is not None:
            return AnalysisResult(request)
        reason = library.analysis_failure(request.article)
        if reason is not None:
            return AnalysisResult(request, reason)
        article = library.article(request.article)
    except NewsreaderError as error:
        return AnalysisResult(request, str(error))
    try:
        analysis = analyse(article.text, article.title, method=request.method)
    except Exception as error:  # noqa: BLE001  # one article must not end the analysis of all others
        reason = f"The analysis of this article failed ({type(error).__name__}). You can still read it."
        with contextlib.suppress(NewsreaderError):
            library.mark_failed(request.article, models.MODEL, reason)
        return AnalysisResult(request, reason)
    try:
        library.store_analysis(request.article, analysis, text=article.text)
    except NewsreaderError as error:
        return AnalysisResult(request, str(error), analysis)
    return AnalysisResult(request)


if __name__ == "__main__":
    serve(_Handler().handle)
