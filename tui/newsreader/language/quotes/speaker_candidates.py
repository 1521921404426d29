"""Who could have said a quote: the names, pronouns and descriptions of people in the text around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

__all__ = ["FUNCTION_WORDS", "PRONOUNS", "Candidate", "Kind", "candidates"]


class Kind(IntEnum):
    """What a candidate looks like; the numbers are features of the trained model."""

    NAME = 0  # a run of capitalised words
    PRONOUN = 1
    DESCRIPTION = 2  # "the union's president", "a spokesman", "officials"


@dataclass(frozen=True, slots=True)
class Candidate:
    """The tokens `[first, last)` of a document, in the paragraph numbered `paragraph`."""

    first: int
    last: int
    kind: Kind
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
_OWNERS = frozenset("his her".split())  # only of what was said: "her claim that"
_SAYINGS = frozenset(
    "account accusation admission advice announcement answer appeal argument assertion assessment assurance call calls "
    "charge claim claims comment comments complaint contention criticism declaration demand description explanation "
    "insistence letter message observation opinion pledge post prediction promise question quip remark remarks reply "
    "response speech statement suggestion tweet tweets view vow warning warnings words".split()
)
_SAYING_WITHIN = 4  # tokens after the owner
_TEXTS = frozenset(
    "statement statements letter letters message messages speech announcement declaration release report post tweet "
    "document documents".split()
)  # more often what is said than a verb
_QUALIFIERS = frozenset(
    "former senior top chief other new same recent local national own young old third late early".split()
)
_NO_ADVERBS = frozenset(
    "family assembly ally monopoly supply reply anomaly bully elderly daily weekly monthly fly".split()
)
_PASTS = frozenset(
    "put sent cut made held led gave took got ran kept left began came went saw felt met set let stood spoke".split()
)  # verbs that do not look like one
_ALSO_NAMES = frozenset("may will april june august".split())
_PARTICLES = frozenset("de da do dos del della di du la le van von der den bin al el ben ibn y e".split())
_OFFICES = frozenset(
    "secretary minister ministry department office bureau board bank house chamber council court university institute "
    "director speaker chief head leader president king queen prince archbishop bishop mayor governor attorney".split()
)
_LATEST = 6  # candidates: no more end at the same token
_LONGEST_NAME = 8
_LONGEST_DESCRIPTION = 6


def candidates(
    words: Sequence[str], lowered: Sequence[str], first: int, last: int, paragraph: int, cues: Mapping[str, float]
) -> list[Candidate]:
    """Those among the tokens `[first, last)`, a stretch without quotes, in reading order.

    `lowered` holds the words in lower case and `cues` how likely each word is to be a verb of saying (0 to 1).
    Candidates may overlap ("Mr Trump" and "Mr Trump's lawyer").
    """
    found: list[Candidate] = []
    at = first
    taken = first  # tokens before this one belong to a candidate
    while at < last:
        word, low = words[at], lowered[at]
        if (low in PRONOUNS and (low != "i" or word == "I") and word != "WHO") or (
            low in _OBJECTS and at - 2 >= first and lowered[at - 2 : at] == ["according", "to"]
        ):
            found.append(Candidate(at, at + 1, Kind.PRONOUN, paragraph))
            taken = at + 1
        elif (
            _begins_name(word, low)
            and not (at + 1 < last and cues.get(low, 0.0) >= 0.5 and words[at + 1][0].isupper())
            and not _is_participle(words, lowered, at, first, last)
        ):
            end = _name_end(words, lowered, at, last)
            found.append(Candidate(at, end, Kind.NAME, paragraph))
            if end + 1 < last and words[end] in ("'s", "’s"):
                noun = _noun_end(words, lowered, end + 1, last, cues)
                found += _described(words, at, end + 1, noun, paragraph)
            at = taken = end
            continue
        elif low in _DETERMINERS:
            if low in _OWNERS and not _SAYINGS.isdisjoint(lowered[at + 1 : min(at + 1 + _SAYING_WITHIN, last)]):
                found.append(Candidate(at, at + 1, Kind.PRONOUN, paragraph))
            end = _noun_end(words, lowered, at + 1, last, cues)
            if end > at + 1:
                found += _described(words, at, at + 1, end, paragraph)
                taken = max(taken, end)
            if low in _STAND_ALONE and _stands_alone(words, at, end, first, last, cues.get(lowered[at - 1], 0.0)):
                found.append(Candidate(at, at + 1, Kind.DESCRIPTION, paragraph))
                taken = max(taken, at + 1)
        elif at >= taken and cues.get(low, 0.0) >= 0.5:
            begin = at
            while begin > max(taken, first, at - 3) and _noun(words[begin - 1], lowered[begin - 1], cues):
                begin -= 1
            if 0 < begin < at and words[begin].endswith("ed") and words[begin - 1][0].isupper():
                begin += 1  # a verb of the name's own: "Ann Lee rejected claims"
            elif begin < at and begin > max(taken, first) and words[begin - 1][0].isdigit():
                begin -= 1  # "7 percent said"
            if begin < at:
                found.append(Candidate(_with_head(words, found, begin), at, Kind.DESCRIPTION, paragraph))
            end = at + 1
            while end < min(last, at + 4) and _noun(words[end], lowered[end], cues):
                end += 1
            if end > at + 1 and not (end < last and words[end][0].isupper()):  # those only lead up to a name
                found.append(Candidate(at + 1, end, Kind.DESCRIPTION, paragraph))
                taken = end
        at += 1
    found.sort(key=lambda c: (c.first, c.last))
    return found


def _with_head(words: Sequence[str], found: Sequence[Candidate], noun: int) -> int:
    """Where the phrase begins that ends with the bare `noun`: at "the" in "the chief of staff"."""
    if noun and words[noun - 1] == "of":
        heads = [c.first for c in found[-_LATEST:] if c.last == noun - 1 and c.kind is Kind.DESCRIPTION]
        return min(heads, default=noun)
    return noun


def _stands_alone(words: Sequence[str], at: int, end: int, first: int, last: int, cue_before: float) -> bool:
    """Whether a word such as "another" is somebody by itself: "another wrote", "another featured", "wrote another."."""
    if at + 1 < last and words[at + 1][0].isalpha():
        return words[at + 1][0].islower() and (end <= at + 2 or words[at + 1].endswith("ed"))
    return at > first and cue_before >= 0.5


def _described(words: Sequence[str], first: int, noun: int, last: int, paragraph: int) -> list[Candidate]:
    """The phrase `[first, last)`, with nouns from `noun` on, and what stands before each word that may be a verb."""
    found = [Candidate(first, last, Kind.DESCRIPTION, paragraph)] if last > noun else []
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
        if (verb or word in ("'s", "’s")) and words[end - 1][0].isalpha():
            found.append(Candidate(first, end, Kind.DESCRIPTION, paragraph))
    return found


def _is_qualifier(word: str) -> bool:
    """Whether a noun must follow the word: "a newly formed group", "the decision-making bodies", "former officials"."""
    return _is_adverb(word) or word in _QUALIFIERS or ("-" in word and word.endswith(("ing", "ed")))


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and word.islower() and word not in _NO_ADVERBS


def _begins_name(word: str, low: str) -> bool:
    return word[0].isupper() and (low not in FUNCTION_WORDS or low in _ALSO_NAMES or (len(word) > 1 and word.isupper()))


def _is_participle(words: Sequence[str], lowered: Sequence[str], at: int, first: int, last: int) -> bool:
    """Whether a word has its capital from beginning a sentence: "Starting with the children", "Based on"."""
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


def _noun(word: str, low: str, cues: Mapping[str, float]) -> bool:
    """Whether a word in lower case may be part of a bare noun phrase ("senior officials")."""
    return word[0].islower() and low not in FUNCTION_WORDS and cues.get(low, 0.0) < 0.2 and not low.endswith("ly")


def _noun_end(words: Sequence[str], lowered: Sequence[str], at: int, last: int, cues: Mapping[str, float]) -> int:
    """Past the last token of the noun phrase whose first word after the determiner or the possessive is `at`."""
    end = at
    while end < min(last, at + _LONGEST_DESCRIPTION):
        word, low = words[end], lowered[end]
        if (word in ("'s", "’s") and end > at) or (word == "-" and end > at):
            end += 1
        elif (
            low == "of" and end > at and words[end - 1][0].isupper() and end + 1 < last and words[end + 1][0].isupper()
        ):
            end += 2
        elif (
            not word[0].isalnum()
            or (cues.get(low, 0.0) >= 0.2 and end > at and not (low in _TEXTS and words[end - 1][-1] != "s"))
            or (low in FUNCTION_WORDS and not _begins_name(word, low))
        ):
            break
        else:
            end += 1
    while end > at and (words[end - 1] in ("'s", "’s", "-") or (end > at + 1 and _is_adverb(words[end - 1]))):
        end -= 1
    return end
