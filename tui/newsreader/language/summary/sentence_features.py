"""What makes a sentence worth choosing: position, length, names and figures, quotes, centrality, coverage.

Imports numpy (0.1 s): import this inside the function that needs it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from newsreader.language.document.document import Document
from newsreader.language.summary.terms import Terms
from newsreader.language.summary.word_model import Counts, Floats, Ints

__all__ = ["FEATURES", "central", "features"]

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


def central(counts: Counts) -> Floats:
    """How like the others each sentence is: the cosine of its tf-idf vector with the sum of theirs, 0 to 1."""
    content = counts.stop[counts.held] == 0
    holders, held = counts.holders[content], counts.held[content]
    weights = counts.times[content] * np.log((1 + counts.total) / counts.sentences[held])
    norms = np.sqrt(np.bincount(holders, weights * weights, counts.total))
    weights = weights / np.where(norms > 0, norms, 1.0)[holders]
    whole = np.bincount(held, weights, len(counts.stems))
    dots = np.bincount(holders, weights * whole[held], counts.total)
    own = np.bincount(holders, weights * weights, counts.total)
    scores: Floats = (dots - own) / np.sqrt(np.maximum(whole @ whole - 2 * dots + own, 1e-9))
    return scores


def features(
    document: Document,
    terms: Terms,
    indexes: Ints,
    *,
    counts: Counts,
    central: Floats,
    ranks: Floats,
    chances: Floats,
    expected: Floats,
    expected_pairs: Floats,
    leaning: Sequence[bool],
    inside_quote: Sequence[bool],
) -> Floats:
    """The vectors of FEATURES of the prose sentences `indexes`, a row for each.

    `chances` are the probabilities of the stems to be in a summary, `expected` and `expected_pairs` the F1 to expect
    of each sentence alone; they, `central` and `ranks` have an item for every prose sentence of the document, and so
    has `inside_quote`; `leaning` has one for each of `indexes`.
    """
    total = counts.total
    sentences = [terms.sentences[i] for i in indexes]
    texts = [document.text[s.start : min(s.end, s.start + 1000)] for s in sentences]
    lower = [[w.lower() for w in terms.words[i]] for i in indexes]
    length = np.maximum(1, np.bincount(counts.places, minlength=total))[indexes]
    starts = np.array([s.paragraph for s in terms.sentences])
    opens = np.append(True, starts[1:] != starts[:-1])[indexes]
    names = np.array([sum([w[0].isupper() for w in terms.words[i][1:]]) for i in indexes])
    figures = np.array([sum([w[0].isdigit() for w in terms.words[i]]) for i in indexes])

    content = counts.stop == 0
    lead = np.zeros(len(content), dtype=bool)
    lead[counts.held[counts.holders == 0]] = True

    def shares(flags: Floats) -> Floats:
        """The sum of `flags` over the different content stems of each sentence."""
        return np.bincount(counts.holders, (flags * content)[counts.held], total).astype(float)[indexes]

    many = np.bincount(counts.places, content[counts.ids], total)[indexes]
    most = np.maximum(1, many)
    coverage = shares(chances)
    new = np.bincount(counts.holders, (content[counts.held]) & (counts.first[counts.held] == counts.holders), total)
    ones = np.ones(len(indexes))
    return np.stack(
        [
            ones,
            indexes == 0,
            indexes == 1,
            indexes == 2,
            1 / (1 + indexes),
            np.log1p(indexes),
            indexes / total,
            indexes >= total - 2,
            ones * np.log(total),
            length / 20,
            np.log(length),
            length < 8,
            length > 32,
            [any(mark in text for mark in '"“”') for text in texts],
            [text[0] in "\"“‘'" for text in texts],
            np.array(inside_quote)[indexes],
            [text[-1] in "\"”’'" for text in texts],
            np.minimum(figures, 4) / 2,
            figures > 0,
            np.minimum(names, 8) / 4,
            names / length,
            np.array([sum([w in _FIRST_PERSON for w in line]) for line in lower]) / length * 5,
            [text.rstrip("\"”’'").endswith("?") for text in texts],
            np.array(leaning),
            [not _SAYING.isdisjoint(line) for line in lower],
            many / length,
            coverage,
            coverage / length * 3,
            expected[indexes] * 4,
            expected_pairs[indexes] * 8,
            central[indexes],
            ranks[indexes],
            shares(counts.title) / (len(terms.title) or 1),
            opens,
            ones * min(total / (terms.sentences[-1].paragraph + 1), 10) / 5,
            np.where(indexes == 0, 0.0, shares(lead.astype(float)) / most),
            [text[-1] == ":" for text in texts],
            new[indexes] / most,
        ],
        axis=1,
    ).astype(float)
