"""The language of a text is detected from its script and words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.language.document.language_detection import detect_language
from newsreader.language.resources.language_names import ENGLISH_NAMES


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The harbour was closed on Monday and the boats stayed in, the town said.", "en"),
        ("Der Hafen wurde am Montag geschlossen, und die Boote blieben nach Angaben der Stadt im Hafen.", "de"),
        ("Le port a été fermé lundi et les bateaux sont restés à quai, selon la ville.", "fr"),
        ("El puerto fue cerrado el lunes y los barcos se quedaron en la ciudad, según el alcalde.", "es"),
        ("O porto foi fechado na segunda-feira e os barcos não saíram, segundo a prefeitura da cidade.", "pt"),
        ("Il porto è stato chiuso lunedì e le barche sono rimaste in città, ha detto il sindaco della città.", "it"),
        ("De haven werd maandag gesloten en de boten bleven in de stad, zei de burgemeester van het dorp.", "nl"),
        ("Hamnen stängdes på måndagen och båtarna blev kvar i staden, enligt borgmästaren som inte var där.", "sv"),
        (
            "Port został zamknięty w poniedziałek i łodzie nie wypłynęły, jak podało miasto, które jest na wybrzeżu.",
            "pl",
        ),
        (
            "Přístav byl v pondělí uzavřen a lodě zůstaly ve městě, které je na pobřeží, řekl starosta podle listu.",
            "cs",
        ),
        ("Порт был закрыт в понедельник, и лодки остались в городе, как сказал мэр, который не был там.", "ru"),
        ("Порт був закритий у понеділок, і човни залишилися в місті, як сказав мер, який не був там.", "uk"),
        ("Мост в Москве закроют в марте, сообщила в понедельник мэрия. Однако торговцы боятся убытков.", "ru"),
        ("Міст закриють у березні, повідомила міська рада. Однак підприємці бояться збитків.", "uk"),
        ("Мост ће бити затворен у марту, саопштила је општина. Трговци се боје да ће изгубити купце.", "sr"),
        (
            "Köprü mart ayında kapatılacak, diye açıkladı belediye. Esnaf korkuyor, bakan yardım sözü verdi.",
            "tr",
        ),
        ("Το λιμάνι έκλεισε τη Δευτέρα και τα πλοία έμειναν στην πόλη.", "el"),
        ("הנמל נסגר ביום שני והסירות נשארו בעיר.", "he"),
        ("أغلق الميناء يوم الاثنين وبقيت القوارب في المدينة.", "ar"),
        ("港口星期一关闭，船只留在城里。", "zh"),
        ("港は月曜日に閉鎖され、船は町に残った。", "ja"),
        ("항구는 월요일에 폐쇄되었고 배들은 도시에 남았다.", "ko"),
        ("Порт дүйсенбіде жабылды, қайықтар қалада қалды, деді қала әкімі, оның айтуынша, көпір ескі.", ""),
        ("", ""),
        ("12345 !!!", ""),
    ],
)
def test_language(text: str, code: str) -> None:
    assert detect_language(text) == code
    assert not code or ENGLISH_NAMES[code]


def test_a_foreign_word_or_name_does_not_change_the_language() -> None:
    assert detect_language("The mayor of Hualien (花蓮縣) said that the road to the town was open again.") == "en"
    names = "Işıl Yıldız, Ayşe Doğan, Çağla Kırıkkale and Łukasz Żółtański"
    assert (
        detect_language(f"{names} came to the harbour, the mayor of the town said, and they were glad to be there.")
        == "en"
    )


def test_names_in_another_script_have_no_language() -> None:
    assert detect_language("Анна Иванова, Пётр Смирнов, Мария Петрова") == ""
    assert detect_language("и в на не " + "Иванов, Смирнов, Петрова, " * 20) == ""


@given(st.text())
def test_any_text(text: str) -> None:
    assert detect_language(text) == "" or len(detect_language(text)) == 2


@given(st.text(alphabet=st.characters(categories=["L", "Zs"]), max_size=60))
def test_whatever_is_found_has_a_name(text: str) -> None:
    assert detect_language(text) in {*ENGLISH_NAMES, ""}
