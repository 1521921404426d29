"""Which quoted strings are what somebody said, and which are titles, slogans, nicknames or scare quotes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from newsreader.language.document.document import Document
from newsreader.language.document.quotation_marks import Quoted
from newsreader.language.resources.gradient_boosted_trees import Trees
from newsreader.language.summary.stop_words import UNSPACED

__all__ = ["LONG", "features", "spoken"]

LONG = 5
"""Words from which a string is taken for speech unless it looks like a title; with fewer, much must speak for it."""

_LIKELY, _SURE = 0.4, 0.8  # 0.4 is where F1 is best on held-out parts of the training data
_TITLE_WORDS = 14
_MARKS = "„“”\"«»‹›‘’「」『』' \xa0\u202f"
_FEWEST_SIGNS = 6
_TELLING = ("と", "って", "고", "라고", "이라고", "라며", "이라며", "며")
_CALLED = ("という", "といった", "라는", "이라는")
_BESIDE = 8  # characters: two marks with a space, and what is behind them
_BEFORE_SPEECH = frozenset(".!?…:")
_SENTENCE_MARKS = frozenset(".,;:!?…-–—")
_BEFORE_HEADLINE = frozenset(".:-–—")
_DIRECTION = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SUBJECTS = frozenset(
    "i we you he she they it there this that who what i'm it's we're you're he's she's they're that's there's".split()
)
_PERSONS = frozenset("i we you he she they it".split())
_CONTRACTIONS = frozenset("ll re ve m t".split())
_AUXILIARIES = frozenset(
    "is are was were am be been will would can could should must may might do does did has have had don't can't won't "
    "isn't didn't i'm it's we're you're they're that's let's".split()
)
_ARTICLES = frozenset("the a an this his her their our its of and called titled entitled dubbed named on".split())


def spoken(document: Document, strings: Sequence[Quoted], cues: Mapping[str, float], trees: Trees) -> list[Quoted]:
    """Those of the `strings` that carry a clause that somebody said, in the same order.

    `cues` is how likely each word is to be a verb of saying; `trees` are trained on rows of `features`. The
    paragraphs of a longer quote count together, but for stage directions ("(Applause.)") between them.
    """
    verdicts: list[bool] = []
    for at, string in enumerate(strings):
        part = not string.closed or (string.resumes and at > 0 and verdicts[at - 1])
        row = features(document, string, cues)
        verdicts.append(
            bool(row)
            and not _DIRECTION.fullmatch(document.text, string.start, string.end)
            and (part or _is_speech(document, string, row, trees))
        )
    return [string for string, verdict in zip(strings, verdicts, strict=True) if verdict]


def _is_speech(document: Document, string: Quoted, row: Sequence[float], trees: Trees) -> bool:
    if document.language in UNSPACED or document.language == "ko":
        return _is_told_unspaced(document.text, string)
    length, capitals, said = row[0], row[1], max(row[8:12])
    titled = capitals >= 0.75 and length <= _TITLE_WORDS and document.language != "de"  # which gives nouns a capital
    clause = _has_clause(document.text[string.start : string.end])
    if row[12] or _is_headline(document, string):
        return False
    if length >= LONG:
        introduced = any(row[13:16])  # by a comma, a colon, or "that"
        sentence = introduced or document.text[string.end - 1] in _SENTENCE_MARKS
        return not titled or said >= 0.5 or (clause and sentence)
    if not document.english:
        return length > 1 and not titled and _is_told(document, string)
    likely = trees.probability(row)
    return likely >= _LIKELY and (clause or (likely >= _SURE and not titled))


def _is_told(document: Document, string: Quoted) -> bool:
    """Whether a string opens a sentence or stands behind a colon, and ends as speech does: "«No», dijo", "«No.»".

    For languages whose verbs are not known: titles and nicknames mostly stand in the middle.
    """
    text = document.text
    begin = max(document.paragraphs[string.paragraph].start, string.start - _BESIDE)
    before = text[begin : string.start].rstrip(_MARKS)[-1:]
    after = text[string.end : string.end + _BESIDE].lstrip(_MARKS)[:1]
    return (not before or before in _BEFORE_SPEECH) and (text[string.end - 1] in ",.!?…" or after == ",")


def _is_told_unspaced(text: str, string: Quoted) -> bool:
    """Whether a string in Chinese, Japanese or Korean is speech: led to by a colon, or ended by a stop or "…と", "…고".

    "「…」という" only tells what something is called.
    """
    before = text[max(0, string.start - _BESIDE) : string.start].rstrip(_MARKS)[-1:]
    after = text[string.end : string.end + _BESIDE].lstrip(_MARKS)
    ends = text[string.end - 1] in "。！？!?.…，," or (after.startswith(_TELLING) and not after.startswith(_CALLED))
    return string.end - string.start >= _FEWEST_SIGNS and (ends or before in "：:")


def _is_headline(document: Document, string: Quoted) -> bool:
    """Whether a string is followed by who wrote it, as headlines are in a digest: "Gallery to close," by Ann Lee."""
    words, starts = document.words, document.starts
    first, last = max(0, bisect_left(starts, string.start) - 1), bisect_left(starts, string.end) + 1
    if words[last : last + 1] != ["by"] or document.text[string.end - 1] != "," or not words[last + 1 :]:
        return False
    begins = starts[first] <= document.paragraphs[string.paragraph].start or words[first - 1] in _BEFORE_HEADLINE
    return begins and words[last + 1][0].isupper()


def _has_clause(string: str) -> bool:
    """Whether a string has a verb or a subject that cannot be missed, or is a question or a call."""
    if string[-1] in "!?":
        return True
    for word in string.lower().replace("’", "'").split():
        head, _, ending = word.strip(".,;:!?…\"“”'‘()").partition("'")
        if head in _PERSONS or head in _AUXILIARIES or ending in _CONTRACTIONS or head + "'" + ending in _AUXILIARIES:
            return True
    return False


def features(document: Document, string: Quoted, cues: Mapping[str, float]) -> list[float]:
    """The numbers that the trained model sees of a quoted string; none for a string without a word."""
    text, words, starts = document.text, document.words, document.starts
    first, last = bisect_left(starts, string.start), bisect_left(starts, string.end)
    inside = [w for w in words[first : min(last, first + 60)] if w[0].isalnum()]
    if not inside:
        return []
    paragraph = document.paragraphs[string.paragraph]
    lowered = {w.lower().replace("’", "'") for w in inside}
    before = [w.lower() for w in words[max(0, first - 6) : max(0, first - 1)] if w]
    after = [w.lower() for w in words[last + 1 : last + 6]]
    if first and starts[max(0, first - 6)] < paragraph.start:
        before = [w.lower() for w in words[bisect_left(starts, paragraph.start) : max(0, first - 1)]]
    if string.end + 1 >= paragraph.end:
        after = []
    long_words = [w for w in inside if len(w) > 3 and w[0].isalpha()]
    said_before = [cues.get(w, 0.0) for w in before]
    said_after = [cues.get(w, 0.0) for w in after]
    nearest = before[-1] if before else ""
    next_word = after[0] if after else ""
    ending = text[string.end - 1]
    return [
        float(min(text.count(" ", string.start, string.end) + 1, 100)),
        sum(w[0].isupper() for w in long_words) / max(1, len(long_words)),
        float(inside[0][0].isupper()),
        float(ending in ".!?…"),
        float(ending == ","),
        float(ending in "!?"),
        max(said_before, default=0.0),
        max(said_after, default=0.0),
        said_before[-1] if said_before else 0.0,
        *[*said_after, 0.0, 0.0, 0.0][:3],
        float(nearest in ("titled", "entitled")),
        float(nearest == ","),
        float(nearest == ":"),
        float(nearest == "that"),
        float(nearest in _ARTICLES),
        float(next_word == ","),
        float(next_word[:1].isalpha()),
        float(string.start - 2 <= paragraph.start),
        float(string.end + 2 >= paragraph.end),
        float(len(lowered & _SUBJECTS)),
        float(len(lowered & _AUXILIARIES)),
        float(inside[0].lower().replace("’", "'") in _SUBJECTS),
        float(string.closed),
        float(string.resumes),
        float(string.paragraph == 0),
        float(min(paragraph.end - paragraph.start, 2000)),
    ]
