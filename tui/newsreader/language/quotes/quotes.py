"""Find direct quotes, their speakers and their weights: the entry point of this folder.

The steps: `quote_filter` keeps the quoted strings that are speech, `attribution` chooses a speaker for each,
`quote_chains` joins the parts of one statement, `ranking` gives the weights. `interviews` reads texts that are
written as turns of speakers, without quotation marks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from functools import cache

from newsreader.language.coreference.coreference import Coreference
from newsreader.language.document.document import Document
from newsreader.language.document.quotation_marks import Quoted
from newsreader.language.quotes import noun_phrases, quote_chains, unnamed_speakers
from newsreader.language.quotes.attribution import MIN_PROBABILITY, SpeakerModel
from newsreader.language.quotes.interviews import Turn, answers, turns
from newsreader.language.quotes.quote_context import QuoteContext, token_labels
from newsreader.language.quotes.quote_filter import keep_speech
from newsreader.language.quotes.ranking import weigh
from newsreader.language.quotes.speaker_candidates import CandidateKind
from newsreader.language.quotes.speech_verbs import Weights
from newsreader.language.resources import models
from newsreader.language.resources.gradient_boosted_trees import GradientBoostedTrees
from newsreader.model.analysis import Entity, Quote

__all__ = ["find"]

_PLACES = frozenset({"LOC", "FAC", "NORP"})  # modifiers only: "Liberia" in "President of Liberia"
_SPEAKER_LABELS = ("PERSON", "ORG", "FAC", "LOC", "PRODUCT", "MISC", "NORP")  # the likeliest speaker first


def find(document: Document, entities: Sequence[Entity]) -> tuple[Quote, ...]:
    """Return the direct quotes of `document` in reading order, with their speakers and weights.

    `entities` are the entities of the document, in reading order. All offsets are code points of the text; `start` and
    `end` of a quote lie inside its quotation marks.

    A quote that runs over several paragraphs, or that its attribution splits, becomes several Quotes; all but the first
    have `continues`. In a transcript, each turn is a quote of the speaker named before it. Answers marked "A:" are
    quotes of the only person named before them; with several people, or nobody, they have no speaker. Where the
    article describes the speaker but gives no name, `speaker` is that description, in the words of the text.
    """
    marked = document.quoted
    named_turns = turns(document)
    in_turn = named_turns or answers(document)
    if not marked and not in_turn:
        return ()
    coreference = Coreference(document, entities)
    found = _in_marks(document, entities, coreference, [q for q in marked if not _within(in_turn, q.start)])
    mention = None if named_turns or not in_turn else _only_person(entities, coreference, in_turn[0].name_start)
    for turn in in_turn:
        continues = 0 if turn.goes_on else None  # `_renumbered` sets the index
        quote = Quote(turn.start, turn.end, continues=continues)
        if named_turns and not turn.goes_on:
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
    """Return the last mention (start, end) of the only person named before the offset `before`.

    Return None if nobody or several people are named there.
    """
    people = [entity for entity in entities if entity.label == "PERSON" and entity.end <= before]
    names = {coreference.name_of(person.start, person.end) or person.name for person in people}
    return (people[-1].start, people[-1].end) if len(names) == 1 else None


def _start(quote: Quote) -> int:
    return quote.start


def _within(in_turn: Sequence[Turn], offset: int) -> bool:
    """Return whether `offset` lies in one of the turns."""
    at = bisect_right(in_turn, offset, key=lambda turn: turn.name_start)
    return at > 0 and offset < in_turn[at - 1].end


def _renumbered(found: Sequence[Quote]) -> list[Quote]:
    """Return the quotes with `continues` set to the index of the quote before; only neighbours continue each other."""
    return [q._replace(continues=None if q.continues is None else at - 1) for at, q in enumerate(found)]


def _in_marks(
    document: Document, entities: Sequence[Entity], coreference: Coreference, marked: Sequence[Quoted]
) -> list[Quote]:
    """Return the quotes that stand in quotation marks, without their weights."""
    cues, filter_trees, speaker_model, weights = _models()
    strings = keep_speech(document, marked, cues, filter_trees)
    if not strings:
        return []
    context = QuoteContext(document, strings, cues, token_labels(document, entities), weights)
    chosen = speaker_model.choose(context, MIN_PROBABILITY)
    continues = quote_chains.continuations(context, chosen)
    speakers = quote_chains.speakers(context, chosen, continues)
    mentions = quote_chains.mentions(context, chosen, speakers)
    found: list[Quote] = []
    for string, speaker, mention, before in zip(strings, speakers, mentions, continues, strict=True):
        quote = Quote(string.start, string.end, continues=before)
        if speaker is not None and mention is not None:
            bare, quote = quote, _with_speaker(quote, context, speaker[0], entities, coreference)
            if mention[0] != speaker[0]:
                own = _with_speaker(bare, context, mention[0], entities, coreference)
                quote = own._replace(speaker=quote.speaker, role=quote.role) if quote.speaker is not None else own
        found.append(quote)
    return found


@cache
def _models() -> tuple[dict[str, float], GradientBoostedTrees, SpeakerModel, Weights]:
    data = models.load_json("quotes.json")
    speaker_model = SpeakerModel(GradientBoostedTrees(data["speaker"]), data["clues"])
    return data["cues"], GradientBoostedTrees(data["speech"]), speaker_model, data["saying"]


def _with_speaker(
    quote: Quote, context: QuoteContext, choice: int, entities: Sequence[Entity], coreference: Coreference
) -> Quote:
    """Return the quote with candidate number `choice` as its speaker, under the fullest name in the article."""
    choice = noun_phrases.head(context, choice)
    candidate = context.candidates[choice]
    start, end = noun_phrases.span(context, choice)
    if end - start > noun_phrases.MAX_MENTION_LENGTH:
        return quote
    name = coreference.name_of(start, end)
    if name is None and candidate.kind is CandidateKind.NAME and end == context.document.ends[candidate.last - 1]:
        inside = _speaking_entity(entities, start, end)
        if inside is not None and (inside.label not in _PLACES or (inside.start, inside.end) == (start, end)):
            name = coreference.name_of(inside.start, inside.end) or inside.name
    role = coreference.role_of(name) if name is not None else None
    if name is None:
        is_pronoun = candidate.kind is CandidateKind.PRONOUN
        described = unnamed_speakers.find_antecedent(context, candidate) if is_pronoun else choice
        name = noun_phrases.text_of(context, described) if described is not None else None
    return quote._replace(speaker=name, speaker_start=start, speaker_end=end, role=role)


def _speaking_entity(entities: Sequence[Entity], start: int, end: int) -> Entity | None:
    """Return the entity in `[start, end)` that can speak: the last person, else the last organisation, and so on."""
    first = bisect_left(entities, start, key=lambda e: e.end)
    touching: list[Entity] = []
    for entity in entities[first:]:
        if entity.start >= end:
            break
        if entity.end > start and entity.label in _SPEAKER_LABELS:
            touching.append(entity)
    return max(reversed(touching), key=lambda e: -_SPEAKER_LABELS.index(e.label), default=None)
