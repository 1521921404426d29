"""Which of the candidates around a quote said it: what the trained model sees of each, and its choice."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsreader.language.candidates import FUNCTION_WORDS, Candidate, Kind, candidates
from newsreader.language.quotation_marks import Quoted
from newsreader.language.sentences import Document
from newsreader.language.trees import Trees

__all__ = ["Attribution", "Scene", "Setting"]

_NEAR_BEFORE, _FAR_BEFORE, _NEAR_AFTER, _FAR_AFTER = 8, 6, 6, 2
_REACH = 3  # paragraphs back
_SENTENCE_ENDS = frozenset(".!?…")
_PREPOSITIONS = frozenset(
    "of for from with by in at on to about against between among over under after before during like than as".split()
)
_BREAKS = frozenset(".!?…;:")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a quote stands: tokens `[first, last)` inside its marks, the stretches without quotes beside it."""

    quote: Quoted
    first: int
    last: int
    left: int  # first token of the stretch before, which ends at the opening mark
    right: int  # end of the stretch after, which begins past the closing mark
    number: int


class Scene:
    """An article seen for the question who said what: its quotes and all candidates near them."""

    def __init__(
        self, document: Document, quotes: Sequence[Quoted], cues: Mapping[str, float], labels: Mapping[int, str]
    ) -> None:
        """`cues` is the lexicon of verbs of saying; `labels` the class of the entity that holds a token, by token."""
        self.document = document
        self.words = document.words
        self.lowered = [w.lower() for w in document.words]
        self.cues = cues
        self.labels = labels
        self.cue = [cues.get(w, 0.0) for w in self.lowered]
        self._bounds = [
            (bisect_left(document.starts, p.start), bisect_left(document.starts, p.end)) for p in document.paragraphs
        ]
        self.settings = self._settings(quotes)
        self.candidates = self._candidates()
        self._firsts = [c.first for c in self.candidates]
        self._last_words = [self.lowered[c.last - 1] for c in self.candidates]
        self._counts = Counter(self._last_words)

    def _settings(self, quotes: Sequence[Quoted]) -> list[Setting]:
        starts = self.document.starts
        tokens = [(bisect_left(starts, q.start), bisect_left(starts, q.end)) for q in quotes]
        made: list[Setting] = []
        for number, (quote, (first, last)) in enumerate(zip(quotes, tokens, strict=True)):
            left, right = self._bounds[quote.paragraph]
            if number and quotes[number - 1].paragraph == quote.paragraph:
                left = min(tokens[number - 1][1] + 1, first)
            if number + 1 < len(quotes) and quotes[number + 1].paragraph == quote.paragraph:
                right = max(tokens[number + 1][0] - 1, last)
            made.append(Setting(quote, first, last, left, right, number))
        return made

    def _candidates(self) -> list[Candidate]:
        wanted: set[int] = set()
        for setting in self.settings:
            at = setting.quote.paragraph
            wanted.update(range(max(0, at - _REACH), min(len(self._bounds), at + 2)))
        inside: dict[int, list[Setting]] = {}
        for setting in self.settings:
            inside.setdefault(setting.quote.paragraph, []).append(setting)
        found: list[Candidate] = []
        for paragraph in sorted(wanted):
            first, end = self._bounds[paragraph]
            for setting in inside.get(paragraph, ()):
                found += candidates(self.words, self.lowered, first, setting.first - 1, paragraph, self.cues)
                first = setting.last + 1
            found += candidates(self.words, self.lowered, first, end, paragraph, self.cues)
        return found

    def around(self, setting: Setting, previous: int | None) -> list[int]:
        """The indexes of the candidates worth scoring for a quote, given the one chosen for the quote before it."""
        paragraph = setting.quote.paragraph
        begin, end = self._bounds[paragraph]
        before = bisect_left(self._firsts, setting.first)
        lowest, highest = bisect_left(self._firsts, begin), bisect_left(self._firsts, end)
        chosen = [
            i for i in range(max(0, lowest - _FAR_BEFORE), lowest) if self.candidates[i].paragraph >= paragraph - _REACH
        ]
        chosen += range(max(lowest, before - _NEAR_BEFORE), min(highest, before + _NEAR_AFTER))
        chosen += [
            i
            for i in range(highest, min(len(self.candidates), highest + _FAR_AFTER))
            if self.candidates[i].paragraph == paragraph + 1
        ]
        if previous is not None and previous not in chosen:
            chosen.append(previous)
            chosen.sort()
        return chosen

    def features(
        self, setting: Setting, chosen: Sequence[int], previous: int | None, previous_setting: Setting | None
    ) -> list[list[float]]:
        """One row of numbers for each of the `chosen` candidates, as the trained model expects them."""
        words, lowered, cue = self.words, self.lowered, self.cue
        q = setting
        size = len(words)
        # The stretch on the left, back to the last sentence end, and on the right, up to the first.
        l0, l1 = q.left, max(q.left, q.first - 1)
        sentence_left = l1
        while sentence_left > l0 and not (words[sentence_left - 1] in _SENTENCE_ENDS):
            sentence_left -= 1
        r0, r1 = min(q.last + 1, q.right), q.right
        sentence_right = r0
        while sentence_right < r1 and words[sentence_right] not in _SENTENCE_ENDS:
            sentence_right += 1
        left_cue = max(cue[sentence_left:l1], default=0.0)
        whole_left_cue = max(cue[l0:l1], default=0.0) if l1 - l0 < 80 else left_cue
        right_cue = max(cue[r0:sentence_right], default=0.0)
        last_inside = words[q.last - 1] if q.last > q.first else ""
        before_word = words[l1 - 1] if l1 > l0 else ""
        after_word = words[r0] if r0 < r1 else ""
        begin, end = self._bounds[q.quote.paragraph]
        quote_row = [
            float(l1 - l0 == 0),
            float(r1 - r0 <= 0),
            float(l1 <= begin),
            float(r0 >= end),
            min(l1 - sentence_left, 30),
            min(sentence_right - r0, 30),
            left_cue,
            whole_left_cue,
            right_cue,
            cue[r0] if r0 < r1 else 0.0,
            float(before_word == ","),
            float(before_word == ":"),
            float(before_word in _SENTENCE_ENDS),
            cue[l1 - 1] if l1 > l0 else 0.0,
            float(before_word.lower() == "that"),
            float(last_inside == ","),
            float(last_inside in _SENTENCE_ENDS),
            float(after_word in _SENTENCE_ENDS),
            float(words[q.first][0].islower()) if q.first < size else 0.0,
            min(q.last - q.first, 60),
            float(q.quote.resumes),
            float(previous is None),
            float(previous_setting is not None and previous_setting.quote.paragraph == q.quote.paragraph),
            float(q.quote.paragraph - previous_setting.quote.paragraph if previous_setting is not None else 9),
        ]
        previous_last = self._last_words[previous] if previous is not None else ""
        previous_first = self.candidates[previous].first if previous is not None else -1
        rows: list[list[float]] = []
        befores = [i for i in chosen if self.candidates[i].first < q.first]
        for place, index in enumerate(chosen):
            c = self.candidates[index]
            is_before = c.first < q.first
            a, b = c.first, c.last
            same = c.paragraph == q.quote.paragraph
            rank = len(befores) - place if is_before else place - len(befores) + 1
            low = lowered[b - 1]
            in_left = is_before and a >= l0 and same
            in_right = not is_before and same and b <= r1
            c0, c1 = self._bounds[c.paragraph]
            nxt = words[b] if b < c1 else ""
            prv = words[a - 1] if a > c0 else ""
            nxt_low = lowered[b] if b < c1 else ""
            prv_low = lowered[a - 1] if a > c0 else ""
            # The best verb of saying just after, after a clause between commas, and just before.
            after1 = cue[b] if b < c1 else 0.0
            after3 = max(cue[b : min(b + 4, c1)], default=0.0) if nxt and nxt[0].isalpha() else 0.0
            apposed = 0.0
            if nxt in (",", "("):
                k = b + 1
                stop = min(c1, b + 26)
                while k < stop and words[k] not in _BREAKS and words[k] not in '"“”':
                    if words[k - 1] in (",", ")") and k > b + 1:
                        apposed = max(
                            apposed, cue[k], cue[k + 1] * 0.9 if k + 1 < stop and lowered[k].endswith("ly") else 0.0
                        )
                    k += 1
            relative = 0.0
            if nxt and (nxt_low in _PREPOSITIONS or nxt_low in ("who", "'s", "’s")):
                relative = max(cue[b : min(b + 10, c1)], default=0.0)
            before1 = cue[a - 1] if a > c0 else 0.0
            before_near = 0.0
            k = a - 1
            while k >= max(c0, a - 6) and words[k][0].isalnum():
                before_near = max(before_near, cue[k])
                k -= 1
            if is_before:
                gap0, gap1 = b, q.first - 1
            else:
                gap0, gap1 = q.last + 1, a
            gap = max(0, gap1 - gap0)
            between_cue = max(cue[gap0:gap1], default=0.0) if 0 < gap <= 40 else 0.0
            ends_between = sum(1 for w in words[gap0:gap1] if w in _SENTENCE_ENDS) if gap <= 60 else 5
            commas_between = words[gap0:gap1].count(",") if gap <= 60 else 5
            label = self.labels.get(b - 1, "") or self.labels.get(a, "")
            same_sentence = (in_left and a >= sentence_left) or (in_right and b <= sentence_right)
            sentence_start = a == c0 or prv in _SENTENCE_ENDS or (prv in '"”“»' and prv != "")
            rows.append(
                [
                    float(c.kind == Kind.NAME),
                    float(low in ("he", "she")),
                    float(low in ("they", "we", "you")),
                    float(low == "it"),
                    float(low == "who"),
                    float(low == "i"),
                    float(c.kind == Kind.DESCRIPTION),
                    float(b - a),
                    float(is_before),
                    float(same),
                    float(in_left),
                    float(in_right),
                    float(same_sentence),
                    float(c.paragraph - q.quote.paragraph),
                    float(rank),
                    float(min(gap, 100)),
                    float(min(gap, 6)),
                    float(min(ends_between, 5)),
                    float(min(commas_between, 5)),
                    between_cue,
                    after1,
                    after3,
                    apposed,
                    relative,
                    before1,
                    before_near,
                    float(nxt == ","),
                    float(nxt in ("'s", "’s")),
                    float(nxt in _SENTENCE_ENDS),
                    float(nxt == ":"),
                    float(bool(nxt) and nxt[0].islower() and nxt_low not in FUNCTION_WORDS and after1 < 0.2),
                    float(nxt_low.endswith("ed")),
                    float(nxt_low.endswith("s")),
                    float(low.endswith("ed")),
                    float(low.endswith("s")),
                    float(prv in ("-", "–", "—")),
                    float(nxt_low in _PREPOSITIONS),
                    float(nxt_low == "who"),
                    float(nxt_low in ("and", "or")),
                    float(prv_low in _PREPOSITIONS),
                    float(prv_low in ("and", "or")),
                    float(prv_low == "to" and a - 2 >= c0 and lowered[a - 2] == "according"),
                    float(prv_low in ("told", "asked", "tells", "reminded", "assured", "informed")),
                    float(prv == ","),
                    float(sentence_start),
                    float(a == c0),
                    float(prv != "" and prv[0].islower() and prv_low not in FUNCTION_WORDS and before1 < 0.2),
                    float(previous == index),
                    float(bool(previous_last) and low == previous_last),
                    float(previous_first >= 0 and a > previous_first),
                    float(min(self._counts[low], 20)),
                    float(label == "PERSON"),
                    float(label == "ORG"),
                    float(label in ("LOC", "FAC", "NORP")),
                    float(label in ("DATE", "MONEY", "MISC", "PRODUCT")),
                    *quote_row,
                ]
            )
        return rows


class Attribution:
    """The trained choice of speakers."""

    def __init__(self, trees: Trees, cues: Mapping[str, float]) -> None:
        """`trees` score a row of `Scene.features`; `cues` is how likely each word is to be a verb of saying."""
        self.cues = cues
        self._trees = trees

    def choose(self, scene: Scene, likely: float) -> list[tuple[int, float] | None]:
        """For each quote the index of its speaker among `scene.candidates` and how likely that is, or None.

        None stands where no candidate is as `likely` as that (0 to 1). Quotes are taken in reading order, since who
        spoke last is a sign of who speaks now.
        """
        chosen: list[tuple[int, float] | None] = []
        previous: int | None = None
        before: Setting | None = None
        for setting in scene.settings:
            around = scene.around(setting, previous)
            best: tuple[int, float] | None = None
            for index, row in zip(around, scene.features(setting, around, previous, before), strict=True):
                score = self._trees.probability(row)
                if best is None or score > best[1]:
                    best = index, score
            if best is not None:
                previous, before = best[0], setting
            chosen.append(best if best is not None and best[1] >= likely else None)
        return chosen
