"""What the trained choice of speakers sees of a quote and of each candidate: numbers, and words around them."""

from __future__ import annotations

from collections.abc import Sequence

from newsreader.language.quotes.quote_context import Scene, Setting
from newsreader.language.quotes.speaker_candidates import FUNCTION_WORDS, Candidate, Kind

__all__ = ["clues", "numbers"]

_SENTENCE_ENDS = frozenset(".!?…")
_BREAKS = frozenset('.!?…;:"“”«»„')
_POSSESSIVES = frozenset(("'s", "’s"))
_DASHES = frozenset("-–—―")
_ALIKE = str.maketrans("’‘“”«»„–―", '\'\'"""""——')  # typography says nothing about who spoke
_PREPOSITIONS = frozenset(
    "of for from with by in at on to about against between among over under after before during like than as".split()
)
_ADDRESSING = frozenset("told asked tells asks reminded assured informed".split())
_APPOSITION, _RELATIVE, _TITLE, _NEAR_GAP, _FAR_GAP = 40, 10, 6, 40, 60  # how many tokens to look through


def numbers(
    scene: Scene, setting: Setting, chosen: Sequence[int], previous: tuple[int, Setting] | None
) -> list[list[float]]:
    """One row for each of the `chosen` candidates, by index; all rows have the same length.

    `previous` is the quote before this one and the index of its speaker.
    """
    frame = _Frame(scene, setting)
    shared = frame.row(previous)
    befores = sum(scene.candidates[i].first < setting.first for i in chosen)
    rows: list[list[float]] = []
    for place, index in enumerate(chosen):
        rank = befores - place if place < befores else place - befores + 1
        rows.append(
            [*_position(scene, frame, index, rank, previous), *_wording(scene, scene.candidates[index]), *shared]
        )
    return rows


class _Frame:
    """The sentence around a quote: `[begin, quote)` on its left and `[after, end)` on its right, as tokens."""

    def __init__(self, scene: Scene, setting: Setting) -> None:
        words = scene.words
        self.scene, self.setting = scene, setting
        self.mark = max(setting.left, setting.first - 1)
        self.begin = self.mark
        while self.begin > setting.left and words[self.begin - 1] not in _SENTENCE_ENDS:
            self.begin -= 1
        self.after = min(setting.last + 1, setting.right)
        self.end = self.after
        while self.end < setting.right and words[self.end] not in _SENTENCE_ENDS:
            self.end += 1

    def row(self, previous: tuple[int, Setting] | None) -> list[float]:
        """What is the same for all candidates."""
        words, cue, setting = self.scene.words, self.scene.cue, self.setting
        before = words[self.mark - 1] if self.mark > setting.left else ""
        after = words[self.after] if self.after < setting.right else ""
        final = words[setting.last - 1] if setting.last > setting.first else ""
        first, last = self.scene.bounds[setting.quote.paragraph]
        left_cue = max(cue[self.begin : self.mark], default=0.0)
        earlier = previous[1].quote.paragraph if previous else -9
        return [
            float(self.mark == setting.left),
            float(self.after >= setting.right),
            float(self.mark <= first),
            float(self.after >= last),
            float(min(self.mark - self.begin, 30)),
            float(min(self.end - self.after, 30)),
            max(self.scene.verb[self.begin : self.mark], default=0.0),
            max(self.scene.verb[self.after : self.end], default=0.0),
            max(self.scene.source[self.begin : self.mark], default=0.0),
            max(self.scene.source[self.after : self.end], default=0.0),
            left_cue,
            max(cue[setting.left : self.mark], default=0.0) if self.mark - setting.left < 80 else left_cue,
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
            float(words[setting.first][0].islower()) if setting.first < setting.last else 0.0,
            float(min(setting.last - setting.first, 60)),
            float(setting.quote.resumes),
            float(previous is None),
            float(earlier == setting.quote.paragraph),
            float(min(setting.quote.paragraph - earlier, 9)),
        ]


def _position(scene: Scene, frame: _Frame, index: int, rank: int, previous: tuple[int, Setting] | None) -> list[float]:
    """Where a candidate stands to the quote and to the one before it."""
    words, cue, setting = scene.words, scene.cue, frame.setting
    candidate = scene.candidates[index]
    first, last = candidate.first, candidate.last
    same = candidate.paragraph == setting.quote.paragraph
    is_before = first < setting.first
    in_left = is_before and first >= setting.left
    in_right = not is_before and same and last <= setting.right
    gap_start, gap_end = (last, setting.first - 1) if is_before else (setting.last + 1, first)
    gap = max(0, gap_end - gap_start)
    between = words[gap_start:gap_end] if gap <= _FAR_GAP else []
    last_word = scene.last_words[index]
    return [
        float(is_before),
        float(same),
        float(in_left),
        float(in_right),
        float((in_left and first >= frame.begin) or (in_right and last <= frame.end)),
        float(candidate.paragraph - setting.quote.paragraph),
        float(rank),
        float(min(gap, 100)),
        float(min(sum(w in _SENTENCE_ENDS for w in between), 5)) if gap <= _FAR_GAP else 5.0,
        float(min(between.count(","), 5)) if gap <= _FAR_GAP else 5.0,
        max(cue[gap_start:gap_end], default=0.0) if gap <= _NEAR_GAP else 0.0,
        max(scene.verb[gap_start:gap_end], default=0.0) if gap <= _NEAR_GAP else 0.0,
        max(scene.source[gap_start:gap_end], default=0.0) if gap <= _NEAR_GAP else 0.0,
        float(previous is not None and previous[0] == index),
        float(previous is not None and scene.last_words[previous[0]] == last_word),
        float(previous is not None and first > scene.candidates[previous[0]].first),
        float(min(scene.counts[last_word], 20)),
    ]


def _wording(scene: Scene, candidate: Candidate) -> list[float]:
    """What a candidate is, and which words stand beside it."""
    words, lowered, cue = scene.words, scene.lowered, scene.cue
    first, last = candidate.first, candidate.last
    begin, end = scene.bounds[candidate.paragraph]
    after, after_low, after_cue = (words[last], lowered[last], cue[last]) if last < end else ("", "", 0.0)
    before, before_low, before_cue = (
        (words[first - 1], lowered[first - 1], cue[first - 1]) if first > begin else ("", "", 0.0)
    )
    low = lowered[last - 1]
    label = scene.labels.get(last - 1) or scene.labels.get(first, "")
    return [
        scene.source[first],
        scene.source[last - 1],
        min(scene.source[first:last]),
        scene.source[last] if last < end else 0.0,
        scene.source[first - 1] if first > begin else 0.0,
        max(scene.verb[last : min(last + 3, end)], default=0.0),
        max(scene.verb[max(begin, first - 3) : first], default=0.0),
        float(candidate.kind == Kind.NAME),
        float(candidate.kind == Kind.DESCRIPTION),
        float(low in ("he", "she")),
        float(low in ("they", "we", "you")),
        float(low == "it"),
        float(low == "who"),
        float(low == "i"),
        float(last - first),
        after_cue,
        max(cue[last : min(last + 4, end)], default=0.0) if after[:1].isalpha() else 0.0,
        _after_apposition(scene, last, end) if after in (",", "(") else 0.0,
        max(cue[last : min(last + _RELATIVE, end)], default=0.0)
        if after_low in _PREPOSITIONS or after_low == "who" or after in _POSSESSIVES
        else 0.0,
        before_cue,
        float(before_cue >= 0.5 and after_cue >= 0.5),
        float(_leads(scene, candidate, begin)),
        _before_title(scene, first, begin),
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


def _leads(scene: Scene, candidate: Candidate, begin: int) -> bool:
    """Whether no verb of saying stands before a candidate in its sentence."""
    at = candidate.first - 1
    while at >= max(begin, candidate.first - _NEAR_GAP) and scene.words[at] not in _BREAKS:
        if scene.cue[at] >= 0.5:
            return False
        at -= 1
    return True


def _after_apposition(scene: Scene, last: int, end: int) -> float:
    """The best verb of saying right after a clause between commas: "Ann Lee, the mayor, said"."""
    words, cue = scene.words, scene.cue
    best = 0.0
    for at in range(last + 2, min(end, last + _APPOSITION)):
        if words[at] in _BREAKS:
            break
        if words[at - 1] in (",", ")"):
            best = max(best, cue[at])
            if at + 1 < end and scene.lowered[at].endswith("ly"):
                best = max(best, cue[at + 1])
    return best


def _before_title(scene: Scene, first: int, begin: int) -> float:
    """The best verb of saying before the words that lead up to a name: "said union leader Ann Lee"."""
    best = 0.0
    for at in range(first - 1, max(begin, first - _TITLE) - 1, -1):
        if not scene.words[at][0].isalnum():
            break
        best = max(best, scene.cue[at])
    return best


def clues(scene: Scene, setting: Setting, chosen: Sequence[int]) -> list[list[str]]:
    """The words in and around each of the `chosen` candidates, and where they stand, as names of yes-or-no features."""
    lowered = scene.lowered
    final = scene.words[setting.last - 1] if setting.last > setting.first else ""
    before = lowered[setting.first - 2] if setting.first - 2 >= setting.left else "^"
    after = lowered[setting.last + 1] if setting.last + 1 < setting.right else "$"
    shape = f"{before}|{final}|{'$' if after == '$' else ''}"
    found: list[list[str]] = []
    for index in chosen:
        candidate = scene.candidates[index]
        first, last = candidate.first, candidate.last
        begin, end = scene.bounds[candidate.paragraph]
        side = _side(setting, candidate)
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
        if side == "L" and setting.first - 1 - last <= 4:
            names.append("l=" + " ".join(lowered[last : setting.first - 1]))
        elif side == "R" and first - setting.last - 1 <= 4:
            names.append("r=" + " ".join(lowered[setting.last + 1 : first]))
        found.append("\n".join(names).translate(_ALIKE).split("\n"))  # no word has a line break in it
    return found


def _side(setting: Setting, candidate: Candidate) -> str:
    """In which stretch of text a candidate stands, seen from the quote."""
    if setting.left <= candidate.first < setting.first:
        return "L"
    if candidate.paragraph != setting.quote.paragraph:
        return "P" if candidate.first < setting.first else "N"
    if candidate.first < setting.first:
        return "B"
    return "R" if candidate.last <= setting.right else "A"
