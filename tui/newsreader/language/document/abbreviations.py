"""List abbreviations that precede a name or a figure in languages other than English: no sentence ends after them.

The lists are in lower case, without the last full stop. They leave out single letters and abbreviations with a stop
inside ("sig.ra", "z.B"), which their form gives away.
"""

from __future__ import annotations

__all__ = ["precedes_figure", "precedes_name"]


def _tables(lines: str) -> dict[str, frozenset[str]]:
    """Parse one line for each language: its ISO 639-1 code, then its abbreviations."""
    return {code: frozenset(words) for code, *words in map(str.split, lines.strip().splitlines())}


_EVERYWHERE = frozenset("dr prof st mr mrs ms gen col".split())

_NAMES = _tables(
    """
    cs mudr judr phdr rndr ing doc mgr bc sv plk kpt por nám ul tzv např
    da hr fr kapt adv skt bl ca
    de hr fr frl ing dipl mag geb hl bzw sog vgl mio mrd tsd inkl exkl ggf evtl
    el κ κα κος κκ δρ καθ αγ
    es sr sra srta sres dra dña lic ing arq gral cnel cap tte sgto mons sto sta avda av gob dip dpto pdte excmo excma
    fi toht ns esim
    fr mm mme mmes mlle mlles me mgr pr ste gén cdt lt av bd cap
    hu ifj id özv ún
    it dott sig prof avv ing on sen arch geom mons cap ss cav rag gent
    nb hr fr kapt adv bl ca
    nl mevr dhr drs ir ing jhr ds mw kol bijv zgn resp
    no hr fr kapt adv bl ca
    pl mgr inż hab lek ks św płk kpt ul al pl os red im tzw np
    pt sr sra srta dra eng profa exmo exma cel cap sto sta av
    ro dl dna ing sf av
    ru им ул проф акад гр тов св пос обл
    sk mudr judr phdr rndr ing doc mgr bc sv plk kpt por nám ul tzv napr
    sv hr fr doc lic kapt bl ca s.k
    tr doç av sn
    uk ім вул проф акад св гр обл
    """
)
_FIGURES = _tables(
    """
    cs č čl odst str tel cca tis
    da nr art kap tlf kl kr
    de nr art abs ca bd kap ziff max min tel
    el αρ άρθρ σελ παρ τηλ
    es art arts núm nro no pág págs cap vol fig tel aprox
    fi nro klo n
    fr art no pp vol chap fig env tél
    hu kb sz
    it art artt nn pag pagg vol cap fig ca tel
    nb nr art kap tlf kl kr
    nl nr art blz ca tel hfdst max min
    no nr art kap tlf kl kr
    pl nr art ust pkt poz str ok godz tel
    pt art arts no núm pág págs vol cap fig tel aprox
    ro nr art pag alin
    ru ст пп стр рис тел
    sk č čl odst str tel cca tis
    sv nr art ca kap tel kl
    tr no md
    uk ст пп стр рис тел
    """
)


def precedes_name(word: str, language: str) -> bool:
    """Return whether `word`, as written without its full stop, precedes names: "Dr", "Sra", "Mme"."""
    lower = word.lower()
    # "EE. UU.", "FF. AA.": a letter is doubled for the plural.
    return (
        lower in _EVERYWHERE or lower in _NAMES.get(language, ()) or (len(word) == 2 and word[0] == word[1] != lower[1])
    )


def precedes_figure(word: str, language: str) -> bool:
    """Return whether `word`, as written without its full stop, precedes figures: "Nr", "art", "núm"."""
    return word.lower() in _FIGURES.get(language, ())
