"""Prepare an article for choosing speakers: its quotes, the candidates near them, and the verbs of saying."""

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
from newsreader.language.quotes.speaker_candidates import FUNCTION_WORDS, Candidate, CandidateKind, find_candidates

__all__ = ["QuoteContext", "QuoteSlot", "token_labels"]

_NEAR_BEFORE, _FAR_BEFORE, _NEAR_AFTER, _FAR_AFTER = 8, 6, 6, 2
_REACH = 3  # paragraphs back
_DASHES = frozenset("-–—―")
_FULL_STOPS = frozenset(".!?…")
_SENTENCE_ENDS = _FULL_STOPS | {","}
_POINT = "·"  # replaces the full stop of an abbreviation
_LONGEST_SIGNATURE, _LONGEST_TITLE = 14, 7  # tokens
_LIKELY_VERB, _SURE_VERB = 0.5, 0.8  # probabilities from which a word counts as a verb of saying
_SPEAKS_WITHIN = 25  # tokens after a possible name
_PLACE_AFTER = 3  # tokens: "in", a town, a comma
_SPEAKER_LABELS = frozenset({"PERSON", "ORG"})  # outside English, only these can be speakers
_UNREAD = frozenset("bg el ru sr uk".split())  # languages with capitals whose script the recogniser cannot read
_UNREAD_PREPOSITIONS = frozenset(
    "в во на из от до при под у о об с со за з із до від на у в във σε στο στη στον στην από για με".split()
)
_NAME_WORDS = (2, 3)
_PREPOSITIONS = frozenset("in from of near outside at to".split())


@dataclass(frozen=True, slots=True)
class QuoteSlot:
    """A quote and the text around it, as token indexes.

    The quote is `[first, last)` between its marks. `[left, first - 1)` is the text before it up to the previous quote,
    `[last + 1, right)` the text after it up to the next one. The text before may begin in the previous paragraph.
    """

    quote: Quoted
    first: int
    last: int
    left: int
    right: int
    number: int  # index of the quote in the article


class LabelledSpan(Protocol):
    """A span of text with an entity class: a `Mention` or an `Entity`."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def label(self) -> str: ...


def token_labels(document: Document, entities: Iterable[LabelledSpan]) -> dict[int, str]:
    """Map the index of each token inside an entity to the entity's class ("PERSON", "ORG", ...)."""
    labels: dict[int, str] = {}
    for entity in entities:
        token = bisect_left(document.starts, entity.start)
        while token < len(document.words) and document.ends[token] <= entity.end:
            labels[token] = entity.label
            token += 1
    return labels


def _letter_shape(word: str) -> str:
    """Return the shape of a word: "s" small letters, "c" a capital, "C" all capitals, "d" a figure, "m" a mark."""
    if word[0].islower():
        return "s"
    if word[0].isupper():
        return "C" if len(word) > 1 and word.isupper() else "c"
    return "d" if word[0].isdigit() else "m"


def _mark_abbreviation_stops(words: Sequence[str]) -> list[str]:
    """Return the tokens with a "·" for each full stop after which the sentence goes on ("Fla.,", "(D-Nev.) said")."""
    pointed = list(words)
    for at in range(len(words) - 2):
        if words[at] == ".":
            after = words[at + 2] if words[at + 1] == ")" else words[at + 1]
            if after[0].islower() or after == ",":
                pointed[at] = _POINT
    return pointed


class QuoteContext:
    """An article prepared for choosing speakers.

    slots: one QuoteSlot for each quote, in reading order.
    candidates: the possible speakers near the quotes, in reading order.
    words, lowered: all tokens (a "·" stands for the full stop of an abbreviation), and the same in lower case.
    cue: for each token, the probability that its word is a verb of saying, wherever it stands.
    source, verb: for each token outside quotes, the probability that at this place it belongs to a speaker's mention,
        and that it is a verb of saying. Set only in paragraphs with quotes, or that lead up to one; else 0.
    bounds: for each paragraph, its tokens as (first, end).
    last_words, counts: the last word of each candidate, in lower case, and how often each such word occurs.
    """

    def __init__(
        self,
        document: Document,
        quotes: Sequence[Quoted],
        cues: Mapping[str, float],
        labels: Mapping[int, str],
        weights: speech_verbs.Weights,
    ) -> None:
        """Read `document` for its `quotes`.

        `cues` maps a word in lower case to its probability (0 to 1) of being a verb of saying, `labels` a token index
        to its entity class (see `token_labels`), and `weights` are those of the model in `speech_verbs`.
        """
        self.document = document
        self.words = _mark_abbreviation_stops(document.words)
        self.lowered = [w.lower() for w in document.words]
        self.cues = cues
        self.labels = labels
        self.cue = [cues.get(w, 0.0) for w in self.lowered]
        self.bounds = [
            (bisect_left(document.starts, p.start), bisect_left(document.starts, p.end)) for p in document.paragraphs
        ]
        self.slots = self._make_slots(quotes)
        self._inside: dict[int, list[QuoteSlot]] = {}
        for slot in self.slots:
            self._inside.setdefault(slot.quote.paragraph, []).append(slot)
        near: set[int] = set()
        for slot in self.slots:
            at = slot.quote.paragraph
            near.update(range(max(0, at - _REACH), min(len(self.bounds), at + 2)))
        self.candidates = self._candidates(sorted(near))
        self.source = [0.0] * len(self.words)
        self.verb = [0.0] * len(self.words)
        leading = {s.quote.paragraph - 1 for s in self.slots if s.left < self.bounds[s.quote.paragraph][0]}
        self._score_words(sorted(leading.union(self._inside)), weights)
        self._firsts = [c.first for c in self.candidates]
        self.last_words = [self.lowered[c.last - 1] for c in self.candidates]
        self.counts = Counter(self.last_words)

    def _make_slots(self, quotes: Sequence[Quoted]) -> list[QuoteSlot]:
        starts = self.document.starts
        tokens = [(bisect_left(starts, q.start), bisect_left(starts, q.end)) for q in quotes]
        made: list[QuoteSlot] = []
        for number, (quote, (first, last)) in enumerate(zip(quotes, tokens, strict=True)):
            left, right = self.bounds[quote.paragraph]
            if number and quotes[number - 1].paragraph == quote.paragraph:
                left = min(tokens[number - 1][1] + 1, first)
            elif quote.paragraph and first - 1 <= left and self.words[left - 1] == ":":  # "She said:" ends a paragraph
                left = self.bounds[quote.paragraph - 1][0]
                if number and quotes[number - 1].paragraph == quote.paragraph - 1:
                    left = tokens[number - 1][1] + 1
            if number + 1 < len(quotes) and quotes[number + 1].paragraph == quote.paragraph:
                right = max(tokens[number + 1][0] - 1, last)
            made.append(QuoteSlot(quote, first, last, left, right, number))
        return made

    def words_outside_quotes(self, paragraph: int) -> tuple[list[str], list[str], list[int]]:
        """Return the words of a paragraph as `speech_verbs.mask_quotes` gives them, the shape of each, its token."""
        first, last = self.bounds[paragraph]
        quotes = [(s.first, s.last) for s in self._inside.get(paragraph, ())]
        words, tokens = speech_verbs.mask_quotes(self.lowered, first, last, quotes)
        kinds = ["q" if at < 0 else _letter_shape(self.words[at]) + self.labels.get(at, "") for at in tokens]
        return words, kinds, tokens

    def _score_words(self, paragraphs: Sequence[int], weights: speech_verbs.Weights) -> None:
        for paragraph in paragraphs:
            words, kinds, tokens = self.words_outside_quotes(paragraph)
            for token, (source, verb) in zip(tokens, speech_verbs.probabilities(words, kinds, weights), strict=True):
                if token >= 0:
                    self.source[token], self.verb[token] = source, verb

    def _candidates(self, paragraphs: Sequence[int]) -> list[Candidate]:
        inside = self._inside
        datelines = self._datelines()
        found: list[Candidate] = []
        for paragraph in paragraphs:
            first, end = self.bounds[paragraph]
            first = datelines.get(paragraph, first)
            for slot in inside.get(paragraph, ()):
                found += find_candidates(self.words, self.lowered, first, slot.first - 1, paragraph, self.cues)
                first = slot.last + 1
            found += find_candidates(self.words, self.lowered, first, end, paragraph, self.cues)
        if (
            not self.document.english
        ):  # descriptions are English only: "a" begins one in English, but is "has" in French
            found = [c for c in found if c.kind is CandidateKind.NAME and self._is_known(c)]
        return [c for c in found if not (self._is_ordinary_word(c) or self._is_country_of_town(c))]

    def _is_known(self, candidate: Candidate) -> bool:
        """Return whether a name is a person's or an organisation's.

        In a script that the recogniser cannot read, a name is two or three capitalised words, not after a preposition.
        """
        first, last = candidate.first, candidate.last
        if self.document.language not in _UNREAD:
            return self.labels.get(last - 1) in _SPEAKER_LABELS
        before = self.lowered[first - 1] if first else ""
        names = self.words[first:last]
        capitalised = all(w[0].isupper() and w.isalpha() for w in names)
        return len(names) in _NAME_WORDS and capitalised and before not in _UNREAD_PREPOSITIONS

    def _datelines(self) -> dict[int, int]:
        """Map the number of each paragraph with a dateline to the first token after the dateline."""
        sentences = self.document.sentences
        return {
            one.paragraph: one.last
            for one, other in pairwise(sentences)
            if one.kind is SentenceKind.BOILERPLATE
            and one.first == self.bounds[one.paragraph][0]
            and other.paragraph == one.paragraph
            and other.kind is not SentenceKind.BOILERPLATE
        }

    def _is_ordinary_word(self, candidate: Candidate) -> bool:
        """Return whether a candidate has a capital only because it begins a sentence: "Rabbits were seen." """
        first, last = candidate.first, candidate.last
        begin, end = self.bounds[candidate.paragraph]
        if candidate.kind is not CandidateKind.NAME or last > first + 1 or not self.words[first].isalpha():
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
            if self.is_speech_verb(at):
                return False
            if self.words[at] in _FULL_STOPS:
                break
        return True

    def _is_country_of_town(self, candidate: Candidate) -> bool:
        """Return whether a candidate is the country of a town: "Zimbabwe" in "who grew up in Gweru, Zimbabwe said"."""
        first = candidate.first
        if candidate.kind is not CandidateKind.NAME or first < _PLACE_AFTER or self.labels.get(first) != "LOC":
            return False
        before, town, comma = self.words[first - 3 : first]
        return comma == "," and self.labels.get(first - 2) == "LOC" and town[0].isupper() and before in _PREPOSITIONS

    def is_speech_verb(self, at: int) -> bool:
        """Return whether the token `at` is probably a verb of saying; False past the last token."""
        return at < len(self.cue) and self.cue[at] >= _LIKELY_VERB

    def nearby(self, slot: QuoteSlot, previous: int | None) -> list[int]:
        """Return the indexes of the candidates to score for a quote, ascending.

        `previous` is the candidate that was chosen for the quote before.
        """
        paragraph = slot.quote.paragraph
        begin, end = self.bounds[paragraph]
        before = bisect_left(self._firsts, slot.first)
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
        extra = [self._first_in_sentence(slot), previous, lowest if lowest < before else None]
        if paragraph and lowest:  # the first of the paragraph before
            opening = bisect_left(self._firsts, self.bounds[paragraph - 1][0])
            extra.append(opening if opening < lowest else None)
        near = sorted({*chosen, *(index for index in extra if index is not None)})
        return [i for i in near if not (self._is_reported_speaker(i, slot) or self._is_asked(i, slot))]

    def _is_reported_speaker(self, index: int, slot: QuoteSlot) -> bool:
        """Return whether an earlier sentence only reports that a candidate spoke: "An official said Lee said so." """
        first, last = self.candidates[index].first, self.candidates[index].last
        if not (0 < first < last < slot.first and self.is_speech_verb(first - 1) and self.is_speech_verb(last)):
            return False
        return not _FULL_STOPS.isdisjoint(self.words[last : slot.first - 1])

    def _is_asked(self, index: int, slot: QuoteSlot) -> bool:
        """Return whether the quote is a question to the candidate: "Ann Lee was asked: “...”"."""
        last = self.candidates[index].last
        if last >= slot.first or self.lowered[last : last + 2] not in (["was", "asked"], ["were", "asked"]):
            return False
        return _FULL_STOPS.isdisjoint(self.words[last : slot.first - 1])

    def _first_in_sentence(self, slot: QuoteSlot) -> int | None:
        """Return the first candidate of the quote's sentence, however far away: "Ann Lee, who …, told reporters …"."""
        begin = slot.first - 1
        while begin > slot.left and self.words[begin - 1] not in _FULL_STOPS:
            begin -= 1
        index = bisect_left(self._firsts, begin)
        found = index < len(self.candidates) and self.candidates[index].first < slot.first
        return index if found else None

    def signature(self, slot: QuoteSlot) -> int | None:
        """Return the candidate that stands after a dash as the quote's signature: "…" — Ann Lee, mayor."""
        at, end = slot.last + 1, slot.right
        own_end = self.bounds[slot.quote.paragraph][1]
        if at >= own_end and slot.quote.paragraph + 1 < len(self.bounds):
            at, end = self.bounds[slot.quote.paragraph + 1]
        if not at + 1 < end <= at + _LONGEST_SIGNATURE or self.words[at] not in _DASHES:
            return None
        if self.words[slot.last - 1] not in _SENTENCE_ENDS or any(self.is_speech_verb(word) for word in range(at, end)):
            return None
        index = bisect_left(self._firsts, at + 1)
        if index == len(self.candidates):
            return None
        candidate = self.candidates[index]
        return index if candidate.first == at + 1 and candidate.kind is CandidateKind.NAME else None

    def attached_candidates(self, slot: QuoteSlot) -> list[int]:
        """Return the candidates after the quote joined to it by a verb of saying: ," said Mayor Lee, or ," she said."""
        at = slot.last + 1
        if at >= slot.right or self.words[slot.last - 1] != ",":
            return []
        found: list[int] = []
        if self.cue[at] < _SURE_VERB:
            index = bisect_left(self._firsts, at)
            while index < len(self.candidates) and self.candidates[index].first == at:
                last = self.candidates[index].last
                if last < slot.right and self.cue[last] >= _SURE_VERB:
                    found.append(index)
                index += 1
            return found
        for index in range(bisect_left(self._firsts, at + 1), len(self.candidates)):
            candidate = self.candidates[index]
            if candidate.last > slot.right or candidate.first > at + _LONGEST_TITLE:
                break
            if not all(word[0].isalnum() for word in self.words[at : candidate.first]):
                break
            found.append(index)
            if self.labels.get(candidate.last - 1) == "PERSON" and not self._is_title(candidate.last, slot.right):
                return [index]
        return found

    def _is_title(self, token: int, end: int) -> bool:
        """Return whether a name that ends before `token` belongs to a title: "Trump" in "Trump adviser Ann Lee"."""
        return token < end and self.words[token][0].islower() and self.lowered[token] not in FUNCTION_WORDS
