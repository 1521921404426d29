"""Speakers in languages other than English: chosen by position."""

from __future__ import annotations

import pytest

import newsreader

FRENCH = """Le pont du port fermera en mars pour un an de travaux, a annoncé lundi la maire Anna Keller.

« Nous ne pouvons plus attendre », a déclaré Anna Keller au conseil. « Chaque hiver coûte plus. »
« C'est une question de justice », a-t-elle dit lundi.

Le livre « Les Ponts de Brest » sort en mai. Le préfet a promis une aide. « L'État sera présent », a assuré le préfet.

Interrogée par la radio, la ministre Claire Petit assure : « Nous aiderons la ville. »
"""
GERMAN = """Die Brücke in Kiel wird im März für ein Jahr gesperrt, teilte die Stadt am Montag mit.

Der Minister versprach Hilfe. „Das Land wird da sein“, sagte er vor Journalisten. „Es ist ein Anfang“, so Anna Keller,
Präsidentin der Handelskammer. Der Film „Das Boot“ kommt wieder ins Kino.

Bürgermeister Karl Weber lobte das Programm: „Das ist gut.“ „Ich komme bestimmt“, sagte ein Besucher am Rande.
"""
SPANISH = """El alcalde de Cádiz, Juan Moreno, prometió ayuda. “Es cuestión de justicia”, dijo el lunes.

“Nada está decidido”, matizó Ana Torres, concejala de la oposición. La novela “Cien años de puentes” sale en mayo.

La ministra Clara Ruiz aseguró en una entrevista que el Gobierno “no va a abandonar a nadie en esta crisis” y que habrá
ayudas para Pedro Sánchez Ruiz y otros comerciantes.
"""
ITALIAN = """Il sindaco di Genova, Marco Rossi, ha promesso un aiuto. «È una questione di giustizia», ha detto lunedì.

«Lo Stato ci sarà», ha assicurato a Roma il ministro Luca Serra. Il libro «I ponti di Genova» esce a maggio.
"""
PORTUGUESE = """A ponte do porto vai fechar em março para obras, anunciou na segunda-feira a presidente Anna Keller.

“Não podemos esperar mais”, disse Anna Keller aos vereadores. “Cada inverno custa mais do que o anterior.”

“O Estado vai estar presente”, garantiu o ministro.
"""
SWEDISH = """Kommunalrådet Erik Holm lovade hjälp. ”Det är en fråga om rättvisa”, sade han på måndagen.

”Inget är bestämt”, säger Anna Ek från oppositionen, som vill ha en ny bro över sundet.
"""
RUSSIAN = """Мост в Москве закроют в марте на восемнадцать месяцев, сообщила в понедельник мэрия.

«Мы не можем больше ждать», — сказала мэр Анна Келлер. «Каждая зима обходится дороже», — добавила она.

«Нас бросили на два года», — заявил Пётр Смирнов. Министр обещал помощь. «Государство поможет», — сказал он.

«Мы ждём», — говорят в Нижнем Новгороде.
"""
GREEK = """Η γέφυρα της Πάτρας θα κλείσει τον Μάρτιο, ανακοίνωσε ο δήμος. Το κόστος είναι μεγάλο.

«Δεν μπορούμε να περιμένουμε άλλο», είπε η δήμαρχος Άννα Παππά. «Θα βοηθήσουμε όλους», είπε ο υπουργός από την Αθήνα.
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            FRENCH,
            {
                "Nous ne": "Anna Keller",
                "Chaque": "Anna Keller",
                "C'est": "Anna Keller",
                "L'État": None,
                "Nous a": "Claire Petit",
            },
        ),
        (GERMAN, {"Das Land": None, "Es ist": "Anna Keller", "Das ist": "Karl Weber", "Ich": None}),
        (SPANISH, {"Es": "Juan Moreno", "Nada": "Ana Torres", "no va": "Clara Ruiz"}),
        (ITALIAN, {"È": "Marco Rossi", "Lo": "Luca Serra"}),
        (PORTUGUESE, {"Não": "Anna Keller", "Cada": "Anna Keller", "O Estado": None}),
        (SWEDISH, {"Det": "Erik Holm", "Inget": "Anna Ek"}),
        (
            RUSSIAN,
            {
                "Мы не": "Анна Келлер",
                "Каждая": "Анна Келлер",
                "Нас": "Пётр Смирнов",
                "Государство": None,
                "Мы ждём": None,
            },
        ),
        (GREEK, {"Δεν": "Άννα Παππά", "Θα": None}),
    ],
)
def test_the_name_next_to_the_quote_is_the_speaker(text: str, said: dict[str, str | None]) -> None:
    quotes = newsreader.analyse(text).quotes
    found = [(text[q.start : q.end], q.speaker) for q in quotes]
    assert [name for _, name in found] == list(said.values())
    assert all(words.startswith(start) for (words, _), start in zip(found, said, strict=True))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "政府星期一宣布关闭老桥。“我们不能再等了，”市长李明说。电影“北京的老桥故事”三月上映。他表示：“新桥将承担交通”。",
            ["我们不能再等了，", "新桥将承担交通"],
        ),
        (
            "市は橋を閉鎖する。市長は「これ以上は待てない」と述べた。「みらいの大橋」という名の橋だ。「東京の長い夜」が公開された。",
            ["これ以上は待てない"],
        ),
        (
            '시는 다리를 폐쇄한다. 김 시장은 "더 기다릴 수 없다"고 말했다. 영화 "서울의 긴 밤"이 개봉했다.',
            ["더 기다릴 수 없다"],
        ),
    ],
)
def test_speech_and_titles_are_told_apart_in_languages_without_spaces(text: str, said: list[str]) -> None:
    assert [text[q.start : q.end] for q in newsreader.analyse(text).quotes] == said
