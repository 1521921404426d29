"""Sums of money that their sign gives away: "$30 million", "HK$5bn", "R1.2 million"."""

from __future__ import annotations

import re

__all__ = ["amounts"]

_AMOUNT = re.compile(
    r"""
    (?<![\w$£€])
    (?: (?:US[ ]?|U\.S\.[ ]?|HK|NT|NZ|AU?|CA?|SG?|[BJNRZ]|RD|TT|EC)?\$      # dollars of many countries, pesos, reais
      | [£€¥₡₹₦₽₩₪฿₱₵₫₺₴₸]
      | (?:Rs\.?|RM|SR|R|Ksh|KSh|KES|USD|EUR|GBP|GH[¢₵]|NGN|ZAR|INR|AED|Dh|Tk)(?=[ ]?\d)
    )
    [ ]?
    \d{1,3} (?: (?:,\d{2,3})+ | (?:[ ]\d{3})+(?!\d) | \d* ) (?:\.\d+)?
    (?: [-–]\d{1,3}(?:,\d{3})*(?:\.\d+)?(?=[ ]?(?:[mbt]|[MB]\b)) )?          # a range: $25-35 million
    (?: [ -]?(?:thousand|million|billion|trillion|lakh|crore)s?\b | (?:mn?|bn?|tn|k|M|B|K)\b )?
    (?: [ ](?:US[ ])?(?:dollars|pesos|euros|pounds)\b )?
    (?!\w)
    """,
    re.VERBOSE,
)


def amounts(text: str) -> list[tuple[int, int]]:
    """The sums in `text` that begin with the sign or the code of a currency, as `[start, end)`, in reading order."""
    return [match.span() for match in _AMOUNT.finditer(text)]
