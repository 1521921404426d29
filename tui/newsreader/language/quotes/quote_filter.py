"""Keep the quoted strings that are speech; drop titles, slogans, nicknames and scare quotes.

Longer strings are decided by rules, short ones by gradient boosted trees (`assets/training/quotes.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from newsreader.language.document.document import Document
from newsreader.language.document.quotation_marks import Quoted
from newsreader.language.resources.gradient_boosted_trees import GradientBoostedTrees
from newsreader.language.summary.stop_words import UNSPACED

__all__ = ["LONG", "features", "keep_speech"]

LONG = 5
"""From this many words on, a string is speech unless it looks like a title; a shorter one goes through the model."""

_LIKELY, _SURE = 0.4, 0.8  # 0.4 gives the best F1 on held-out parts of the training data
_TITLE_WORDS = 14
_MARKS = "„“”\"«»‹›‘’「」『』' \xa0\u202f"
_FEWEST_SIGNS = 6
_QUOTATIVES = ("と", "って", "고", "라고", "이라고", "라며", "이라며", "며")  # particles after direct speech
_NAMINGS = ("という", "といった", "라는", "이라는")  # "called", after a name or title
_NEARBY = 8  # characters: two marks with a space, and the sign after them
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


def keep_speech(
    document: Document, strings: Sequence[Quoted], cues: Mapping[str, float], trees: GradientBoostedTrees
) -> list[Quoted]:
    """Return those of the `strings` that are direct speech, in the same order.

    `cues` maps a word to its probability of being a verb of saying; `trees` are trained on rows of `features`. All
    paragraphs of a longer quote are kept or dropped together, except stage directions ("(Applause.)"), which go.
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


def _is_speech(document: Document, string: Quoted, row: Sequence[float], trees: GradientBoostedTrees) -> bool:
    """Return whether one string is speech; `row` holds its `features`."""
    if document.language in UNSPACED or document.language == "ko":
        return _ends_like_speech_unspaced(document.text, string)
    length, capitals, cue = row[0], row[1], max(row[8:12])
    # German gives every noun a capital.
    titled = capitals >= 0.75 and length <= _TITLE_WORDS and document.language != "de"
    clause = _has_clause(document.text[string.start : string.end])
    called_title = row[12]  # "titled" or "entitled" stands before it
    if called_title or _is_credited_headline(document, string):
        return False
    if length >= LONG:
        introduced = any(row[13:16])  # by a comma, a colon, or "that"
        sentence = introduced or document.text[string.end - 1] in _SENTENCE_MARKS
        return not titled or cue >= 0.5 or (clause and sentence)
    if not document.english:
        return length > 1 and not titled and _ends_like_speech(document, string)
    likely = trees.probability(row)
    return likely >= _LIKELY and (clause or (likely >= _SURE and not titled))


def _ends_like_speech(document: Document, string: Quoted) -> bool:
    """Return whether a string opens a sentence or follows a colon, and ends like speech: "«No», dijo", "«No.»".

    For languages without a list of verbs of saying. Titles and nicknames mostly stand in mid-sentence.
    """
    text = document.text
    begin = max(document.paragraphs[string.paragraph].start, string.start - _NEARBY)
    before = text[begin : string.start].rstrip(_MARKS)[-1:]
    after = text[string.end : string.end + _NEARBY].lstrip(_MARKS)[:1]
    return (not before or before in _BEFORE_SPEECH) and (text[string.end - 1] in ",.!?…" or after == ",")


def _ends_like_speech_unspaced(text: str, string: Quoted) -> bool:
    """Return whether a string in Chinese, Japanese or Korean is speech.

    It follows a colon, or it ends with a stop or is followed by "と" or "고". "「…」という" only names something.
    """
    before = text[max(0, string.start - _NEARBY) : string.start].rstrip(_MARKS)[-1:]
    after = text[string.end : string.end + _NEARBY].lstrip(_MARKS)
    quoted = after.startswith(_QUOTATIVES) and not after.startswith(_NAMINGS)
    ends = text[string.end - 1] in "。！？!?.…，," or quoted
    return string.end - string.start >= _FEWEST_SIGNS and (ends or before in "：:")


def _is_credited_headline(document: Document, string: Quoted) -> bool:
    """Return whether a string is a headline with its author, as in a digest: "Gallery to close," by Ann Lee."""
    words, starts = document.words, document.starts
    first, last = max(0, bisect_left(starts, string.start) - 1), bisect_left(starts, string.end) + 1
    if words[last : last + 1] != ["by"] or document.text[string.end - 1] != "," or not words[last + 1 :]:
        return False
    begins = starts[first] <= document.paragraphs[string.paragraph].start or words[first - 1] in _BEFORE_HEADLINE
    return begins and words[last + 1][0].isupper()


def _has_clause(string: str) -> bool:
    """Return whether a string has a personal pronoun or an auxiliary verb, or is a question or an exclamation."""
    if string[-1] in "!?":
        return True
    for word in string.lower().replace("’", "'").split():
        head, _, ending = word.strip(".,;:!?…\"“”'‘()").partition("'")
        if head in _PERSONS or head in _AUXILIARIES or ending in _CONTRACTIONS or head + "'" + ending in _AUXILIARIES:
            return True
    return False


def features(document: Document, string: Quoted, cues: Mapping[str, float]) -> list[float]:
    """Return the features of a quoted string for the trained model; an empty list for a string without a word.

    In order: length in words and share of capitals (0, 1), first letter and end (2 to 5), verbs of saying near it
    (6 to 11), the word before (12 to 16) and after (17, 18), its place in the paragraph (19, 20), pronouns and
    auxiliaries inside (21 to 23), and the quotation marks and the paragraph (24 to 27). The order is part of the model.
    """
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
    cues_before = [cues.get(w, 0.0) for w in before]
    cues_after = [cues.get(w, 0.0) for w in after]
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
        max(cues_before, default=0.0),
        max(cues_after, default=0.0),
        cues_before[-1] if cues_before else 0.0,
        *[*cues_after, 0.0, 0.0, 0.0][:3],
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
