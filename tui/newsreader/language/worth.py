"""What makes a sentence worth choosing: position, length, names and figures, quotes, centrality, coverage."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from newsreader.language.coverage import Counts
from newsreader.language.sentences import Document
from newsreader.language.terms import STOP_WORDS, Terms

__all__ = ["FEATURES", "features"]

FEATURES = tuple(
    """
    bias first second third near log_position part last log_count words log_words short long_sentence quoted
    opens_quote inside_quote quote_ends figures figure names name_share first_person question leaning says
    content coverage density expected expected_pairs central central_rank title paragraph_start
    paragraph_length lead_overlap colon new_words
    """.split()
)

_FIRST_PERSON = frozenset(
    "i me my we our us you your i'm i've we're we've i'd don't i’m i’ve we’re we’ve don’t".split()
)
_SAYING = frozenset(
    "said says say told tell according added asked wrote tweeted announced reported claimed argued".split()
)


def features(
    document: Document,
    terms: Terms,
    index: int,
    *,
    counts: Counts,
    central: float,
    central_rank: float,
    words: Sequence[float],
    expected: float,
    expected_pairs: float,
    leaning: bool,
    inside_quote: bool,
) -> list[float]:
    """The vector of FEATURES of the prose sentence `index`.

    `words` are the probabilities of its different content words to be in a summary, `expected` and `expected_pairs`
    the F1 to expect of it alone.
    """
    sentence = terms.sentences[index]
    written, stems = terms.words[index], terms.stems[index]
    text = document.text[sentence.start : min(sentence.end, sentence.start + 1000)]
    count, length = len(terms.sentences), len(stems) or 1
    content = [s for s in stems if s not in STOP_WORDS]
    marks = sum(text.count(mark) for mark in '"“”')
    names = sum(w[0].isupper() for w in written[1:])
    figures = sum(w[0].isdigit() for w in written)
    lower = [w.lower() for w in written]
    before = terms.sentences[index - 1].paragraph if index else -1
    lead = set(terms.stems[0])
    return [
        1.0,
        float(index == 0),
        float(index == 1),
        float(index == 2),
        1 / (1 + index),
        log(1 + index),
        index / count,
        float(index >= count - 2),
        log(count),
        length / 20,
        log(length),
        float(length < 8),
        float(length > 32),
        float(marks > 0),
        float(text[0] in "\"“‘'"),
        float(inside_quote),
        float(text[-1] in "\"”’'"),
        min(figures, 4) / 2,
        float(figures > 0),
        min(names, 8) / 4,
        names / length,
        sum(w in _FIRST_PERSON for w in lower) / length * 5,
        float(text.rstrip("\"”’'").endswith("?")),
        float(leaning),
        float(any(w in _SAYING for w in lower)),
        len(content) / length,
        sum(words),
        sum(words) / length * 3,
        expected * 4,
        expected_pairs * 8,
        central,
        central_rank,
        sum(s in terms.title for s in set(content)) / (len(terms.title) or 1),
        float(sentence.paragraph != before),
        min(count / (terms.sentences[-1].paragraph + 1), 10) / 5,
        0.0 if index == 0 else sum(s in lead for s in set(content)) / (len(content) or 1),
        float(text[-1] == ":"),
        sum(counts.first[s] == index for s in set(content)) / (len(content) or 1),
    ]
