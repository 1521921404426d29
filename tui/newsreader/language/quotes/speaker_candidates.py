"""Find the possible speakers of a quote: names, pronouns and descriptions of people in the text around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

__all__ = ["FUNCTION_WORDS", "PRONOUNS", "Candidate", "CandidateKind", "find_candidates"]


class CandidateKind(IntEnum):
    """The form of a candidate; the numbers are features of the trained model."""

    NAME = 0  # a run of capitalised words
    PRONOUN = 1
    DESCRIPTION = 2  # "the union's president", "a spokesman", "officials"


@dataclass(frozen=True, slots=True)
class Candidate:
    """The tokens `[first, last)` of a document, in the paragraph numbered `paragraph`."""

    first: int
    last: int
    kind: CandidateKind
    paragraph: int


PRONOUNS = frozenset("he she they it i we you who".split())
_DETERMINERS = frozenset(
    "the a an this that these those his her their its our my your one another some many several two three four "
    "both each most other all few no any such".split()
)
_STAND_ALONE = frozenset("another one some many several others both each".split())
FUNCTION_WORDS = frozenset(
    "a about above across after again against ago all along already also although always am amid among an and another "
    "any are around as asked at away back be became because been before behind being below beside besides between "
    "beyond both but by can cannot could despite did do does done down during each either else even ever every few "
    "for from further had has have having he hence her here hers herself him himself his how however i if in indeed "
    "instead into is it its itself just last later least less let like many may me meanwhile might more moreover most "
    "much must my neither never nevertheless next no nor not nothing now of off often on once one only onto or other "
    "others our out over own per perhaps quite rather same she should since so some still such than that the their "
    "them then there thereafter therefore these they this those though through throughout thus to today together "
    "tomorrow too toward towards under unless unlike until up upon us very was we well were what when where whether "
    "which while who whom whose why will with within without would yes yesterday yet you your again earlier recently "
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december don't doesn't didn't it's he's she's they're we're i'm that's there's isn't wasn't "
    "according asked speaking".split()
)
_OBJECTS = frozenset("him her them".split())  # only in "according to her"
_OPENS_CLAUSE = frozenset(
    "with on by to for in at from about as into over under the a an his her their its that".split()
)
_OWNERS = frozenset("his her".split())  # candidates only before a noun of speech: "her claim that"
_SPEECH_NOUNS = frozenset(
    "account accusation admission advice announcement answer appeal argument assertion assessment assurance call calls "
    "charge claim claims comment comments complaint contention criticism declaration demand description explanation "
    "insistence letter message observation opinion pledge post prediction promise question quip remark remarks reply "
    "response speech statement suggestion tweet tweets view vow warning warnings words".split()
)
_SPEECH_NOUN_WITHIN = 4  # tokens after the owner
_TEXTS = frozenset(
    "statement statements letter letters message messages speech announcement declaration release report post tweet "
    "document documents".split()
)  # nouns more often than verbs of saying
_QUALIFIERS = frozenset(
    "former senior top chief other new same recent local national own young old third late early".split()
)
_NOT_ADVERBS = frozenset(
    "family assembly ally monopoly supply reply anomaly bully elderly daily weekly monthly fly".split()
)
_PASTS = frozenset(
    "put sent cut made held led gave took got ran kept left began came went saw felt met set let stood spoke".split()
)  # past tenses without "-ed"
_ALSO_NAMES = frozenset("may will april june august".split())
_PARTICLES = frozenset("de da do dos del della di du la le van von der den bin al el ben ibn y e".split())
_OFFICES = frozenset(
    "secretary minister ministry department office bureau board bank house chamber council court university institute "
    "director speaker chief head leader president king queen prince archbishop bishop mayor governor attorney".split()
)
_MAX_OVERLAPPING = 6  # no more candidates than this end at one token
_LONGEST_NAME = 8
_POSSESSIVES = ("'s", "’s")
_LONGEST_DESCRIPTION = 6
_LIKELY_VERB, _MAYBE_VERB = 0.5, 0.2  # probabilities of being a verb of saying


def find_candidates(
    words: Sequence[str], lowered: Sequence[str], first: int, last: int, paragraph: int, cues: Mapping[str, float]
) -> list[Candidate]:
    """Return the candidates among the tokens `[first, last)`, a stretch without quotes, in reading order.

    `lowered` holds the words in lower case. `cues` maps a word to its probability of being a verb of saying (0 to 1).
    Candidates may overlap ("Mr Trump" and "Mr Trump's lawyer").
    """
    stretch = _Stretch(words, lowered, first, last, paragraph, cues)
    at = first
    while at < last:
        word, low = words[at], lowered[at]
        if (low in PRONOUNS or low in _OBJECTS) and stretch.is_pronoun(at):
            stretch.add_pronoun(at)
        elif word[0].isupper() and stretch.is_name(at):
            at = stretch.add_name(at)
            continue
        elif low in _DETERMINERS:
            stretch.add_determiner_phrases(at)
        elif at >= stretch.taken and cues.get(low, 0.0) >= _LIKELY_VERB:
            stretch.add_bare_nouns(at)
        at += 1
    stretch.found.sort(key=lambda c: (c.first, c.last))
    return stretch.found


class _Stretch:
    """A stretch of tokens `[first, last)` without quotes, and the candidates found in it so far."""

    __slots__ = ("cues", "first", "found", "last", "lowered", "paragraph", "taken", "words")

    def __init__(
        self,
        words: Sequence[str],
        lowered: Sequence[str],
        first: int,
        last: int,
        paragraph: int,
        cues: Mapping[str, float],
    ) -> None:
        self.words, self.lowered, self.cues = words, lowered, cues
        self.first, self.last, self.paragraph = first, last, paragraph
        self.found: list[Candidate] = []
        self.taken = first  # the end of the candidates found so far

    def _add(self, first: int, last: int, kind: CandidateKind) -> None:
        self.found.append(Candidate(first, last, kind, self.paragraph))

    def is_pronoun(self, at: int) -> bool:
        """Return whether a word in PRONOUNS or _OBJECTS is a candidate here."""
        word, low = self.words[at], self.lowered[at]
        if low in _OBJECTS:
            return at - 2 >= self.first and self.lowered[at - 2 : at] == ["according", "to"]
        return (low != "i" or word == "I") and word != "WHO"  # the World Health Organization

    def add_pronoun(self, at: int) -> None:
        self._add(at, at + 1, CandidateKind.PRONOUN)
        self.taken = at + 1

    def is_name(self, at: int) -> bool:
        """Return whether a name begins at a capital: not a verb before a name, nor a participle that opens a clause."""
        low = self.lowered[at]
        if not _begins_name(self.words[at], low):
            return False
        if at + 1 < self.last and self.cues.get(low, 0.0) >= _LIKELY_VERB and self.words[at + 1][0].isupper():
            return False
        return not _is_participle(self.words, self.lowered, at, self.first, self.last)

    def add_name(self, at: int) -> int:
        """Add the name that begins at `at`, and the nouns that it owns ("Mr Trump's lawyer"); return the name's end."""
        end = _name_end(self.words, self.lowered, at, self.last)
        self._add(at, end, CandidateKind.NAME)
        if end + 1 < self.last and self.words[end] in _POSSESSIVES:
            noun_end = _noun_end(self.words, self.lowered, end + 1, self.last, self.cues)
            self.found += _descriptions(self.words, at, end + 1, noun_end, self.paragraph)
        self.taken = end
        return end

    def add_determiner_phrases(self, at: int) -> None:
        """Add the phrases that begin with the determiner at `at`: "the mayor", "her" of "her claim", "another"."""
        words, lowered, cues, last = self.words, self.lowered, self.cues, self.last
        low = lowered[at]
        if low in _OWNERS and not _SPEECH_NOUNS.isdisjoint(lowered[at + 1 : min(at + 1 + _SPEECH_NOUN_WITHIN, last)]):
            self._add(at, at + 1, CandidateKind.PRONOUN)
        end = _noun_end(words, lowered, at + 1, last, cues)
        if end > at + 1:
            self.found += _descriptions(words, at, at + 1, end, self.paragraph)
            self.taken = max(self.taken, end)
        cue_before = cues.get(lowered[at - 1], 0.0)
        if low in _STAND_ALONE and _stands_alone(words, at, end, self.first, last, cue_before):
            self._add(at, at + 1, CandidateKind.DESCRIPTION)
            self.taken = max(self.taken, at + 1)

    def add_bare_nouns(self, verb: int) -> None:
        """Add the nouns without a determiner right before and after a verb of saying: "officials said"."""
        begin = self._nouns_before(verb)
        if begin < verb:
            self._add(self._with_head(begin), verb, CandidateKind.DESCRIPTION)
        end = verb + 1
        while end < min(self.last, verb + 4) and self._is_bare_noun(end):
            end += 1
        leads_to_name = end < self.last and self.words[end][0].isupper()  # "said union leader Ann Lee"
        if end > verb + 1 and not leads_to_name:
            self._add(verb + 1, end, CandidateKind.DESCRIPTION)
            self.taken = end

    def _nouns_before(self, verb: int) -> int:
        """Return the first token of the bare nouns before a verb; `verb` itself if there are none."""
        words, begin = self.words, verb
        while begin > max(self.taken, self.first, verb - 3) and self._is_bare_noun(begin - 1):
            begin -= 1
        if 0 < begin < verb and words[begin].endswith("ed") and words[begin - 1][0].isupper():
            return begin + 1  # the verb of a name: "Ann Lee rejected claims"
        if begin < verb and begin > max(self.taken, self.first) and words[begin - 1][0].isdigit():
            return begin - 1  # "7 percent said"
        return begin

    def _is_bare_noun(self, at: int) -> bool:
        """Return whether a word can be part of a noun phrase without a determiner ("senior officials")."""
        word, low = self.words[at], self.lowered[at]
        if not word[0].islower() or low in FUNCTION_WORDS or low.endswith("ly"):
            return False
        return self.cues.get(low, 0.0) < _MAYBE_VERB

    def _with_head(self, noun: int) -> int:
        """Return the first token of the phrase that ends with the bare `noun`: "the" in "the chief of staff"."""
        if noun and self.words[noun - 1] == "of":
            latest = self.found[-_MAX_OVERLAPPING:]
            heads = [c.first for c in latest if c.last == noun - 1 and c.kind is CandidateKind.DESCRIPTION]
            return min(heads, default=noun)
        return noun


def _stands_alone(words: Sequence[str], at: int, end: int, first: int, last: int, cue_before: float) -> bool:
    """Return whether a word such as "another" stands for a person: "another wrote", "wrote another"."""
    if at + 1 < last and words[at + 1][0].isalpha():
        return words[at + 1][0].islower() and (end <= at + 2 or words[at + 1].endswith("ed"))
    return at > first and cue_before >= 0.5


def _descriptions(words: Sequence[str], first: int, noun: int, last: int, paragraph: int) -> list[Candidate]:
    """Return the phrase `[first, last)`, whose nouns begin at `noun`, and its shorter forms.

    A shorter form ends before a word that may be a verb or before a possessive.
    """
    found = [Candidate(first, last, CandidateKind.DESCRIPTION, paragraph)] if last > noun else []
    for end in range(noun + 1, last):
        word = words[end]
        if _is_qualifier(words[end - 1]):
            continue
        verb = word[0].islower() and (
            word.endswith(("s", "ed", "ing", "ly"))
            or "ed-" in word
            or word in _PASTS
            or (end + 1 == last and words[end - 1][-1] == "s")
        )
        if (verb or word in _POSSESSIVES) and words[end - 1][0].isalpha():
            found.append(Candidate(first, end, CandidateKind.DESCRIPTION, paragraph))
    return found


def _is_qualifier(word: str) -> bool:
    """Return whether a noun must follow: "a newly formed group", "the decision-making bodies", "former officials"."""
    return _is_adverb(word) or word in _QUALIFIERS or ("-" in word and word.endswith(("ing", "ed")))


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and word.islower() and word not in _NOT_ADVERBS


def _begins_name(word: str, low: str) -> bool:
    return word[0].isupper() and (low not in FUNCTION_WORDS or low in _ALSO_NAMES or (len(word) > 1 and word.isupper()))


def _is_participle(words: Sequence[str], lowered: Sequence[str], at: int, first: int, last: int) -> bool:
    """Return whether a word is a participle that begins a sentence: "Starting with the children", "Based on"."""
    return (
        lowered[at].endswith(("ing", "ed"))
        and (at == first or words[at - 1] in ".!?")
        and at + 1 < last
        and words[at + 1] in _OPENS_CLAUSE
    )


def _name_end(words: Sequence[str], lowered: Sequence[str], at: int, last: int) -> int:
    end = at + 1
    while end < min(last, at + _LONGEST_NAME):
        capital_next = end + 1 < last and words[end + 1][0].isupper()
        if _begins_name(words[end], lowered[end]):
            end += 1
        elif capital_next and (
            words[end] in ("-", "&")
            or lowered[end] in _PARTICLES
            or (lowered[end] == "of" and lowered[end - 1] in _OFFICES)
        ):
            end += 2
        else:
            break
    return min(end, last)


def _noun_end(words: Sequence[str], lowered: Sequence[str], at: int, last: int, cues: Mapping[str, float]) -> int:
    """Return the end (exclusive) of the noun phrase that begins at `at`, after the determiner or the possessive."""
    end = at
    while end < min(last, at + _LONGEST_DESCRIPTION):
        word, low = words[end], lowered[end]
        if end > at and (word in _POSSESSIVES or word == "-"):
            end += 1
        elif (
            end > at and low == "of" and end + 1 < last and words[end - 1][0].isupper() and words[end + 1][0].isupper()
        ):
            end += 2
        elif (
            not word[0].isalnum()
            or (low in FUNCTION_WORDS and not _begins_name(word, low))
            or (end > at and _may_be_verb(words, lowered, end, cues))
        ):
            break
        else:
            end += 1
    while end > at and (words[end - 1] in _POSSESSIVES or words[end - 1] == "-" or _ends_in_adverb(words, at, end)):
        end -= 1
    return end


def _may_be_verb(words: Sequence[str], lowered: Sequence[str], at: int, cues: Mapping[str, float]) -> bool:
    """Return whether a word can be a verb of saying; "statement" and the like only after a plural."""
    low = lowered[at]
    return cues.get(low, 0.0) >= _MAYBE_VERB and not (low in _TEXTS and words[at - 1][-1] != "s")


def _ends_in_adverb(words: Sequence[str], at: int, end: int) -> bool:
    return end > at + 1 and _is_adverb(words[end - 1])
