"""Key quotes have higher weights than others."""

from __future__ import annotations

from newsreader.language.document import document
from newsreader.language.quotes.ranking import weigh
from newsreader.model.analysis import Entity, Quote

TITLE = "Bridge over the river will be rebuilt"
PROSE = (
    "The bridge over the river will be rebuilt, Anna Keller said. The bridge fell in spring. Keller paid. "
    "The river rose again. Keller wrote to the bridge office.\n\n"
)


def weights(*spoken: str, speakers: tuple[str | None, ...] = (), continues: tuple[int | None, ...] = ()) -> list[float]:
    """Return the weights of quotes, each in its own paragraph; the default speaker is Anna Keller."""
    text, found = PROSE, []
    for index, words in enumerate(spoken):
        speaker = speakers[index] if speakers else "Anna Keller"
        quote = Quote(len(text) + 1, len(text) + 1 + len(words), speaker)
        found.append(quote._replace(continues=continues[index] if continues else None))
        text += f"“{words}”\n\n"
    people = [Entity(m, m + 6, "PERSON", "Anna Keller") for m in range(len(text)) if text.startswith("Keller", m)]
    people.append(Entity(0, 3, "PERSON", "Jo Falk"))
    return [q.weight for q in weigh(document.read(text, TITLE), people, found)]


CLAIM = "We will rebuild the bridge over the river by May, and nobody will pay for it twice."


def test_a_promise_about_the_story_outweighs_small_talk() -> None:
    claim, pleasantry, aside = weights(CLAIM, "Thank you all.", "I had soup for lunch and then a rather long nap.")
    assert claim > aside > pleasantry


def test_a_prominent_speaker_outweighs_a_passer_by_and_both_outweigh_nobody() -> None:
    spoken = [CLAIM, CLAIM.replace("river", "stream").replace("May", "June and the rest of it by the end of the year")]
    for speakers in (("Anna Keller", "Jo Falk"), ("Jo Falk", None)):
        first = weights(spoken[0], speakers=speakers[:1])[0]
        second = weights(spoken[0], speakers=speakers[1:])[0]
        assert first > second


def test_a_fragment_weighs_less_than_the_sentence_that_it_is_cut_from() -> None:
    assert weights(CLAIM)[0] > weights(CLAIM[0].lower() + CLAIM[1:-1])[0]


def test_a_repetition_weighs_less_than_the_original() -> None:
    first, second = weights(CLAIM, CLAIM)
    assert second < first / 2


def test_all_parts_of_a_statement_weigh_the_same() -> None:
    first, second, third = weights(CLAIM, "and that is all I have to say", "We are late.", continues=(None, 0, None))
    assert first == second
    assert third != first


def test_no_quotes_have_no_weights() -> None:
    assert weights() == []
