"""Write articles as an EPUB 3 book for e-readers, one chapter each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from html import escape
from io import BytesIO

from newsreader.export.as_html import STYLE, article_html
from newsreader.model.analysis import Analysis
from newsreader.model.article import Article
from newsreader.model.note import Note
from newsreader.system.control_characters import without_controls

__all__ = ["epub"]

_CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)


def epub(
    articles: Iterable[tuple[Article, Analysis | None]],
    made: datetime,
    notes: Sequence[Sequence[Note]] = (),
) -> bytes:
    """Return a book with one chapter for each article, in the order given. `made` (aware) is its date.

    The title of the book is that of a single article, or "Articles" and the date. `notes` are the user's notes on each
    article. The same arguments give the same bytes.
    """
    # These take 20 ms to load; the reader copies text with this package, and rarely makes books.
    import hashlib
    from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

    pairs = list(articles)
    noted = notes or [()] * len(pairs)
    chapters = [(pair[0].title or "Untitled", article_html(*pair, of)) for pair, of in zip(pairs, noted, strict=True)]
    title = chapters[0][0] if len(chapters) == 1 else f"Articles, {made:%Y-%m-%d}"
    when = made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    digest = hashlib.sha256("\0".join(body for _, body in chapters).encode()).hexdigest()[:32]
    names = [f"article-{number}.xhtml" for number in range(1, len(chapters) + 1)]
    links = "".join(
        f'<li><a href="{name}">{escape(heading)}</a></li>' for name, (heading, _) in zip(names, chapters, strict=True)
    )
    nav = _page(title, f'<nav epub:type="toc"><h1>{escape(title)}</h1><ol>{links}</ol></nav>')
    items = "".join(f'<item id="c{i}" href="{n}" media-type="application/xhtml+xml"/>' for i, n in enumerate(names))
    spine = "".join(f'<itemref idref="c{i}"/>' for i in range(len(names)))
    package = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:newsreader:{digest}</dc:identifier><dc:title>{escape(title)}</dc:title>'
        f'<dc:language>en</dc:language><meta property="dcterms:modified">{when}</meta></metadata><manifest>'
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="css" href="style.css" media-type="text/css"/>'
        f"{items}</manifest><spine>{spine}</spine></package>\n"
    )
    book = BytesIO()
    with ZipFile(book, "w") as archive:
        # The format is recognised by this entry: it must be first, and not compressed.
        archive.writestr(ZipInfo("mimetype"), "application/epub+zip", ZIP_STORED)
        files = {"META-INF/container.xml": _CONTAINER, "content.opf": package, "nav.xhtml": nav, "style.css": STYLE}
        files.update({name: _page(*chapter) for name, chapter in zip(names, chapters, strict=True)})
        for name, content in files.items():
            archive.writestr(ZipInfo(name), without_controls(content), ZIP_DEFLATED)
    return book.getvalue()


def _page(title: str, body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops" lang="en"><head><title>{escape(title)}</title>'
        f'<link rel="stylesheet" href="style.css"/></head><body>{body}</body></html>\n'
    )
