"""An article seen for the question who said what: its quotes and the candidates near them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from newsreader.language.document.document import Document, SentenceKind
from newsreader.language.document.quotation_marks import Quoted
from newsreader.language.quotes import speech_verbs
from newsreader.language.quotes.speaker_candidates import FUNCTION_WORDS, Candidate, Kind, candidates

__all__ = ["Scene", "Setting", "token_labels"]

_NEAR_BEFORE, _FAR_BEFORE, _NEAR_AFTER, _FAR_AFTER = 8, 6, 6, 2
_REACH = 3  # paragraphs back
_DASHES = frozenset("-–—―")
_FULL_STOPS = frozenset(".!?…")
_SENTENCE_ENDS = _FULL_STOPS | {","}
_POINT = "·"  # for the full stop of an abbreviation
_LONGEST_SIGNATURE, _LONGEST_TITLE = 14, 7  # tokens
_SAYS, _SURELY_SAYS = 0.5, 0.8  # as likely as that, a word is a verb of saying
_SPEAKS_WITHIN = 25  # tokens after what may be a name
_PLACE_AFTER = 3  # tokens: "in", a town, a comma
_WHO = frozenset({"PERSON", "ORG"})  # who may speak in a language whose pronouns and descriptions are not known
_UNREAD = frozenset("bg el ru sr uk".split())  # languages with capitals, in scripts that the recogniser does not read
_UNREAD_IN = frozenset(
    "в во на из от до при под у о об с со за з із до від на у в във σε στο στη στον στην από για με".split()
)
_NAME_WORDS = (2, 3)
_PREPOSITIONS = frozenset("in from of near outside at to".split())


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a quote stands: tokens `[first, last)` inside its marks, the stretches without quotes beside it."""

    quote: Quoted
    first: int
    last: int
    left: int  # first token of the stretch before, which ends at the opening mark; it may be in the paragraph before
    right: int  # end of the stretch after, which begins past the closing mark
    number: int


class Labelled(Protocol):
    """A stretch of text with an entity class: a `Mention` or an `Entity`."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def label(self) -> str: ...


def token_labels(document: Document, entities: Iterable[Labelled]) -> dict[int, str]:
    """The class of the mention that each token belongs to, by the token's index."""
    labels: dict[int, str] = {}
    for entity in entities:
        token = bisect_left(document.starts, entity.start)
        while token < len(document.words) and document.ends[token] <= entity.end:
            labels[token] = entity.label
            token += 1
    return labels


def _written(word: str) -> str:
    """How a word is written: in small letters, with a capital, in capitals, as a figure, or as a mark."""
    if word[0].islower():
        return "s"
    if word[0].isupper():
        return "C" if len(word) > 1 and word.isupper() else "c"
    return "d" if word[0].isdigit() else "m"


def _with_points(words: Sequence[str]) -> list[str]:
    """The tokens, with another mark for a full stop after which the sentence goes on ("Fla.,", "(D-Nev.) said")."""
    pointed = list(words)
    for at in range(len(words) - 2):
        if words[at] == ".":
            after = words[at + 2] if words[at + 1] == ")" else words[at + 1]
            if after[0].islower() or after == ",":
                pointed[at] = _POINT
    return pointed


class Scene:
    """An article seen for the question who said what: its quotes and all candidates near them."""

    def __init__(
        self,
        document: Document,
        quotes: Sequence[Quoted],
        cues: Mapping[str, float],
        labels: Mapping[int, str],
        weights: speech_verbs.Weights,
    ) -> None:
        """`cues` is how likely each word is to be a verb of saying (0 to 1); `labels` the entity class of each token.

        `words` then holds the tokens, with another mark for a full stop inside a sentence ("Fla.", "D-Nev."), `lowered`
        and `cue` each token in lower case and how likely it is to be such a verb, `bounds` the tokens `[first, last)`
        of each paragraph, and `last_words` the last word of each candidate, in lower case.
        `source` and `verb` say of each token outside quotes, in the paragraphs with quotes or leading up to one, how
        likely it is where it stands to say who spoke and to be a verb of saying, by the `weights`.
        """
        self.document = document
        self.words = _with_points(document.words)
        self.lowered = [w.lower() for w in document.words]
        self.cues = cues
        self.labels = labels
        self.cue = [cues.get(w, 0.0) for w in self.lowered]
        self.bounds = [
            (bisect_left(document.starts, p.start), bisect_left(document.starts, p.end)) for p in document.paragraphs
        ]
        self.settings = self._settings(quotes)
        self._inside: dict[int, list[Setting]] = {}
        for setting in self.settings:
            self._inside.setdefault(setting.quote.paragraph, []).append(setting)
        near: set[int] = set()
        for setting in self.settings:
            at = setting.quote.paragraph
            near.update(range(max(0, at - _REACH), min(len(self.bounds), at + 2)))
        self.candidates = self._candidates(sorted(near))
        self.source = [0.0] * len(self.words)
        self.verb = [0.0] * len(self.words)
        leading = {s.quote.paragraph - 1 for s in self.settings if s.left < self.bounds[s.quote.paragraph][0]}
        self._weigh(sorted(leading.union(self._inside)), weights)
        self._firsts = [c.first for c in self.candidates]
        self.last_words = [self.lowered[c.last - 1] for c in self.candidates]
        self.counts = Counter(self.last_words)

    def _settings(self, quotes: Sequence[Quoted]) -> list[Setting]:
        starts = self.document.starts
        tokens = [(bisect_left(starts, q.start), bisect_left(starts, q.end)) for q in quotes]
        made: list[Setting] = []
        for number, (quote, (first, last)) in enumerate(zip(quotes, tokens, strict=True)):
            left, right = self.bounds[quote.paragraph]
            if number and quotes[number - 1].paragraph == quote.paragraph:
                left = min(tokens[number - 1][1] + 1, first)
            elif quote.paragraph and first - 1 <= left and self.words[left - 1] == ":":  # "She said this:", and a line
                left = self.bounds[quote.paragraph - 1][0]
                if number and quotes[number - 1].paragraph == quote.paragraph - 1:
                    left = tokens[number - 1][1] + 1
            if number + 1 < len(quotes) and quotes[number + 1].paragraph == quote.paragraph:
                right = max(tokens[number + 1][0] - 1, last)
            made.append(Setting(quote, first, last, left, right, number))
        return made

    def told(self, paragraph: int) -> tuple[list[str], list[str], list[int]]:
        """The words of a paragraph as `saying.outside` has them, the kind of each, and its token."""
        first, last = self.bounds[paragraph]
        quotes = [(s.first, s.last) for s in self._inside.get(paragraph, ())]
        words, tokens = speech_verbs.outside(self.lowered, first, last, quotes)
        kinds = ["q" if at < 0 else _written(self.words[at]) + self.labels.get(at, "") for at in tokens]
        return words, kinds, tokens

    def _weigh(self, paragraphs: Sequence[int], weights: speech_verbs.Weights) -> None:
        for paragraph in paragraphs:
            words, kinds, tokens = self.told(paragraph)
            for token, (source, verb) in zip(tokens, speech_verbs.likelihoods(words, kinds, weights), strict=True):
                if token >= 0:
                    self.source[token], self.verb[token] = source, verb

    def _candidates(self, paragraphs: Sequence[int]) -> list[Candidate]:
        inside = self._inside
        datelines = self._datelines()
        found: list[Candidate] = []
        for paragraph in paragraphs:
            first, end = self.bounds[paragraph]
            first = datelines.get(paragraph, first)
            for setting in inside.get(paragraph, ()):
                found += candidates(self.words, self.lowered, first, setting.first - 1, paragraph, self.cues)
                first = setting.last + 1
            found += candidates(self.words, self.lowered, first, end, paragraph, self.cues)
        if not self.document.english:  # "a", which begins a description in English, is "has" in French
            found = [c for c in found if c.kind is Kind.NAME and self._is_known(c)]
        return [c for c in found if not (self._is_no_name(c) or self._is_country(c))]

    def _is_known(self, candidate: Candidate) -> bool:
        """Whether a name is that of a person or body; in scripts that the recogniser does not read, by its form."""
        first, last = candidate.first, candidate.last
        if self.document.language not in _UNREAD:
            return self.labels.get(last - 1) in _WHO
        led = self.lowered[first - 1] if first else ""
        names = self.words[first:last]
        return (
            len(names) in _NAME_WORDS and all(w[0].isupper() and w.isalpha() for w in names) and led not in _UNREAD_IN
        )

    def _datelines(self) -> dict[int, int]:
        """The first token after the dateline of each paragraph that has one."""
        sentences = self.document.sentences
        return {
            one.paragraph: one.last
            for one, other in pairwise(sentences)
            if one.kind is SentenceKind.BOILERPLATE
            and one.first == self.bounds[one.paragraph][0]
            and other.paragraph == one.paragraph
            and other.kind is not SentenceKind.BOILERPLATE
        }

    def _is_no_name(self, candidate: Candidate) -> bool:
        """Whether a word has its capital only from beginning a sentence that says nothing: "Rabbits were seen." """
        first, last = candidate.first, candidate.last
        begin, end = self.bounds[candidate.paragraph]
        if candidate.kind is not Kind.NAME or last > first + 1 or not self.words[first].isalpha():
            return False
        if self.labels.get(first, "DATE") not in ("DATE", "MONEY"):
            return False
        if first > begin and self.words[first - 1] not in _FULL_STOPS:
            return False
        if last < end and self.words[last] == ":":
            return False
        if self.lowered[first].endswith(("ly", "ing")):  # "Currently", "Regarding"
            return True
        for at in range(last, min(end, last + _SPEAKS_WITHIN)):
            if self.says(at):
                return False
            if self.words[at] in _FULL_STOPS:
                break
        return True

    def _is_country(self, candidate: Candidate) -> bool:
        """Whether a place only says where the one before it is: "who grew up in Gweru, Zimbabwe said"."""
        first = candidate.first
        if candidate.kind is not Kind.NAME or first < _PLACE_AFTER or self.labels.get(first) != "LOC":
            return False
        before, town, comma = self.words[first - 3 : first]
        return comma == "," and self.labels.get(first - 2) == "LOC" and town[0].isupper() and before in _PREPOSITIONS

    def says(self, at: int) -> bool:
        """Whether the token `at` is more likely a verb of saying than not; there is none past the last."""
        return at < len(self.cue) and self.cue[at] >= _SAYS

    def around(self, setting: Setting, previous: int | None) -> list[int]:
        """The indexes of the candidates worth scoring for a quote, given the one chosen for the quote before it."""
        paragraph = setting.quote.paragraph
        begin, end = self.bounds[paragraph]
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
        extra = [self._subject(setting), previous, lowest if lowest < before else None]
        if paragraph and lowest:  # the first of the paragraph before
            opening = bisect_left(self._firsts, self.bounds[paragraph - 1][0])
            extra.append(opening if opening < lowest else None)
        near = sorted({*chosen, *(index for index in extra if index is not None)})
        return [index for index in near if not (self._is_retold(index, setting) or self._is_asked(index, setting))]

    def _is_retold(self, index: int, setting: Setting) -> bool:
        """Whether a candidate speaks in what another one tells, sentences before: "An official said Lee said so." """
        first, last = self.candidates[index].first, self.candidates[index].last
        if not (0 < first < last < setting.first and self.says(first - 1) and self.says(last)):
            return False
        return not _FULL_STOPS.isdisjoint(self.words[last : setting.first - 1])

    def _is_asked(self, index: int, setting: Setting) -> bool:
        """Whether a candidate only hears the quote: "Ann Lee was asked: “...”"."""
        last = self.candidates[index].last
        if last >= setting.first or self.lowered[last : last + 2] not in (["was", "asked"], ["were", "asked"]):
            return False
        return _FULL_STOPS.isdisjoint(self.words[last : setting.first - 1])

    def _subject(self, setting: Setting) -> int | None:
        """The first candidate of the quote's sentence, which may be far off: "Ann Lee, who …, told reporters …"."""
        begin = setting.first - 1
        while begin > setting.left and self.words[begin - 1] not in _FULL_STOPS:
            begin -= 1
        index = bisect_left(self._firsts, begin)
        found = index < len(self.candidates) and self.candidates[index].first < setting.first
        return index if found else None

    def signature(self, setting: Setting) -> int | None:
        """The candidate that signs a whole sentence after a dash: "…" — Ann Lee, mayor."""
        at, end = setting.last + 1, setting.right
        own_end = self.bounds[setting.quote.paragraph][1]
        if at >= own_end and setting.quote.paragraph + 1 < len(self.bounds):
            at, end = self.bounds[setting.quote.paragraph + 1]
        if not at + 1 < end <= at + _LONGEST_SIGNATURE or self.words[at] not in _DASHES:
            return None
        if self.words[setting.last - 1] not in _SENTENCE_ENDS or any(self.says(word) for word in range(at, end)):
            return None
        index = bisect_left(self._firsts, at + 1)
        if index == len(self.candidates):
            return None
        candidate = self.candidates[index]
        return index if candidate.first == at + 1 and candidate.kind is Kind.NAME else None

    def attached(self, setting: Setting) -> list[int]:
        """Whom a verb of saying right after the quote can mean: ," said union leader Ann Lee, or ," she said."""
        at = setting.last + 1
        if at >= setting.right or self.words[setting.last - 1] != ",":
            return []
        found: list[int] = []
        if self.cue[at] < _SURELY_SAYS:
            index = bisect_left(self._firsts, at)
            while index < len(self.candidates) and self.candidates[index].first == at:
                last = self.candidates[index].last
                if last < setting.right and self.cue[last] >= _SURELY_SAYS:
                    found.append(index)
                index += 1
            return found
        for index in range(bisect_left(self._firsts, at + 1), len(self.candidates)):
            candidate = self.candidates[index]
            if candidate.last > setting.right or candidate.first > at + _LONGEST_TITLE:
                break
            if not all(word[0].isalnum() for word in self.words[at : candidate.first]):
                break
            found.append(index)
            if self.labels.get(candidate.last - 1) == "PERSON" and not self._is_title(candidate.last, setting.right):
                return [index]
        return found

    def _is_title(self, token: int, end: int) -> bool:
        """Whether a name that ends at a token only leads up to another: "Trump" in "Trump adviser Ann Lee"."""
        return token < end and self.words[token][0].islower() and self.lowered[token] not in FUNCTION_WORDS
