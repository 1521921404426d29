"""Write articles as one web page with highlighted names. It has no script and loads nothing."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from html import escape

from newsreader.export.as_markdown import KEY_QUOTES
from newsreader.export.as_text import day, one_line
from newsreader.export.blocks import Block, blocks, web_address
from newsreader.model.analysis import Analysis, Span
from newsreader.model.article import Article, MarkKind
from newsreader.model.note import Note
from newsreader.model.quote_groups import best, joined, speaker_of

__all__ = ["STYLE", "article_html", "html"]

STYLE = """
:root { color-scheme: light dark; }
body { font: 1.1rem/1.6 Georgia, serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
header p, footer { font: 0.85rem/1.5 system-ui, sans-serif; opacity: 0.75; }
aside { border-left: 4px solid #8886; padding-left: 1rem; }
mark { background: none; color: inherit; border-bottom: 2px solid #8888; }
mark.person { border-color: #3b82c4; font-weight: 600; }
mark.org { border-color: #b7791f; border-bottom-style: dashed; }
mark.loc { border-color: #3f9155; border-bottom-style: dotted; }
mark.note { background: #e8b93a40; border-bottom-style: none; }
article + article { margin-top: 4rem; border-top: 1px solid #8886; }
""".strip()

_PAGE = """
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width" />
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
{body}
</body>
</html>
""".lstrip()
# A template engine would pay here only with more pages: jinja2 takes 75 ms to load, all formats together take 15 ms.

_INLINE = {MarkKind.STRONG: "strong", MarkKind.EMPHASIS: "em"}
_SHOWN = {"PERSON": "person", "ORG": "org", "LOC": "loc", "FAC": "loc", "NORP": "norp", "PRODUCT": "product"}


def html(articles: Iterable[tuple[Article, Analysis | None]], notes: Sequence[Sequence[Note]] = ()) -> str:
    """Return one HTML page with all the articles, each with its summary and key quotes where it was analysed.

    `notes` are the user's notes on each article.
    """
    pairs = list(articles)
    title = escape(pairs[0][0].title if len(pairs) == 1 else "Articles")
    body = "\n".join(article_html(*pair, of) for pair, of in zip(pairs, notes or [()] * len(pairs), strict=True))
    return _PAGE.format(title=title, style=STYLE, body=body)


def article_html(article: Article, analysis: Analysis | None, notes: Sequence[Note] = ()) -> str:
    """Return one `<article>` element, well-formed as XML too. Only http, https and mailto links become links."""
    parts = ["<article>", "<header>"]
    if article.title:
        parts.append(f"<h1>{escape(article.title)}</h1>")
    facts = [escape(part) for part in (article.byline, article.source, day(article)) if part]
    if address := web_address(article.url):
        facts.append(f'<a href="{escape(address)}">{escape(address)}</a>')
    if facts:
        parts.append(f"<p>{' · '.join(facts)}</p>")
    parts.append("</header>")
    if analysis is not None and (analysis.summary or analysis.quotes):
        parts.append(f"<aside>{_summary(article, analysis)}{_quotes(article, analysis)}</aside>")
    if notes:
        parts.append(f"<aside>{''.join(_note(note) for note in notes)}</aside>")
    parts += _body(article, analysis, notes)
    parts.append("</article>")
    return "\n".join(parts)


def _summary(article: Article, analysis: Analysis) -> str:
    if not analysis.summary:
        return ""
    return (
        "<ul>"
        + "".join(f"<li>{escape(one_line(article.text, s), quote=False)}</li>" for s in analysis.summary)
        + "</ul>"
    )


def _quotes(article: Article, analysis: Analysis) -> str:
    pieces: list[str] = []
    for group in best(analysis, KEY_QUOTES):
        words = escape(joined(article.text, [analysis.quotes[i] for i in group]), quote=False)
        who = escape(", ".join(part for part in speaker_of(analysis, group) if part))
        pieces.append(f"<blockquote><p>“{words}”{f' — {who}' if who else ''}</p></blockquote>")
    return "".join(pieces)


def _note(note: Note) -> str:
    quote = f'<blockquote class="note"><p>{escape(" ".join(note.quote.split()), quote=False)}</p></blockquote>'
    words = escape(note.words, quote=False).replace("\n", "<br />")
    return f"{quote}<p>{words}</p>" if words else quote


def _body(article: Article, analysis: Analysis | None, notes: Sequence[Note]) -> list[str]:
    lines: list[str] = []
    open_tags: list[str] = []
    for block in blocks(article):
        ordered = block.value.strip()[:1].isdigit()
        wanted = ["blockquote"] if block.quoted else []
        if block.kind is MarkKind.ITEM:
            wanted.append("ol" if ordered else "ul")
        while open_tags and open_tags != wanted[: len(open_tags)]:
            lines.append(f"</{open_tags.pop()}>")
        for tag in wanted[len(open_tags) :]:
            lines.append(f"<{tag}>")
            open_tags.append(tag)
        words = _inline(article, analysis, block, notes)
        lines.append(_wrapped(block, words))
    return lines + [f"</{tag}>" for tag in reversed(open_tags)]


def _wrapped(block: Block, words: str) -> str:
    if block.kind is MarkKind.CODE:
        return f"<pre>{words}</pre>"
    words = words.replace("\n", "<br />\n")
    if block.kind is MarkKind.HEADING:
        level = int(block.value) if block.value.isdigit() else 2
        return f"<h{min(max(level, 2), 6)}>{words}</h{min(max(level, 2), 6)}>"
    if block.kind is MarkKind.ITEM:
        return f"<li>{words}</li>"
    if block.kind is MarkKind.CAPTION:
        address = web_address(block.value)
        link = f' <a href="{escape(address)}">image</a>' if address else ""
        return f"<p><em>{words}</em>{link}</p>"
    return f"<p>{words}</p>"


def _inline(article: Article, analysis: Analysis | None, block: Block, notes: Sequence[Note]) -> str:
    """Return the words of `block` with their tags. Where spans overlap, close and reopen tags."""
    start, end, text = block.start, block.end, article.text
    spans: list[tuple[Span, str, str]] = []
    for mark in article.marks:
        if mark.start >= end or mark.end <= start:
            continue
        if mark.kind is MarkKind.LINK and (address := web_address(mark.value)):
            spans.append((Span(mark.start, mark.end), f'<a href="{escape(address)}">', "</a>"))
        elif tag := _INLINE.get(mark.kind):
            spans.append((Span(mark.start, mark.end), f"<{tag}>", f"</{tag}>"))
    for entity in analysis.entities if analysis is not None else ():
        if entity.start < end and entity.end > start and (kind := _SHOWN.get(entity.label)):
            mark_tag = f'<mark class="{kind}" title="{escape(entity.name)}">'
            spans.append((Span(entity.start, entity.end), mark_tag, "</mark>"))
    spans += [
        (Span(note.start, note.end), f'<mark class="note" title="{escape(note.words)}">', "</mark>")
        for note in notes
        if note.start < end and note.end > start and text[note.start : note.end] == note.quote
    ]
    edges = sorted({start, end, *(min(max(e, start), end) for s, _, _ in spans for e in (s.start, s.end))})
    pieces: list[str] = []
    for here, there in itertools.pairwise(edges):
        over = [tags for tags in spans if tags[0].start <= here < tags[0].end]
        # HTML does not allow a link in a link: the first one counts.
        links = [tags for tags in over if tags[2] == "</a>"]
        over = [tags for tags in over if tags[2] != "</a>" or tags is links[0]]
        words = escape(text[here:there], quote=False)
        for _, before, after in reversed(over):
            words = before + words + after
        pieces.append(words)
    return "".join(pieces)
