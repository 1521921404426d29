"""Direct quotes, who said them, and which are key."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from functools import cache

from newsreader.language.coreference.coreference import Coreference
from newsreader.language.document.document import Document
from newsreader.language.document.quotation_marks import Quoted
from newsreader.language.quotes import noun_phrases, quote_chains, unnamed_speakers
from newsreader.language.quotes.attribution import LIKELY, Attribution
from newsreader.language.quotes.interviews import Turn, answers, turns
from newsreader.language.quotes.quote_context import Scene, token_labels
from newsreader.language.quotes.quote_filter import spoken
from newsreader.language.quotes.ranking import weigh
from newsreader.language.quotes.speaker_candidates import Kind
from newsreader.language.quotes.speech_verbs import Weights
from newsreader.language.resources import models
from newsreader.language.resources.gradient_boosted_trees import Trees
from newsreader.model.analysis import Entity, Quote

__all__ = ["find"]

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
    marked = document.quoted
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
    continues = quote_chains.continuations(scene, chosen)
    said = quote_chains.speakers(scene, chosen, continues)
    beside = quote_chains.mentions(scene, chosen, said)
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
    choice = noun_phrases.head(scene, choice)
    candidate = scene.candidates[choice]
    start, end = noun_phrases.span(scene, choice)
    if end - start > noun_phrases.LONGEST:
        return quote
    name = coreference.name_of(start, end)
    if name is None and candidate.kind is Kind.NAME and end == scene.document.ends[candidate.last - 1]:
        inside = _named(entities, start, end)
        if inside is not None and (inside.label not in _PLACES or (inside.start, inside.end) == (start, end)):
            name = coreference.name_of(inside.start, inside.end) or inside.name
    role = coreference.role_of(name) if name is not None else None
    if name is None:
        somebody = unnamed_speakers.described(scene, candidate) if candidate.kind is Kind.PRONOUN else choice
        name = noun_phrases.wording(scene, somebody) if somebody is not None else None
    return quote._replace(speaker=name, speaker_start=start, speaker_end=end, role=role)


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
