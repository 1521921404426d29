"""Compute the features of the speaker model: numbers for the trees, and words for the logistic model.

The order of the numbers and the names of the words are part of the trained model.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsreader.language.quotes.quote_context import QuoteContext, QuoteSlot
from newsreader.language.quotes.speaker_candidates import FUNCTION_WORDS, Candidate, CandidateKind

__all__ = ["lexical_features", "numeric_features"]

_SENTENCE_ENDS = frozenset(".!?…")
_BREAKS = frozenset('.!?…;:"“”«»„')
_POSSESSIVES = frozenset(("'s", "’s"))
_DASHES = frozenset("-–—―")
_TYPOGRAPHY = str.maketrans("’‘“”«»„–―", '\'\'"""""——')  # one form for all, so that marks do not become features
_PREPOSITIONS = frozenset(
    "of for from with by in at on to about against between among over under after before during like than as".split()
)
_ADDRESSING = frozenset("told asked tells asks reminded assured informed".split())
_APPOSITION, _RELATIVE, _TITLE, _NEAR_GAP, _FAR_GAP = 40, 10, 6, 40, 60  # tokens to look through


def numeric_features(
    context: QuoteContext, slot: QuoteSlot, chosen: Sequence[int], previous: tuple[int, QuoteSlot] | None
) -> list[list[float]]:
    """Return a row of numbers for each of the `chosen` candidates (indexes, ascending); all rows have one length.

    `previous` is the quote before this one, with the index of its speaker in front.
    """
    sentence = _QuoteSentence(context, slot)
    shared = sentence.features(previous)
    befores = sum(context.candidates[i].first < slot.first for i in chosen)
    rows: list[list[float]] = []
    for place, index in enumerate(chosen):
        rank = befores - place if place < befores else place - befores + 1
        rows.append(
            [
                *_position(context, sentence, index, rank, previous),
                *_candidate_features(context, context.candidates[index]),
                *shared,
            ]
        )
    return rows


class _QuoteSentence:
    """The sentence around a quote, as tokens: `[begin, mark)` before the quote and `[after, end)` after it."""

    def __init__(self, context: QuoteContext, slot: QuoteSlot) -> None:
        words = context.words
        self.context, self.slot = context, slot
        self.mark = max(slot.left, slot.first - 1)
        self.begin = self.mark
        while self.begin > slot.left and words[self.begin - 1] not in _SENTENCE_ENDS:
            self.begin -= 1
        self.after = min(slot.last + 1, slot.right)
        self.end = self.after
        while self.end < slot.right and words[self.end] not in _SENTENCE_ENDS:
            self.end += 1

    def features(self, previous: tuple[int, QuoteSlot] | None) -> list[float]:
        """Return the features that all candidates of the quote share."""
        words, cue, slot = self.context.words, self.context.cue, self.slot
        before = words[self.mark - 1] if self.mark > slot.left else ""
        after = words[self.after] if self.after < slot.right else ""
        final = words[slot.last - 1] if slot.last > slot.first else ""
        first, last = self.context.bounds[slot.quote.paragraph]
        left_cue = max(cue[self.begin : self.mark], default=0.0)
        earlier = previous[1].quote.paragraph if previous else -9
        return [
            float(self.mark == slot.left),
            float(self.after >= slot.right),
            float(self.mark <= first),
            float(self.after >= last),
            float(min(self.mark - self.begin, 30)),
            float(min(self.end - self.after, 30)),
            max(self.context.verb[self.begin : self.mark], default=0.0),
            max(self.context.verb[self.after : self.end], default=0.0),
            max(self.context.source[self.begin : self.mark], default=0.0),
            max(self.context.source[self.after : self.end], default=0.0),
            left_cue,
            max(cue[slot.left : self.mark], default=0.0) if self.mark - slot.left < 80 else left_cue,
            max(cue[self.after : self.end], default=0.0),
            cue[self.after] if after else 0.0,
            float(before == ","),
            float(before == ":"),
            float(before in _SENTENCE_ENDS),
            cue[self.mark - 1] if before else 0.0,
            float(before in ("that", "That")),
            float(final == ","),
            float(final in _SENTENCE_ENDS),
            float(after in _SENTENCE_ENDS),
            float(after in _DASHES),
            float(words[slot.first][0].islower()) if slot.first < slot.last else 0.0,
            float(min(slot.last - slot.first, 60)),
            float(slot.quote.resumes),
            float(previous is None),
            float(earlier == slot.quote.paragraph),
            float(min(slot.quote.paragraph - earlier, 9)),
        ]


def _position(
    context: QuoteContext, sentence: _QuoteSentence, index: int, rank: int, previous: tuple[int, QuoteSlot] | None
) -> list[float]:
    """Return a candidate's position relative to the quote, and its relation to the previous speaker."""
    words, cue, slot = context.words, context.cue, sentence.slot
    candidate = context.candidates[index]
    first, last = candidate.first, candidate.last
    same = candidate.paragraph == slot.quote.paragraph
    is_before = first < slot.first
    in_left = is_before and first >= slot.left
    in_right = not is_before and same and last <= slot.right
    gap_start, gap_end = (last, slot.first - 1) if is_before else (slot.last + 1, first)
    gap = max(0, gap_end - gap_start)
    between = words[gap_start:gap_end] if gap <= _FAR_GAP else []
    last_word = context.last_words[index]
    return [
        float(is_before),
        float(same),
        float(in_left),
        float(in_right),
        float((in_left and first >= sentence.begin) or (in_right and last <= sentence.end)),
        float(candidate.paragraph - slot.quote.paragraph),
        float(rank),
        float(min(gap, 100)),
        float(min(sum(w in _SENTENCE_ENDS for w in between), 5)) if gap <= _FAR_GAP else 5.0,
        float(min(between.count(","), 5)) if gap <= _FAR_GAP else 5.0,
        max(cue[gap_start:gap_end], default=0.0) if gap <= _NEAR_GAP else 0.0,
        max(context.verb[gap_start:gap_end], default=0.0) if gap <= _NEAR_GAP else 0.0,
        max(context.source[gap_start:gap_end], default=0.0) if gap <= _NEAR_GAP else 0.0,
        float(previous is not None and previous[0] == index),
        float(previous is not None and context.last_words[previous[0]] == last_word),
        float(previous is not None and first > context.candidates[previous[0]].first),
        float(min(context.counts[last_word], 20)),
    ]


def _candidate_features(context: QuoteContext, candidate: Candidate) -> list[float]:
    """Return the features of a candidate's own words and of the words next to it."""
    words, lowered, cue = context.words, context.lowered, context.cue
    first, last = candidate.first, candidate.last
    begin, end = context.bounds[candidate.paragraph]
    after, after_low, after_cue = (words[last], lowered[last], cue[last]) if last < end else ("", "", 0.0)
    before, before_low, before_cue = (
        (words[first - 1], lowered[first - 1], cue[first - 1]) if first > begin else ("", "", 0.0)
    )
    low = lowered[last - 1]
    label = context.labels.get(last - 1) or context.labels.get(first, "")
    return [
        context.source[first],
        context.source[last - 1],
        min(context.source[first:last]),
        context.source[last] if last < end else 0.0,
        context.source[first - 1] if first > begin else 0.0,
        max(context.verb[last : min(last + 3, end)], default=0.0),
        max(context.verb[max(begin, first - 3) : first], default=0.0),
        float(candidate.kind == CandidateKind.NAME),
        float(candidate.kind == CandidateKind.DESCRIPTION),
        float(low in ("he", "she")),
        float(low in ("they", "we", "you")),
        float(low == "it"),
        float(low == "who"),
        float(low == "i"),
        float(last - first),
        after_cue,
        max(cue[last : min(last + 4, end)], default=0.0) if after[:1].isalpha() else 0.0,
        _after_apposition(context, last, end) if after in (",", "(") else 0.0,
        max(cue[last : min(last + _RELATIVE, end)], default=0.0)
        if after_low in _PREPOSITIONS or after_low == "who" or after in _POSSESSIVES
        else 0.0,
        before_cue,
        float(before_cue >= 0.5 and after_cue >= 0.5),
        float(_no_verb_before(context, candidate, begin)),
        _before_title(context, first, begin),
        float(after == ","),
        float(after in _POSSESSIVES),
        float(after in _SENTENCE_ENDS),
        float(after == ":"),
        float(after[:1].islower() and after_low not in FUNCTION_WORDS and after_cue < 0.2),
        float(after_low.endswith("ed")),
        float(after_low.endswith("s")),
        float(low.endswith("ed")),
        float(low.endswith("s")),
        float(after_low in _PREPOSITIONS),
        float(after_low == "who"),
        float(after_low in ("and", "or")),
        float(before_low in _PREPOSITIONS),
        float(before_low in ("and", "or")),
        float(before_low == "to" and first - 2 >= begin and lowered[first - 2] == "according"),
        float(before_low in _ADDRESSING),
        float(before == ","),
        float(before in _DASHES),
        float(not before or before in _BREAKS),
        float(first == begin),
        float(before[:1].islower() and before_low not in FUNCTION_WORDS and before_cue < 0.2),
        float(label == "PERSON"),
        float(label == "ORG"),
        float(label in ("LOC", "FAC", "NORP")),
        float(label in ("DATE", "MONEY", "MISC", "PRODUCT")),
    ]


def _no_verb_before(context: QuoteContext, candidate: Candidate, begin: int) -> bool:
    """Return whether no verb of saying stands before a candidate in its sentence."""
    at = candidate.first - 1
    while at >= max(begin, candidate.first - _NEAR_GAP) and context.words[at] not in _BREAKS:
        if context.cue[at] >= 0.5:
            return False
        at -= 1
    return True


def _after_apposition(context: QuoteContext, last: int, end: int) -> float:
    """Return the highest cue right after an apposition between commas: "Ann Lee, the mayor, said"."""
    words, cue = context.words, context.cue
    best = 0.0
    for at in range(last + 2, min(end, last + _APPOSITION)):
        if words[at] in _BREAKS:
            break
        if words[at - 1] in (",", ")"):
            best = max(best, cue[at])
            if at + 1 < end and context.lowered[at].endswith("ly"):
                best = max(best, cue[at + 1])
    return best


def _before_title(context: QuoteContext, first: int, begin: int) -> float:
    """Return the highest cue before the title of a name: "said union leader Ann Lee"."""
    best = 0.0
    for at in range(first - 1, max(begin, first - _TITLE) - 1, -1):
        if not context.words[at][0].isalnum():
            break
        best = max(best, context.cue[at])
    return best


def lexical_features(context: QuoteContext, slot: QuoteSlot, chosen: Sequence[int]) -> list[list[str]]:
    """Return the names of the binary features of each of the `chosen` candidates: words in and around it.

    `a1` to `a3` are the words after the candidate, `b1` to `b3` those before, `f` its first and `h` its last word. A
    capital in front gives its side of the quote: see `_side`.
    """
    lowered = context.lowered
    final = context.words[slot.last - 1] if slot.last > slot.first else ""
    before = lowered[slot.first - 2] if slot.first - 2 >= slot.left else "^"
    after = lowered[slot.last + 1] if slot.last + 1 < slot.right else "$"
    shape = f"{before}|{final}|{'$' if after == '$' else ''}"
    found: list[list[str]] = []
    for index in chosen:
        candidate = context.candidates[index]
        first, last = candidate.first, candidate.last
        begin, end = context.bounds[candidate.paragraph]
        side = _side(slot, candidate)
        kind = "NPD"[candidate.kind] + side
        a1, a2, a3 = (lowered[at] if at < end else "#" for at in (last, last + 1, last + 2))
        b1, b2, b3 = (lowered[at] if at >= begin else "#" for at in (first - 1, first - 2, first - 3))
        names = [
            f"a1={a1}",
            f"a2={a2}",
            f"b1={b1}",
            f"b2={b2}",
            f"h={lowered[last - 1]}",
            f"f={lowered[first]}",
            f"{side}a1={a1}",
            f"{side}a2={a2}",
            f"{side}a3={a3}",
            f"{side}b1={b1}",
            f"{side}b2={b2}",
            f"{side}b3={b3}",
            f"{side}a12={a1} {a2}",
            f"{side}b21={b2} {b1}",
            kind,
            f"{kind}a1={a1}",
            f"{kind}b1={b1}",
            f"{side}q={shape}",
            f"{side}r={after}",
        ]
        if side == "L" and slot.first - 1 - last <= 4:
            names.append("l=" + " ".join(lowered[last : slot.first - 1]))
        elif side == "R" and first - slot.last - 1 <= 4:
            names.append("r=" + " ".join(lowered[slot.last + 1 : first]))
        found.append("\n".join(names).translate(_TYPOGRAPHY).split("\n"))  # no word contains a line break
    return found


def _side(slot: QuoteSlot, candidate: Candidate) -> str:
    """Return the place of a candidate relative to the quote.

    L: the text between this quote and the previous one. R: the text up to the next quote. B and A: before L or after R
    in the same paragraph. P: a paragraph before. N: a paragraph after.
    """
    if slot.left <= candidate.first < slot.first:
        return "L"
    if candidate.paragraph != slot.quote.paragraph:
        return "P" if candidate.first < slot.first else "N"
    if candidate.first < slot.first:
        return "B"
    return "R" if candidate.last <= slot.right else "A"
