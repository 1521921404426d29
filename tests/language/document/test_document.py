"""Paragraphs, sentences and their kinds, by example and for any text."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader import resources
from newsreader.language.document.document import Document, SentenceKind, read


def pieces(text: str, title: str = "") -> list[str]:
    return [text[s.start : s.end] for s in read(text, title).sentences]


def prose(text: str, title: str = "") -> list[str]:
    return [text[s.start : s.end] for s in read(text, title).sentences if s.kind is SentenceKind.PROSE]


def kind(line: str, around: str = "The council met on Monday to talk about the harbour.") -> SentenceKind:
    document = read(f"{around}\n\n{line}\n\n{around}")
    at = document.text.index(line, len(around))
    return next(s.kind for s in document.sentences if s.start == at)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. Grey met Gen. A. B. Stone in Washington D.C. on Jan. 5 to talk. They agreed.", 2),
        ("The U.S. President left at 5 p.m. on Friday. The rest stayed.", 2),
        ("He was born in 1957. In 1980 he left.", 2),
        ("No. 5 Main St. is for sale. No. 6 is not.", 2),
        ("Sen. Ann Brown (D-Vt.) spoke. So did others.", 2),
        ("It cost $3.5 million... and more. It was too much.", 2),
        ("They waited... Then it rained.", 2),
        ("“We will go.” The minister left. “Why?” he asked. “Why now?” Ms Reed asked.", 4),
        ('She said: "We win." Then she left.', 2),
        ("It was late (very late). We slept.", 2),
        ("Prices rose by 2.5 percent. Wages did not!", 2),
        ("« Nous partons. » Le maire est parti. « Pourquoi ? »", 3),
        ("»Wir gehen.« Der Rat ging. »Warum?« Er blieb.", 4),
        ("Warner Bros. Television made it. Warner Bros. The film won.", 3),
        ("Cllr. Brook and Brig. Reed of Brook Pty. Ltd. met.", 1),
        ("Acme Inc. sold its shares. Its owner, J. Doe Jr., kept his.", 2),
        ("(CNN)Gov. Ann Brown spoke. The town listened.", 3),
        ("Oldport (CNN)U.S. Secretary of State Ann Brown spoke.", 2),
        ("The guest—Sen. Grey—slept. Det. Ann Brown did not.", 2),
        ("It ended.The next began.", 2),
        ("See www.example.Com for more. It is free.", 2),
        ("so we went home. and then it rained. it was fine", 3),
    ],
)
def test_sentence_ends(text: str, count: int) -> None:
    assert len(pieces(text)) == count, pieces(text)


def test_closing_marks_stay_with_their_sentence() -> None:
    assert pieces("“It is over.” The end (of it all.) 'No.' Yes!")[:2] == ["“It is over.”", "The end (of it all.)"]


def test_the_model_is_found_by_nltk_and_decides_as_nltk_does(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    nltk_data = pytest.importorskip("nltk.data")
    from nltk.tokenize import PunktTokenizer

    # NLTK refuses files that others can write to; after a checkout with umask 002 the group can.
    models = tmp_path / "models"
    shutil.copytree(resources.models() / "tokenizers", models / "tokenizers")
    for path in (models, *models.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    monkeypatch.setattr(nltk_data, "path", [str(models)])
    text = (
        "Mr. Obama went to see Dr. Patel on Oct. 5 in the U.S. capital. The two met Sen. Sanders there. Prices rose in "
        "2015. That was no surprise. Acme Corp. said it would pay $5 million. Its rival, Bolt Inc. of Ohio, would not. "
        "The train left at 9 a.m. on Monday. Gov. Cuomo was on it."
    )
    assert pieces(text) == PunktTokenizer().tokenize(text)


def test_paragraphs_part_at_blank_lines_and_single_breaks() -> None:
    document = read("First line here\nSecond line there.\n\nThird.")
    assert len(document.paragraphs) == 3


def test_hard_wrapped_text_is_joined() -> None:
    text = (
        "The harbour of the old town was closed on Monday after a crane fell\n"
        "into the water and blocked the only way out for the fishing boats. No\n"
        "one was hurt, the harbour master said, but it would take a week.\n"
        "\n"
        "The crane had been built in the fifties and was to be replaced in the\n"
        "coming year. A new one had been ordered from a yard in the south, the\n"
        "town said."
    )
    document = read(text)
    assert len(document.paragraphs) == 2
    assert pieces(text)[1].replace("\n", " ") == ("No one was hurt, the harbour master said, but it would take a week.")


def test_wrapped_text_without_blank_lines_parts_after_short_lines() -> None:
    text = (
        "The harbour of the old town was closed on Monday after a crane fell in\n"
        "the water and blocked the only way out for all of the fishing boats of\n"
        "the town.\n"
        "The crane had been built in the fifties and was to be replaced in the\n"
        "coming year by a new one that had been ordered from a yard far in the\n"
        "south."
    )
    assert len(read(text).paragraphs) == 2


def test_verses_are_not_joined() -> None:
    assert len(read("Roses are red\nViolets are blue\nSugar is sweet\nAnd so are you").paragraphs) == 4


@pytest.mark.parametrize(
    "line",
    [
        "https://example.com/2024/07/a-story",
        "By Ann Brown, Example News",
        "BY ANN BROWN AND TOM REED",
        "By Ann J Brown von Hall.",
        "– Ann Brown, in a letter to Tom Reed in 1920.",
        "— The author is a former mayor of Oldport.",
        "By Ann Brown, Chief Economist and Director of Research at the Bank of the Harbour Towns (Bankport).",
        "Friday, July 21, 2017",
        "Published: 09:36 GMT, 4 March 2013",
        "Updated: July 18, 2022 5:36:50 pm",
        "Read more: Harbour to stay closed",
        "Also read: Harbour to stay closed for weeks",
        "Read more »",
        "Share this article",
        "Share on Facebook",
        "Facebook Twitter WhatsApp",
        "Advertisement",
        "We use cookies to make this site better for you.",
        "Image: Town Council.",
        "Photo: Ann Brown",
        "© 2024 Example News. ",
        "All rights reserved.",
        "Click here to sign up for our newsletter.",
        "Follow @example on Twitter",
        "The views expressed here are those of the author.",
        "Ann Brown contributed to this report.",
        "Ann Brown contributed to this report from London.",
        "If you want to help, click here.",
        "Send your ideas and tips to tips@example.com.",
        "(Reporting by Ann Brown; Editing by Tom Reed)",
        "You must be a student to request a mention on our show!",
        "Oldport – Bankport Boat HL 663 OLP 02:30 – BKP 05:30 Monday, Tuesday, and Sunday.",
        "2. Ann Brown (GBR)/Tom Reed (GBR) Rover 7hr 23min 45.9sec",
        "* * *",
        "- ENDS -",
    ],
)
def test_boilerplate(line: str) -> None:
    assert kind(line.strip()) is SentenceKind.BOILERPLATE


@pytest.mark.parametrize(
    "line",
    [
        "What comes next for the harbour",
        "SLOW RECOVERY",
        "‘We cannot wait any longer’",
        "Mayor of Oldport Says He’ll Buy New Crane.",
        "Subs Not Used: Brown, Reed, Hart, Moss.",
    ],
)
def test_headings(line: str) -> None:
    assert kind(line) is SentenceKind.HEADING


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell on Monday.",
        "By Monday the harbour was open again.",
        "– Ann Brown closed the harbour of Oldport on Monday.",
        "By Act of Parliament, the harbour of Oldport was closed.",
        "We bake cookies for the whole street.",
        "Read the letter twice before you sign it, she said.",
        "Follow the river and you will come to the bridge.",
        "Officials said fog contributed to the crash.",
        "In 2014 Ann Brown was Mayor of Oldport.",
        "OLDPORT TO BUY 12 NEW BOATS FOR THE HARBOUR.",
        "Visitors to the town like the old harbour most of all, and the boats that still come in every day with fish",
    ],
)
def test_prose(line: str) -> None:
    assert kind(line) is SentenceKind.PROSE


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("(CNN)Share, and it will be given.", "Share"),
        ("London (CNN)A photo of a weasel has gone round the world.", "A photo"),
        ("NANJING, July 18 (Xinhua) -- A bridge was opened.", "A bridge"),
        ("JEDDAH — Police have arrested two men.", "Police"),
        ("CAIRO - 26 July 2022: The embassy was reopened.", "The embassy"),
        ("YAOUNDÉ, May 13 2022 (IPS) - Growing up here was good.", "Growing"),
        ("BANDAR SERI BEGAWAN, July 25 (Borneo Bulletin/ANN): An officer was charged.", "An officer"),
        ("Srinagar- Article 370 was debated in the house.", "Article"),
        ("Ulaanbaatar /MONTSAME/. The president came.", "The president"),
        ("Coast News, 27 January - A bridge was opened.", "A bridge"),
        ("New York (November 25, 2021): A bridge was opened.", "A bridge"),
        ("Oldport and BANKPORT, Jul 26 2022 (IPS) - A bridge was opened.", "A bridge"),
        ("Oldport, Norland – A bridge was opened.", "A bridge"),
        ("Oldport, Norland- A bridge was opened.", "A bridge"),
        ("San Juan de la Rambla.- A bridge was opened.", "A bridge"),
        ("OLDPORT CITY, July 25: A bridge was opened.", "A bridge"),
        ("OLDPORT- 24 July 2022: A bridge was opened.", "A bridge"),
        ("Norland, Oldport, June 2022: A bridge was opened.", "A bridge"),
        ("https://e.example/2022/07/17/2003781903Bridges were opened.", "Bridges"),
        ("On Monday, 27 January - the day of the storm - a bridge fell.", "On Monday"),
        ("The World Health Organization (WHO) said so.", "The World"),
        ("Putin — who had come late — said nothing.", "Putin"),
        ("(And that was all.) They left.", "(And"),
    ],
)
def test_the_report_starts_after_its_dateline(text: str, start: str) -> None:
    assert prose(text)[0].startswith(start)


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        ("Oldport buys new crane for harbour.", SentenceKind.HEADING),
        ("Mayor mocks rival on Twitter.", SentenceKind.PROSE),  # nothing of it is repeated
        ("A crane for the harbour of Oldport.", SentenceKind.HEADING),
        ("The town of Oldport has bought a crane for its harbour.", SentenceKind.PROSE),
        ("The town of Oldport is about to buy another new crane for its harbour.", SentenceKind.PROSE),
    ],
)
def test_a_first_line_that_is_said_again_is_the_headline(first: str, kind: SentenceKind) -> None:
    story = "The harbour of the town of Oldport is to have a crane again by May.\n\nA yard in the south will build it."
    assert read(f"{first}\n\n{story}").sentences[0].kind is kind
    assert read(f"{first} {story}").sentences[0].kind is SentenceKind.PROSE
    assert read(f"{first}\n\n{story}", "Title").sentences[0].kind is SentenceKind.PROSE


@pytest.mark.parametrize(
    "line",
    [
        "Find us a way out of this, the mayor asked the minister.",
        "Like us, the Danes pay for bridges by tolls.",
        "Donate blood, the hospital asked the people of the town.",
        "Subscribe to that view and you will be alone.",
    ],
)
def test_us_is_not_always_who_made_the_page(line: str) -> None:
    assert kind(line) is SentenceKind.PROSE
    assert kind("The views expressed by both sides of the house differ a lot.") is SentenceKind.PROSE
    assert kind("The views expressed by the author are her own.") is SentenceKind.BOILERPLATE
    assert (
        kind("Like us on Facebook.") is kind("Follow us for more.") is kind("Donate now.") is SentenceKind.BOILERPLATE
    )


@pytest.mark.parametrize("line", ["Oldport Buys New Crane.", "It Is Here. Oldport Has A New Crane.", "ABSTRACT."])
def test_lines_in_capitals_are_headings(line: str) -> None:
    story = "Ships came in all day.\n\nThe town will pay for repairs."
    assert prose(f"{line}\n\n{story}") == ["Ships came in all day.", "The town will pay for repairs."]


def test_a_line_over_a_dateline_is_the_headline() -> None:
    line = "After a long winter the fishermen say that they see no end of it."
    story = "The harbour is closed until May, and boats stay in.\n\nThe town will pay for repairs."
    assert read(f"{line}\n\nOLDPORT, May 2 (AP) - {story}").sentences[0].kind is SentenceKind.HEADING
    assert read(f"{line}\n\n{story}").sentences[0].kind is SentenceKind.PROSE
    assert prose(f"OLDPORT, May 2 (AP) - {line}\n\nOLDPORT, May 2 (AP) - {story}")[0] == line


def test_the_first_sentence_of_another_language_is_no_headline() -> None:
    first = "Kiel schließt die Brücke im März."
    assert (
        prose(f"{first}\n\nDie Brücke in Kiel wird für achtzehn Monate geschlossen, teilte die Stadt mit.")[0] == first
    )


def test_a_line_that_ends_in_a_semicolon_has_another_headline_below_it() -> None:
    story = "The harbour is closed until May, and boats stay in.\n\nThe town will pay for repairs."
    found = read(f"A long winter for fishermen;\n\nThey see no end of it.\n\n{story}")
    assert [s.kind for s in found.sentences][:3] == [SentenceKind.HEADING] * 2 + [SentenceKind.PROSE]


REPORT = (
    "Oldport: A bridge was opened with songs on Monday after years of work, and people came to see it from far off."
)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (REPORT, "A bridge"),
        (f"New bridge opens\n\n{REPORT}", "A bridge"),
        ("New bridge opens\n\nOldport: A bridge was opened after years of work.", "A bridge"),
        # a headline, a speaker, a later paragraph, a day
        ("Oldport: A bridge was opened after years of work.", "Oldport: A"),
        ("New bridge opens\n\nKeller: The bridge that we opened took years of work.", "Keller: The"),
        ("New bridge opens\n\nKeller: Bridges take years.\n\nBrandt: Why?\n\nKeller: Steel costs much.", "Keller: B"),
        (f"{REPORT}\n\nBankport: Another bridge is to be opened after years of work.", "A bridge"),
        ("New bridge opens\n\nMonday: The bridge was opened after years of work.", "Monday: The"),
    ],
)
def test_a_place_with_a_colon_is_a_dateline_where_the_report_begins(text: str, start: str) -> None:
    found = prose(text)
    assert found[0].startswith(start)
    assert not any(sentence.startswith("Another") for sentence in found)


def test_a_line_that_repeats_the_title_is_a_heading() -> None:
    title = "The harbour is closed: what now?"
    document = read(f"{title}\n\nThe harbour was closed on Monday.", title)
    assert document.sentences[0].kind is SentenceKind.HEADING


def test_links_joined_to_the_text_are_headings() -> None:
    text = "The harbour was closed. Town votes on new crane . The boats stayed in. No one was hurt."
    assert "Town votes on new crane ." not in prose(text)
    assert len(prose(text)) == 3


def test_a_short_paragraph_that_ends_with_a_credit_is_a_caption() -> None:
    text = "The harbour was closed.\n\nThe crane in the water. Image: Town Council.\n\nThe boats stayed in."
    assert prose(text) == ["The harbour was closed.", "The boats stayed in."]


def test_a_long_line_of_spaces_is_no_text() -> None:
    assert read(" " * 300_000).sentences == ()


def test_a_text_without_stops_is_all_prose() -> None:
    assert prose("hello") == ["hello"]
    assert prose("one line\nanother line") == ["one line", "another line"]


def test_chinese_needs_no_spaces() -> None:
    assert pieces("港口星期一关闭。没有人受伤！") == ["港口星期一关闭。", "没有人受伤！"]


def laws(document: Document) -> None:
    text = document.text
    at = 0
    token = 0
    for sentence in document.sentences:
        assert at <= sentence.start < sentence.end <= len(text)
        assert not text[sentence.start].isspace() and not text[sentence.end - 1].isspace()
        assert not text[at : sentence.start].strip()
        paragraph = document.paragraphs[sentence.paragraph]
        assert paragraph.start <= sentence.start and sentence.end <= paragraph.end
        assert sentence.first == token
        token = sentence.last
        at = sentence.end
    assert not text[at:].strip()
    assert token == len(document.words)


@given(st.text())
def test_any_text(text: str) -> None:
    laws(read(text))


@given(st.text(alphabet='aB .!?\n"“”(),1é中。…-\t\x00', max_size=300))
def test_any_punctuation(text: str) -> None:
    laws(read(text))


@pytest.mark.parametrize("piece", ["a", "a ", ".", '"', "A. ", "\n", "?!"], ids=repr)
def test_odd_text_is_cut(piece: str) -> None:
    laws(read(piece * 20_000))


def test_a_place_before_a_colon_is_a_date_line_and_a_speaker_is_not() -> None:
    def first(text: str) -> tuple[str, SentenceKind]:
        sentence = read(text).sentences[0]
        return text[sentence.start : sentence.end], sentence.kind

    assert first("OSLO: The summit of the ports begins.\n\nThey meet.") == ("OSLO:", SentenceKind.BOILERPLATE)
    turns = "KELLER: The bridge will be open by May.\n\nWho pays?\n\nKELLER: Nobody in the town will pay."
    assert first(turns) == ("KELLER: The bridge will be open by May.", SentenceKind.PROSE)


@pytest.mark.parametrize(
    "sentence",
    [
        "Nach Angaben von Dr. Anna Keller und Prof. Brandt aus St. Gallen sind es nach § 3 Abs. 2 rund 3 Mio. Euro.",
        "Según el Dr. Juan Pérez y la Sra. Ana Gómez, el Gral. Ruiz leyó el art. 5 y dijo que EE. UU. pagará la obra.",
        "Selon M. Dupont, Mme. Durand et Me. Leroy, l'art. 5 de la loi permet de fermer le pont pendant les travaux.",
        "Secondo il dott. Rossi, la sig.ra Bianchi e l'on. Neri, l'avv. Gallo ha letto l'art. 5 al consiglio comunale.",
        "Segundo o Dr. João Silva e a Sra. Ana Costa, o Eng. Matos leu o art. 5 aos moradores que estão na câmara.",
        "Volgens dr. Jansen en mevr. Smit heeft prof. Bakker van de gemeente het met dhr. Visser over art. 5 gehad.",
        "Według dr. Nowaka i prof. Kowalskiego oraz inż. Maja z ul. Długiej most jest stary i zamknięty przez miasto.",
    ],
)
def test_abbreviations_of_other_languages_end_no_sentence(sentence: str) -> None:
    assert len(pieces(f"{sentence} {sentence}")) == 2
    assert read(sentence).language not in ("en", "")
