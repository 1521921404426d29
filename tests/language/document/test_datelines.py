"""The dateline before a report is found."""

from __future__ import annotations

import pytest

from newsreader.language.document.document import SentenceKind, read


def prose(text: str, title: str = "") -> list[str]:
    return [text[s.start : s.end] for s in read(text, title).sentences if s.kind is SentenceKind.PROSE]


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


def test_a_place_before_a_colon_is_a_date_line_and_a_speaker_is_not() -> None:
    def first(text: str) -> tuple[str, SentenceKind]:
        sentence = read(text).sentences[0]
        return text[sentence.start : sentence.end], sentence.kind

    assert first("OSLO: The summit of the ports begins.\n\nThey meet.") == ("OSLO:", SentenceKind.BOILERPLATE)
    turns = "KELLER: The bridge will be open by May.\n\nWho pays?\n\nKELLER: Nobody in the town will pay."
    assert first(turns) == ("KELLER: The bridge will be open by May.", SentenceKind.PROSE)
