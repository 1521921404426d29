"""An article and its analysis as JSON. One schema, for `--json` and for exports.

An article is an object with `title`, `byline`, `source`, `place`, `url`, `published` (ISO 8601, UTC, or null),
`body` (the text, to which all offsets refer) and `marks` (`start`, `end`, `kind`, `value`). An analysed article also
has `method`, `model` and:

- `summary`: `start`, `end`, `text`, in reading order;
- `quotes`: `start`, `end`, `text`, `speaker` and `role` (or null), `speaker_start` and `speaker_end` (the mention
  in the body, or null), `weight` (0 to 1) and `continues` (the index in this list of the quote that this one
  continues, or null), in reading order;
- `entities`: `start`, `end`, `text`, `label` and `name`, in reading order.

If the user gave it tags, it has `tags`, a list of text. If the user wrote notes, it has `notes`: `start`, `end`,
`text`, `words` (or "") and `made` (ISO 8601, UTC).

Offsets are Unicode code points into `body`, half-open: `body[start:end] == text`. Control characters, also those of
bidirectional text, are written as \\uXXXX.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from newsreader.model.analysis import Analysis
from newsreader.model.article import Article
from newsreader.model.note import Note
from newsreader.system.control_characters import escaped

__all__ = ["PARTS", "article_data", "dumps", "to_json"]

PARTS = ("summary", "quotes", "entities")


def article_data(
    article: Article,
    analysis: Analysis | None,
    parts: Iterable[str] = PARTS,
    notes: Sequence[Note] = (),
    tags: Sequence[str] = (),
) -> dict[str, object]:
    """Return `article` in the schema above as plain values, with these `parts` of the analysis."""
    text = article.text
    data: dict[str, object] = {
        "title": article.title,
        "byline": article.byline,
        "source": article.source,
        "place": article.place,
        "url": article.url,
        "published": article.published.isoformat() if article.published else None,
        "body": text,
        "marks": [{"start": m.start, "end": m.end, "kind": str(m.kind), "value": m.value} for m in article.marks],
    }
    if tags:
        data["tags"] = list(tags)
    if notes:
        data["notes"] = [
            {"start": n.start, "end": n.end, "text": n.quote, "words": n.words, "made": n.made.isoformat()}
            for n in notes
        ]
    if analysis is None:
        return data
    wanted = set(parts)
    data.update(method=analysis.method, model=analysis.model)
    if "summary" in wanted:
        data["summary"] = [{"start": s.start, "end": s.end, "text": text[s.start : s.end]} for s in analysis.summary]
    if "quotes" in wanted:
        data["quotes"] = [
            {
                "start": q.start,
                "end": q.end,
                "text": text[q.start : q.end],
                "speaker": q.speaker,
                "role": q.role,
                "speaker_start": q.speaker_start,
                "speaker_end": q.speaker_end,
                "weight": q.weight,
                "continues": q.continues,
            }
            for q in analysis.quotes
        ]
    if "entities" in wanted:
        data["entities"] = [
            {"start": e.start, "end": e.end, "text": text[e.start : e.end], "label": e.label, "name": e.name}
            for e in analysis.entities
        ]
    return data


def to_json(
    articles: Iterable[tuple[Article, Analysis | None]],
    notes: Sequence[Sequence[Note]] = (),
    tags: Sequence[Sequence[str]] = (),
) -> str:
    """Return the articles as one JSON array, indented, with their `notes` and `tags` if given, and a newline."""
    pairs = list(articles)
    noted = notes or [()] * len(pairs)
    tagged = tags or [()] * len(pairs)
    rows = [article_data(*pair, notes=of, tags=own) for pair, of, own in zip(pairs, noted, tagged, strict=True)]
    return dumps(rows, indent=2) + "\n"


def dumps(value: object, indent: int | None = None) -> str:
    """Return `value` as JSON with readable letters; control characters are escaped, so that it is safe to print."""
    return escaped(json.dumps(value, ensure_ascii=False, indent=indent))
