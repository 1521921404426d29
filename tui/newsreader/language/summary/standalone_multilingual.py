"""Decide by its opening whether a sentence refers back to the one before, in languages other than English.

For English see `standalone`. Articles, and pronouns that often refer to nothing ("Es gibt", "Il y a", "Det är"), are
not in the lists.
"""

from __future__ import annotations

import re
from functools import cache

__all__ = ["depends_on_previous"]

_WORDS = {
    "cs": """on ona oni ony jeho jejich její mu jí jim tento tato toto tito tyto ten ta to ti ale avšak však
        proto navíc také tedy pak potom poté zároveň přitom přesto""",
    "de": """er sie ihr ihm ihnen ihn sein seine seinen seiner seinem ihre ihrem ihren ihrer dieser diese
        dieses diesem diesen jener jene jenes dies letzterer letztere beide aber doch jedoch dennoch
        trotzdem allerdings zudem außerdem deshalb daher darum deswegen dann danach dabei dafür dagegen
        damit dadurch daraufhin davon dazu darin so auch und oder denn hier dort ebenso ferner schließlich
        stattdessen unterdessen sonst also somit das_ist das_sei das_war das_hat das_sind das_wäre das_habe""",
    "el": """αυτός αυτή αυτό αυτοί αυτές αυτά ο_ίδιος η_ίδια οι_ίδιοι όμως ωστόσο αλλά επίσης έτσι επομένως
        επιπλέον παράλληλα""",
    "es": """él ella ellos ellas este esta estos estas ese esa esos esas esto eso aquel aquella su sus le
        les pero sin_embargo no_obstante además también así entonces luego después por_eso por_ello
        por_tanto por_lo_tanto por_su_parte en_cambio asimismo ambos ambas""",
    "fr": """il elle ils elles lui leur leurs ce cet cette ces celui celle ceux celles cela ceci c'est
        c'était son sa ses mais donc ainsi cependant toutefois pourtant néanmoins puis ensuite enfin alors
        aussi de_plus par_ailleurs en_outre en_effet en_revanche au_contraire du_coup""",
    "it": """egli ella essi esse lui lei loro questo questa questi queste quello quella quelli quelle suo
        sua suoi sue ma però tuttavia inoltre anche così quindi dunque poi infine allora per_questo
        al_contrario in_effetti d'altra_parte entrambi""",
    "ja": "彼は 彼女は 彼らは しかし また、 さらに そのため これは これに それは だが、 一方 同氏は 同社は",
    "ko": "그는 그녀는 그들은 그러나 하지만 또한 이에 이는 그리고 따라서",
    "pl": """on ona oni one jego jej ich mu im ten ta te ci tego tej tych ale jednak jednakże więc dlatego
        ponadto także też potem następnie natomiast zaś tymczasem""",
    "pt": """ele ela eles elas este esta estes estas esse essa esses essas isto isso aquele aquela seu sua
        seus suas mas porém contudo todavia entretanto além_disso também assim então depois por_isso
        no_entanto ambos ambas""",
    "sk": """on ona oni ony jeho jej ich mu im tento táto toto títo tieto ten tá to ale avšak však preto
        navyše tiež teda potom zároveň pritom""",
    "sv": """han hon hans hennes deras denna detta dessa men dock därför dessutom också sedan så då där här
        trots_det därefter däremot""",
    "uk": """він вона вони воно його її їх їхній їхня цей ця це ці той але однак проте тому також потім
        крім_того отже водночас""",
    "zh": "他 她 它 但 然而 不过 不過 此外 因此 所以 另外 同时 同時 这 這 该 該",
}

_BUT_NOT = {
    "de": r"dies(?:e|er|es)\s(?:woche|jahr|sommer|winter|frühjahr|herbst|tage)",
    "es": r"est[ea]\s(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo|año|mes|semana|mañana|tarde|noche|fin)"
    r"|(?:luego|después|además)\sde|así\scomo",
    "fr": r"ce\s(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|matin|soir|mois|week)|cette\s(?:semaine|année"
    r"|nuit)|il\s(?:y\sa|s['’]agit|est|faut|faudra|n['’]y\sa)|c['’]est\s(?:un|une|le|la|l['’])"
    r"|(?:alors|ainsi)\sque",
    "it": r"questa\s(?:settimana|mattina|sera|notte|estate)|questo\s(?:mese|pomeriggio)",
    "pt": r"(?:est|ess)[ea]\s(?:segunda|terça|quarta|quinta|sexta|sábado|domingo|ano|mês|semana|manhã|tarde|noite)"
    r"|depois\sd[aeo]s?|assim\scomo",
}
"""Openings with the same words that give a time, or refer to nothing."""

_BEFORE = r"[\s\"“”„‘’'«»(\[—–-]*"


def depends_on_previous(sentence: str, language: str) -> bool:
    """Return whether `sentence` opens with a pronoun, "but" or the like; False in a language without a list."""
    pattern = _pattern(language)
    return pattern is not None and pattern.match(sentence) is not None


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    if language not in _WORDS:
        return None
    words = "|".join(re.escape(word).replace("_", r"\s").replace("'", "['’]") for word in _WORDS[language].split())
    end = "" if language in ("ja", "ko", "zh") else r"\b(?!-)"
    but_not = rf"(?!(?:{_BUT_NOT[language]})\b)" if language in _BUT_NOT else ""
    return re.compile(rf"{_BEFORE}{but_not}(?:{words}){end}", re.IGNORECASE)
