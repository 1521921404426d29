"""Detect the language of a text from its script and its most frequent function words."""

from __future__ import annotations

import re
from collections import Counter

__all__ = ["detect_language"]

SAMPLE = 6_000
"""The length of each of three samples, in characters: from the beginning, the middle and the end."""

_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

_SCRIPTS = (
    ("kana", "\u3040", "\u30ff"),
    ("hangul", "\uac00", "\ud7a3"),
    ("han", "\u3400", "\u9fff"),
    ("cyrillic", "\u0400", "\u052f"),
    ("el", "\u0370", "\u03ff"),
    ("he", "\u0590", "\u05ff"),
    ("arabic", "\u0600", "\u06ff"),
    ("hi", "\u0900", "\u097f"),
    ("bn", "\u0980", "\u09ff"),
    ("ta", "\u0b80", "\u0bff"),
    ("th", "\u0e00", "\u0e7f"),
    ("ka", "\u10a0", "\u10ff"),
    ("hy", "\u0530", "\u058f"),
    ("am", "\u1200", "\u137f"),
)

# The most frequent words of news in each language. A word that several languages share counts for all of them, so each
# list also has words that no other list has.
_WORDS = {
    "en": "the of and to in is that for on with as was by at from has have had it he said his be are not this they",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es werden aus sie dass",
    "fr": "le la les des et en du une un que est pour dans qui sur par au plus pas ce avec il ont été sont aux cette",
    "es": "el la los las de y que en un una por con para del se es su al lo como más fue ha pero sus este también",
    "pt": "o a os as e de do da em que um uma para com não dos das no na por mais se como foi ao são pelo também",
    "it": "il la di e che in un una per del della dei è con non si gli le da sono al nel più anche ha alla dal",
    "nl": "de het een van en in is dat op te voor met zijn die niet aan er om ook als maar bij werd heeft naar uit",
    "sv": "och i att det som en på är av för med den till inte har om ett var från men han de så ska vid efter också",
    "da": "og i at det er en til på som af for den med de har ikke et der var fra men han om også efter ved blev",
    "no": "og i det er på som en til av for at med har de ikke den et var fra men han om også etter ved ble seg",
    "fi": "ja on ei että se oli hän myös mutta kun ovat joka kuin sen mukaan ole jo olla sekä tai vuoden",
    "cs": "a v na se je že s z do o k i jako za by pro jsem ale po jeho podle jsou však které také při který byl",
    "sk": "a v na sa je že s z do o k aj ako za by pre som ale po jeho podľa sú však ktoré tiež pri ktorý bol",
    "pl": "i w na z do się nie że jest o to jak za od po przez dla są co ale oraz był może tym który także",
    "hu": "a az és hogy nem is egy volt meg van csak de ez el már még mint azt szerint után ki",
    "ro": "și în de la a cu care pe că nu din este un o mai pentru au fost sau prin după sunt ca fi lui",
    "tr": "ve bir bu için ile da de olarak çok olan daha en gibi kadar olduğu ise sonra değil ancak dedi ne",
    "id": "yang dan di dengan untuk dari pada ini itu dalam tidak akan ke oleh juga telah bisa ada atau tersebut oleh",
    "vi": "và của là có cho được không trong một với các người những này đã để khi đến ở từ",
    "ca": "el la els les de i que en un una per amb del al és no ha dels més com aquest també han va seva",
    "ru": "и в на не что с по как это за из для он к от но его был также о году у же которые после",
    "uk": "і в на не що з та до у за як про для є від під його це або але які був також після року й",
    "bg": "и на да се в за не от че с е по това са как като си ще при което беше след",
    "sr": "и у је да на се за су од са не што као који о али био ће из то",
}
_OWN_LETTERS = {
    letter: code
    for code, letters in (
        ("cs", "ěřů"),
        ("hu", "őű"),
        ("pl", "ąęłńśźż"),
        ("ro", "țș"),
        ("ru", "ыэё"),
        ("sk", "ľĺŕ"),
        ("sr", "јљњћђџ"),
        ("tr", "ğı"),
        ("uk", "іїєґ"),
        ("vi", "ơư"),
    )
    for letter in letters
}
"""Letters that only one of these languages has: a word with one counts like a function word of that language."""

_LATIN = {code: frozenset(words.split()) for code, words in _WORDS.items() if words < "\u0370"}
_CYRILLIC = {code: frozenset(words.split()) for code, words in _WORDS.items() if words >= "\u0370"}


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text`, or "" where it is unclear: an empty text, a list of names.

    Examines three samples of fixed size, so the time does not grow with the text.
    """
    if len(text) > 3 * SAMPLE:
        middle = len(text) // 2
        text = " ".join((text[:SAMPLE], text[middle : middle + SAMPLE], text[-SAMPLE:]))
    script = _script(text)
    if script == "latin":
        return _by_words(text, _LATIN)
    if script == "cyrillic":
        # Letters of Kazakh, Mongolian, Tatar, Macedonian and others, which have no list here.
        others = len(re.findall("[әғқңөұүһѓќѕ]", text.lower())) > len(text) / 150
        return "" if others else _by_words(text, _CYRILLIC)
    if script == "arabic":
        # Letters of Persian and Urdu that Arabic lacks.
        return (
            "ur" if re.search("[ٹڈڑں]", text) else "fa" if len(re.findall("[پچژگ]", text)) > len(text) / 150 else "ar"
        )
    return {"kana": "ja", "hangul": "ko", "han": "zh"}.get(script, script)


def _script(text: str) -> str:
    """Return the script of most letters of `text`, or "" if it has none."""
    if text.isascii():
        return "latin" if _LETTER.search(text) else ""
    counts: Counter[str] = Counter()
    for letter, count in Counter(text).items():
        if not _LETTER.match(letter):
            continue
        if letter < "\u0250":
            counts["latin"] += count
            continue
        for name, first, last in _SCRIPTS:
            if first <= letter <= last:
                # A Chinese or Japanese character stands for two or three letters.
                counts[name] += count * (2 if name in ("han", "kana") else 1)
                break
    if not counts:
        return ""
    if counts["kana"] * 10 > counts["han"] > 0 and counts["kana"] + counts["han"] > counts["latin"]:
        return "kana"
    return max(counts, key=lambda name: (counts[name], name))


def _by_words(text: str, languages: dict[str, frozenset[str]]) -> str:
    """Return the language whose function words are most frequent in `text`, or "" if none has a sufficient share."""
    counts = Counter(_WORD.findall(text.lower()))
    total = sum(counts.values())
    if not total:
        return ""
    found = counts.keys()
    scores = {code: sum([counts[word] for word in words & found]) for code, words in languages.items()}
    for word in found:
        if not word.isascii():
            for code in {_OWN_LETTERS[letter] for letter in _OWN_LETTERS.keys() & word} & languages.keys():
                scores[code] += counts[word] if word not in languages[code] else 0
    best = max(scores, key=lambda code: (scores[code], code == "en", code))
    if best != "en" and scores[best] < 4:
        return ""  # too few to distinguish languages that share words
    # 25 to 45 % of the words of news are function words. Headings and lists have fewer, other languages hardly any.
    if scores[best] * 12 >= total:
        return best
    return best if best == "en" and scores[best] * 20 >= total else ""
