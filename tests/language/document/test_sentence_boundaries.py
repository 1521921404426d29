"""Sentences end where they should, by example and in several languages."""

from __future__ import annotations

import pytest

from newsreader.language.document.document import read


def pieces(text: str, title: str = "") -> list[str]:
    return [text[s.start : s.end] for s in read(text, title).sentences]


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


def test_chinese_needs_no_spaces() -> None:
    assert pieces("港口星期一关闭。没有人受伤！") == ["港口星期一关闭。", "没有人受伤！"]


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
