#!/usr/bin/env python3
"""Write assets/models/english/given_names.json: the given names of men, of women, and of both.

    python assets/training/given_names.py CENSUS_FOLDER assets/models/english/given_names.json

CENSUS_FOLDER holds `dist.male.first` and `dist.female.first`, the given names of the 1990 census of the United States
with their shares in percent: a work of the US government, in the public domain (the PyPI package `names` 0.3.0 contains
both files). Names of other countries come from the person providers of Faker (MIT licence, © Daniele Faraglia and
contributors), which must be installed; only the lists of men's and women's names in each locale are used. Cyrillic
names are transliterated as in the news. `ADDED_NAMES` was written for this project: names that are frequent in the
news but not in the other lists.

A name belongs to one gender if at least six in seven of its bearers (census), or three in four of the locales that list
it, are of that gender; otherwise it is a given name of unknown gender.
"""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
import unicodedata
from collections import Counter
from pathlib import Path

ADDED_NAMES = {
    "m": """abbas abdallah abdel abdelaziz abdelfattah abdul abdulaziz abdulla abdullah abiy abubakar adel adnan
    ahmad ahmed ajit akbar akihito akio akira alasdair aleksandar alexei alexey alexis ali aliko alistair aliyu
    amin amir amit amr anand anatoly anderson andrzej anil anwaar anwar arif arjun arkady arun arvind asad ashok
    ashraf asif atiku avigdor ayman aziz babak bakhtiyar barack bashar bashir basil ben benigno benny benyamin
    bernie bertie beto bezalel bilal bill binyamin bishnu bob bola bongbong bono boris bruno callum chandra
    cheikh chuck ciaran conor corey cyril daisuke dave dawood declan deepak denys diarmuid dick dimitri dmitri
    dmitry dmytro don doug ehud elon emmanuel emmerson enda enrique eoin evgeny evo ewan fahad faisal farid
    farooq fayez felipe ferdinand fergus fethullah fidel fionn francois fumio gamal gareth gavin gennady ghassan
    gholam giorgi giuseppe goodluck gotabaya greg gulbuddin habib hafez haitham hakainde hakan hamad hamid
    hamish hamza hank haruhiko haruki hasan hassan heiko hideki hiroshi hosni hossein hugo humza huseyin hussein
    ibrahim igor ihor ilham ilya imad imran ismail ivan jaber jacinto jae-in jair jalal jamal jamil janez janos
    jaroslaw javad javier jawad jay-z jean-claude jean-luc jean-marie jean-pierre jean-yves jeb jeff jens jeremy
    jim jinping jintao joao joe johannes jokowi jong-il jong-un joseph julius junaid junichiro kais kamal kanye
    karim kassym kazuo keir ken keqiang khaled khalid khalifa khalil kiichi kiril kofi kostas kumar kwame
    kyriakos laurent lech leo leonid lindsey luhut luiz lukas mahathir mahendra mahinda mahmood mahmoud majid
    malik manmohan manuel marco marek mario mark marwan masood mateusz matteo mehdi mehmet micheal mick mike
    mikhail mikheil milos miloš mitch mitt moammar mohamed mohammad mohammed mohamud mohsen moqtada morgan
    mostafa mouin moussa muammar muhammad muhammadu muqtada mustafa mwai mykhailo mykola nabih naftali najib
    najibullah naoto narendra nasser navjot nawaf nawaz nayib newt nick nicolae nicolas nigel nikol nikolai
    nikolay nikos nizar nuri oisin olaf oleg oleh oleksandr oleksii oleksiy olli olusegun omar omer osama oscar
    ossama padraig pat pavel pavlo pedro pervez petro pieter prabowo pradeep prakash pranab prayuth qasem qasim
    qassem rached radek radoslaw rafael rahm rahul raila rajesh rajiv rajnath ram ramzan ramzi rand rashid rauf
    recep reince reza riad rick rishi riyad robert rodrigo rodrigue rohit roman ron rudy rustam saad sadiq saeed
    saif sajid salah salim salman salva sameh sami samir samuel sanjay saud seamus sean sebastian selahattin
    serge sergei sergey serhii serhiy shahbaz shahid shavkat sheldon shigeru shimon shinzo shivshankar silvio
    simon sitiveni slobodan stanislav stefan steve subrahmanyam suleyman sunil suresh svein tadhg tamim tarek
    tariq tayyip ted tedros thabo thaksin themba tim tom toshimitsu uhuru umar umaru usman vaclav valery vasily
    vasyl viktor vinod vitali vitaly vladimir vladislav vojislav volodymyr wael wahid waleed walid wladyslaw
    wolf xanana yahya yair yang yasir yasser yasuo yevgeny yevhen yitzhak yoav yoshihide yoshiro yossi yousaf
    yousef youssef yoweri yuri yuriy yusuf zaheer zalmay ziad zine zlatko zoran""",
    "f": """ailbhe aisha aishwarya akie aline alona amal amina amy ana anastasia angela angelina anisa ann anna
    annalena anne annegret annika anoosheh aoife arancha arianna arundhati asma asmaa atifete aung aya ayaan
    ayelet ayesha azza bachelet barbara beata benazir beyonce bhumika bintou bronagh caoimhe carly carrie
    catalina chandrika chelsea christiane christine claudia condi condoleezza corazon cristina dalia debbie
    delcy dianne diezani dilma dina donna doreen droupadi ebru ekaterina elena elif elizabeta elizabeth ellen
    elvira esther fatemeh fatima fatma fatoumata fawzia federica fionnuala fumiko gauri ghada giorgia gloria
    graca grainne greta gro gulnara habiba hajar hala halima hanan hanna hasina heba helle hillary hina huda
    huma ilhan imelda indira indra ingrid inna irina isabel ivanka jacinda jadwiga jayalalithaa jen jharna jill
    jo joyce julia kaja kamala kamila karima kate kellyanne kersti khadija khaleda kolinda ksenia laila lamia
    latifa layla leila leni leymah lilia lindiwe liudmila liz loretta lubna ludmila lyudmila magdalena maha maia
    mairead malala malalai malia mamata manal manuela maria marina marine mariya marla maryam masako mayawati
    mbarka meg megyn mehbooba melania mercedes meryem mette michelle michiko miriam mona nabila nada nadezhda
    nadia nadine najat najla nancy nasrin natalia nataliya nawal neelam ngozi niamh nicola nikki nimco nirmala
    noor nora noura obiageli oksana olena olga olha omarosa oprah orla pratibha priti priyanka rabia rachida
    radhika raisa raja rana rania raniya rashida rawan reem renho rigoberta rima roberta rokhaya rosario rosie
    roxane roya roza ruhakana ruth sabine sadaf safa sahar saira salma samantha samira sania sanna saoirse sara
    sasha sawsan segolene shahla shaima shami sheikha shirin simone simonetta sinead siobhan sirimavo smriti
    soheila sonia soraya sue sushma suu svetlana sviatlana tanja tansu tatiana tatyana tawakkol theresa tiffany
    tsipi tulsi tzipi ursula usha valentina valeriya vanessa vasundhara veronika vesna vigdis viktoria violeta
    wafa wangari winnie xenia yasmin yasmine yekaterina yevgenia yingluck yoko yulia yuliya yuriko zahra zainab
    zeinab zeynep zhanna zohra zoya zuzana""",
    # Both men and women in the news have these names, whatever the census says; some are surnames put first.
    "u": """andrea angel ashley carey casey chen courtney daniele dominique gabriele guadalupe jackie jan jean
    jesus joan kelly kerry kim lee leslie li lindsay lindsey michele nana nicola nikita park pat riley robin
    rosario sandy sasha sheikh shelby simone stacy sultan sydney tracy wang zhang""",
}
"""Names by gender (m, f, u for both), in lower case."""

LATIN = {
    **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True)),
    **{
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ю": "yu",
        "я": "ya",
        "ъ": "",
        "ь": "",
        "ё": "yo",
    },
    **{
        "і": "i",
        "ї": "yi",
        "є": "ye",
        "ґ": "g",
        "ј": "j",
        "љ": "lj",
        "њ": "nj",
        "ѓ": "g",
        "ќ": "k",
        "џ": "dz",
        "ѕ": "dz",
    },
}
UKRAINIAN = LATIN | {"г": "h", "и": "y"}
CYRILLIC = {"ru_RU": LATIN, "bg_BG": LATIN, "mk_MK": LATIN, "uk_UA": UKRAINIAN}
"""The transliteration of each locale; "г" is g in Russian and h in Ukrainian."""


def without_accents(name: str) -> str:
    """Return `name` in lower case, without accents."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c)).strip()


def census(folder: Path) -> dict[str, str]:
    """Map each name of the census to m, f or u."""
    shares: dict[str, dict[str, float]] = {}
    for sex, file in (("m", "dist.male.first"), ("f", "dist.female.first")):
        for line in (folder / file).read_text().splitlines():
            name, share, *_ = line.split()
            shares.setdefault(name.lower(), {"m": 0.0, "f": 0.0})[sex] = float(share)
    found = {}
    for name, by_sex in shares.items():
        male = by_sex["m"] / (by_sex["m"] + by_sex["f"] + 1e-9)
        found[name] = "m" if male > 6 / 7 else "f" if male < 1 / 7 else "u"
    return found


def locales() -> dict[str, str]:
    """Map each name of Faker's locales, in Latin letters, to m, f or u."""
    from faker.providers import person

    votes: dict[str, Counter[str]] = {}
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        letters = CYRILLIC.get(module.name, {})
        for sex, field in (("m", "first_names_male"), ("f", "first_names_female")):
            names = getattr(provider, field, None) or ()
            for name in sorted({without_accents("".join(letters.get(c, c) for c in name.lower())) for name in names}):
                if name.isascii() and name.replace("-", "").isalpha() and len(name) > 1:
                    votes.setdefault(name, Counter())[sex] += 1
    return {
        name: "m" if count["m"] >= 3 * count["f"] else "f" if count["f"] >= 3 * count["m"] else "u"
        for name, count in votes.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("census", type=Path)
    parser.add_argument("output", type=Path)
    args = parser.parse_args()
    found = locales() | census(args.census)
    for sex, words in ADDED_NAMES.items():
        for name in words.split():
            if sex == "u" or found.get(name, "u") == "u":
                found[name] = sex
    lists = {sex: " ".join(sorted(n for n, s in found.items() if s == sex)) for sex in "mfu"}
    args.output.write_text(json.dumps(lists, indent=0) + "\n", encoding="utf-8")
    print({sex: len(words.split()) for sex, words in lists.items()}, args.output.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
