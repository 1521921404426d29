"""Direct quotes, who said them, and which are key."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from functools import cache

from newsreader.analysis import Entity, Quote
from newsreader.language import models, statements
from newsreader.language.attribution import LIKELY, Attribution
from newsreader.language.candidates import FUNCTION_WORDS, Candidate, Kind
from newsreader.language.coreference import Coreference
from newsreader.language.descriptions import is_or_role
from newsreader.language.key_quotes import weigh
from newsreader.language.people import fold, role_gender
from newsreader.language.quotation_marks import Quoted, quoted
from newsreader.language.saying import Weights
from newsreader.language.scene import Scene, token_labels
from newsreader.language.sentences import Document
from newsreader.language.speech import spoken
from newsreader.language.transcripts import Turn, answers, turns
from newsreader.language.trees import Trees

__all__ = ["find"]

_LONGEST_MENTION = 80  # characters
_SAYS = 0.5  # as likely as that, a word is a verb of saying
_LONGEST_ROLE, _LONGEST_NOUNS = 6, 3  # tokens between a name and another that it leads up to; tokens after "Ugandan"
_OF_ROLES = frozenset({"of", "for", "and"})
_BODIES = frozenset(
    "agency newspaper network broadcaster magazine portal outlet station daily weekly website channel party group firm "
    "company giant charity union".split()
)
_PLACES = frozenset({"LOC", "FAC", "NORP"})  # of "President of Liberia", "US President", these only say which one
_HEADS = ("PERSON", "ORG", "FAC", "LOC", "PRODUCT", "MISC", "NORP")


def find(document: Document, entities: Sequence[Entity]) -> tuple[Quote, ...]:
    """The direct quotes of `document` in reading order, with their speakers and weights.

    `entities` are those of the document in reading order. A quote over several paragraphs, or split by its
    attribution, is several Quotes, each but the first of which `continues` the one before. In a transcript, each turn
    is a quote of the one whose name stands before it; answers under "A:" are quotes of the only person that the article
    names before them, or of nobody. `speaker` is a description in the words of the text where the article describes who
    spoke and does not say their name.
    """
    marked = quoted(document.text, document.paragraphs)
    named = turns(document)
    in_turn = named or answers(document)
    if not marked and not in_turn:
        return ()
    coreference = Coreference(document, entities)
    found = _in_marks(document, entities, coreference, [q for q in marked if not _within(in_turn, q.start)])
    mention = None if named or not in_turn else _only_person(entities, coreference, in_turn[0].name_start)
    for turn in in_turn:
        begun = 0 if turn.goes_on else None  # numbered below
        quote = Quote(turn.start, turn.end, continues=begun)
        if named and not turn.goes_on:
            mention = turn.name_start, turn.name_end
        if mention is not None:
            name = coreference.name_of(*mention) or document.text[slice(*mention)]
            role = coreference.role_of(name)
            quote = quote._replace(speaker=name, speaker_start=mention[0], speaker_end=mention[1], role=role)
        insort(found, quote, key=_start)
    if in_turn:
        found = _renumbered(found)
    return weigh(document, entities, found)


def _only_person(entities: Sequence[Entity], coreference: Coreference, before: int) -> tuple[int, int] | None:
    """The last mention before the offset `before` of the only person named there; None for nobody or several."""
    people = [entity for entity in entities if entity.label == "PERSON" and entity.end <= before]
    names = {coreference.name_of(person.start, person.end) or person.name for person in people}
    return (people[-1].start, people[-1].end) if len(names) == 1 else None


def _start(quote: Quote) -> int:
    return quote.start


def _within(spoken_in_turn: Sequence[Turn], offset: int) -> bool:
    at = bisect_right(spoken_in_turn, offset, key=lambda turn: turn.name_start)
    return at > 0 and offset < spoken_in_turn[at - 1].end


def _renumbered(found: Sequence[Quote]) -> list[Quote]:
    """The quotes with `continues` for their places among all; only neighbours continue each other."""
    return [q._replace(continues=None if q.continues is None else at - 1) for at, q in enumerate(found)]


def _in_marks(
    document: Document, entities: Sequence[Entity], coreference: Coreference, marked: Sequence[Quoted]
) -> list[Quote]:
    """The quotes that stand in quotation marks, not yet weighed."""
    cues, speech, attribution, weights = _models()
    strings = spoken(document, marked, cues, speech)
    if not strings:
        return []
    scene = Scene(document, strings, cues, token_labels(document, entities), weights)
    chosen = attribution.choose(scene, LIKELY)
    continues = statements.continuations(scene, chosen)
    said = statements.speakers(scene, chosen, continues)
    beside = statements.mentions(scene, chosen, said)
    found: list[Quote] = []
    for string, speaker, mention, before in zip(strings, said, beside, continues, strict=True):
        quote = Quote(string.start, string.end, continues=before)
        if speaker is not None and mention is not None:
            bare, quote = quote, _said_by(quote, scene, speaker[0], entities, coreference)
            if mention[0] != speaker[0]:
                own = _said_by(bare, scene, mention[0], entities, coreference)
                quote = own._replace(speaker=quote.speaker, role=quote.role) if quote.speaker is not None else own
        found.append(quote)
    return found


@cache
def _models() -> tuple[dict[str, float], Trees, Attribution, Weights]:
    data = models.load_json("quotes.json")
    return data["cues"], Trees(data["speech"]), Attribution(Trees(data["speaker"]), data["clues"]), data["saying"]


def _said_by(quote: Quote, scene: Scene, choice: int, entities: Sequence[Entity], coreference: Coreference) -> Quote:
    """The quote with the candidate numbered `choice` for its speaker, by the name that the article gives."""
    choice = _head(scene, choice)
    candidate = scene.candidates[choice]
    start = scene.document.starts[_with_name(scene, choice)]
    end = scene.document.ends[_with_nouns(scene, candidate) - 1]
    if end - start > _LONGEST_MENTION:
        return quote
    name = coreference.name_of(start, end)
    if name is None and candidate.kind is Kind.NAME and end == scene.document.ends[candidate.last - 1]:
        inside = _named(entities, start, end)
        if inside is not None and (inside.label not in _PLACES or (inside.start, inside.end) == (start, end)):
            name = coreference.name_of(inside.start, inside.end) or inside.name
    role = coreference.role_of(name) if name is not None else None
    if name is None and candidate.kind is not Kind.PRONOUN:
        name = " ".join(scene.document.text[start : _with_owner(scene, choice, end)].split())
    return quote._replace(speaker=name, speaker_start=start, speaker_end=end, role=role)


def _head(scene: Scene, choice: int) -> int:
    """The candidate itself, or what it only begins or leads up to.

    That is the nouns that a name leads up to before a verb of saying, "MEP authorities said": in the training articles,
    176 of 186 such names in a source go on to be part of it with these nouns. It is the noun of "one", "another" and
    the like: "one post said". And it is the name after a role or a kind of body: "American historian Ann Lee".
    """
    chosen = scene.candidates[choice]
    for index in range(choice + 1, len(scene.candidates)):
        after = scene.candidates[index]
        if after.first > chosen.last + _LONGEST_ROLE:
            break
        if chosen.kind is Kind.NAME and after.kind is Kind.NAME and _leads(scene, chosen, after):
            return index
        goes_on = after.kind is Kind.DESCRIPTION and after.last < len(scene.words) and scene.cue[after.last] >= _SAYS
        if chosen.kind is Kind.NAME:
            bare = index == choice + 1 and after.first == chosen.last
            if goes_on and bare and scene.lowered[after.first] not in FUNCTION_WORDS:
                return index
        elif goes_on and chosen.last == chosen.first + 1 and after.first == chosen.first:
            return index
    return choice


def _leads(scene: Scene, chosen: Candidate, name: Candidate) -> bool:
    """Whether nothing but what somebody is stands between two names: a role before a person, a kind before a body."""
    between = scene.words[chosen.last : name.first]
    if not between or scene.labels.get(chosen.last - 1) == "PERSON":
        return False
    if not all(w.islower() and (w in _OF_ROLES or w not in FUNCTION_WORDS) for w in between):
        return False
    if any(scene.cue[at] >= _SAYS for at in range(chosen.last, name.first)):
        return False
    label = scene.labels.get(name.last - 1)
    if label == "PERSON":
        return role_gender(fold(between[-1])) is not None or is_or_role(scene.words[chosen.last - 1])
    return label == "ORG" and between[-1] in _BODIES


def _with_name(scene: Scene, choice: int) -> int:
    """The first token of a candidate, or of the name that leads up to a description: "MEP" of "MEP authorities"."""
    chosen = scene.candidates[choice]
    if chosen.kind is Kind.DESCRIPTION and choice and scene.lowered[chosen.first] not in FUNCTION_WORDS:
        before = scene.candidates[choice - 1]
        if before.kind is Kind.NAME and before.last == chosen.first:
            return before.first
    return chosen.first


def _with_nouns(scene: Scene, chosen: Candidate) -> int:
    """Past the last token of a candidate, with the people that a word such as "Ugandan" is said of."""
    if chosen.kind is not Kind.NAME or scene.labels.get(chosen.last - 1) != "NORP":
        return chosen.last
    for at in range(chosen.last, min(chosen.last + _LONGEST_NOUNS, len(scene.words))):
        word = scene.words[at]
        if not word.islower() or word in FUNCTION_WORDS or scene.cue[at] >= _SAYS:
            break
        if role_gender(fold(word)) is not None or role_gender(fold(word.removesuffix("s"))) is not None:
            return at + 1
    return chosen.last


def _with_owner(scene: Scene, choice: int, end: int) -> int:
    """The character at which a description ends, with whose it is where it says little: "a member of the board"."""
    chosen = scene.candidates[choice]
    if chosen.kind is not Kind.DESCRIPTION or scene.lowered[chosen.last : chosen.last + 1] != ["of"]:
        return end
    owners = [c.last for c in scene.candidates[choice:] if c.first == chosen.last + 1]
    longest = scene.document.ends[max(owners) - 1] if owners else end
    return longest if longest - scene.document.starts[chosen.first] <= _LONGEST_MENTION else end


def _named(entities: Sequence[Entity], start: int, end: int) -> Entity | None:
    """The entity that a run of capitalised words is about: its last person, else its last body, and so on."""
    first = bisect_left(entities, start, key=lambda e: e.end)
    touching: list[Entity] = []
    for entity in entities[first:]:
        if entity.start >= end:
            break
        if entity.end > start and entity.label in _HEADS:
            touching.append(entity)
    return max(reversed(touching), key=lambda e: -_HEADS.index(e.label), default=None)
