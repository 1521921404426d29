"""Extend a candidate to its whole noun phrase: "American historian Ann Lee", "a member of the board"."""

from __future__ import annotations

from newsreader.language.coreference.roles import is_title_or_role
from newsreader.language.quotes.quote_context import QuoteContext
from newsreader.language.quotes.speaker_candidates import FUNCTION_WORDS, Candidate, CandidateKind
from newsreader.language.resources.person_lexicon import fold, is_title, role_gender

__all__ = ["MAX_MENTION_LENGTH", "head", "span", "text_of"]

MAX_MENTION_LENGTH = 80
"""The most characters of a speaker's mention."""

_LONGEST_ROLE = 6  # tokens of a role before a name
_LONGEST_NOUNS = 3  # tokens after an adjective such as "Ugandan"
_NEAR = 10  # candidates to search within a description and right after it
_ENDS = frozenset(",.;")
_TEXTS = frozenset("documents document records filings papers report letter statement".split())
_OF_ROLES = frozenset({"of", "for", "and"})
_BODIES = frozenset(
    "agency newspaper network broadcaster magazine portal outlet station daily weekly website channel party group firm "
    "company giant charity union".split()
)


def span(context: QuoteContext, choice: int) -> tuple[int, int]:
    """Return the characters `[start, end)` of candidate number `choice` with the adjoining words of its phrase."""
    starts, ends = context.document.starts, context.document.ends
    return starts[_with_name(context, choice)], ends[_with_nouns(context, context.candidates[choice]) - 1]


def text_of(context: QuoteContext, choice: int) -> str:
    """Return the phrase as one line of the text's words, with its "of": "a member" gives "a member of the board"."""
    start, end = span(context, choice)
    chosen = context.candidates[choice]
    if chosen.kind is CandidateKind.DESCRIPTION and context.lowered[chosen.last : chosen.last + 1] == ["of"]:
        after = [c for c in context.candidates[choice : choice + _NEAR] if c.first == chosen.last + 1]
        owners = [c.last for c in after if not context.is_speech_verb(c.last - 1)]
        longest = context.document.ends[max(owners) - 1] if owners else end
        end = longest if longest - start <= MAX_MENTION_LENGTH else end
    return " ".join(context.document.text[start:end].split())


def head(context: QuoteContext, choice: int) -> int:
    """Return the index of the candidate that heads the phrase of candidate number `choice`; often `choice` itself.

    The head is another candidate in four cases:

    - a name modifies the nouns before a verb of saying: "MEP authorities said" (176 of 186 such names in the training
      articles belong to a source with these nouns);
    - a determiner stands before its noun: "one post said";
    - a role or a kind of organisation stands before a name: "American historian Ann Lee", "study author, Dr. Ann Lee,
      said";
    - the candidate quotes somebody else: "the agency quoted Ann Lee as saying".
    """
    chosen = context.candidates[choice]
    for index in range(choice + 1, len(context.candidates)):
        after = context.candidates[index]
        if after.first > chosen.last + _LONGEST_ROLE:
            break
        if _is_quoted(context, chosen, after):
            return index
        if after.kind is CandidateKind.NAME:
            modifies = _modifies if chosen.kind is CandidateKind.NAME else _is_role_before
            if chosen.kind is not CandidateKind.PRONOUN and modifies(context, chosen, after):
                return index
        goes_on = after.kind is CandidateKind.DESCRIPTION and context.is_speech_verb(after.last)
        if chosen.kind is CandidateKind.NAME:
            adjoins = index == choice + 1 and after.first == chosen.last
            if goes_on and adjoins and context.lowered[after.first] not in FUNCTION_WORDS:
                return index
        elif goes_on and chosen.last == chosen.first + 1 and after.first == chosen.first:
            return index
    return choice


def _modifies(context: QuoteContext, chosen: Candidate, name: Candidate) -> bool:
    """Return whether only a role before a person, or a kind before an organisation, stands between two names."""
    between = context.words[chosen.last : name.first]
    if not between or context.labels.get(chosen.last - 1) == "PERSON":
        return False
    if not all(w.islower() and (w in _OF_ROLES or w not in FUNCTION_WORDS) for w in between):
        return False
    if any(context.is_speech_verb(at) for at in range(chosen.last, name.first)):
        return False
    label = context.labels.get(name.last - 1)
    if label == "PERSON":
        return role_gender(fold(between[-1])) is not None or is_title_or_role(context.words[chosen.last - 1])
    return label == "ORG" and between[-1] in _BODIES


def _is_quoted(context: QuoteContext, chosen: Candidate, after: Candidate) -> bool:
    """Return whether the candidate `after` is quoted by the chosen one: "the agency quoted Ann Lee as saying"."""
    lowered = context.lowered
    if after.first != chosen.last + 1 or lowered[chosen.last] not in ("quoted", "quotes", "quoting"):
        return False
    return lowered[after.last : after.last + 2] in (["as", "saying"], ["as", "telling"])


def _is_role_before(context: QuoteContext, chosen: Candidate, name: Candidate) -> bool:
    """Return whether a role without an article, a comma and perhaps a title stand before one person's name."""
    words = context.words
    between = words[chosen.last : name.first]
    if between[:1] != [","] or not all(is_title(fold(w)) or w == "." for w in between[1:]):
        return False
    if context.lowered[chosen.first] in FUNCTION_WORDS or role_gender(fold(words[chosen.last - 1])) is None:
        return False
    one = name.last >= len(words) or words[name.last] in _ENDS or context.is_speech_verb(name.last)
    return one and context.labels.get(name.last - 1) == "PERSON"


def _with_name(context: QuoteContext, choice: int) -> int:
    """Return the first token of a candidate, or of the name that modifies it: "MEP" of "MEP authorities"."""
    chosen = context.candidates[choice]
    if chosen.kind is CandidateKind.DESCRIPTION and choice and context.lowered[chosen.first] not in FUNCTION_WORDS:
        before = context.candidates[choice - 1]
        if before.kind is CandidateKind.NAME and before.last == chosen.first:
            return before.first
    return chosen.first


def _with_nouns(context: QuoteContext, chosen: Candidate) -> int:
    """Return the end of a candidate (exclusive token), with the noun that "Ugandan", "Court" or "Federal" modifies."""
    label = context.labels.get(chosen.last - 1)
    if chosen.kind is not CandidateKind.NAME or label not in (None, "NORP"):
        return chosen.last
    for at in range(chosen.last, min(chosen.last + _LONGEST_NOUNS, len(context.words))):
        word = context.words[at]
        if not word.islower() or word in FUNCTION_WORDS or context.is_speech_verb(at):
            break
        if role_gender(fold(word)) is not None or role_gender(fold(word.removesuffix("s"))) is not None:
            return at + 1
        if label is None and word in _TEXTS:
            return at + 1
    return chosen.last
