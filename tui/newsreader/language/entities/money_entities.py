"""Find sums of money by their currency sign, code or name: "$30 million", "HK$5bn", "13 trillion yen"."""

from __future__ import annotations

import re

from newsreader.language.document.prefiltered_regex import find_matches

__all__ = ["find_amounts"]

_SCALE = r"(?:(?:thousand|million|billion|trillion|lakh|crore)s?|[MmBb]il|mn?|bn?|tn|k|M|B|K|Million|Billion)\b"

_AMOUNT = re.compile(
    rf"""
    (?<![\w$£€])
    (?: (?:US[ ]?|U\.S\.[ ]?|HK|NT|NZ|AU?|CA?|SG?|[BJNRZ]|RD|TT|EC)?\$      # dollars of many countries, pesos, reais
      | [£€¥₡₹₦₽₩₪฿₱₵₫₺₴₸]
      | (?:Rs\.?|RMB?|SAR|SR|R|QR|KSh|Ksh|KES|USD|EUR|GBP|GH[¢₵]|NGN|ZAR|INR|AED|DhS?|Dh|Tk|NIS|MNT|BND|KD|JD|BHD|OMR
          |PHP|Php|PKR|LKR|UGX|THB|AUD|CAD|NZD|HKD|SGD|CHF|CNY|JPY|MYR|IDR|VND|EGP|LE|TND|S/
          |BDT|BRL|CUP|DKK|ETB|GHS|IQD|KRW|KWD|MMK|MXN|NOK|NPR|PEN|PLN|QAR|RUB|SEK|TWD|TZS|UAH|ZMW)(?=[ ]?\d)
      | N(?=\d[\d,.]*[ ]?(?:thousand|million|billion|trillion|[mb]n?\b))    # naira
    )
    [ ]?
    \d{{1,3}} (?: (?:,\d{{2,3}})+ | (?:[ ]\d{{3}})+(?!\d) | ,\d(?=[ ][mb]illion) | \d* ) (?:\.\d+)?
    (?: [-–]\d{{1,3}}(?:,\d{{3}})*(?:\.\d+)?(?=[ ]?(?:[mbt]|[MB]\b)) )?          # a range: $25-35 million
    (?: [ -]?{_SCALE} )?
    (?: [ ](?:US[ ])?(?:dollars|pesos|euros|pounds)\b )?
    (?!\w)
    """,
    re.VERBOSE,
)

_ENDS = "A-Z/¢$£€¥₡₹₦₽₩₪฿₱₵₫₺₴₸"
_AMOUNT_PREFILTER = re.compile(
    rf"""\d(?: (?<=[{_ENDS}]\d) | (?<=[{_ENDS}][ ]\d)
        | (?<=(?:Rs|Sh|sh|Dh|Tk|hp)\d) | (?<=(?:Rs|Sh|sh|Dh|Tk|hp)[ ]\d) | (?<=Rs\.\d) | (?<=Rs\.[ ]\d) )""",
    re.VERBOSE,
)
"""A prefilter for `_AMOUNT`: a digit after the last character of a sign or code."""

_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"

_WORDED = re.compile(
    rf"""
    (?<![\w$£€.,:-])
    (?: (?:{_NUMBER}[-–])? \d{{1,3}} (?: (?:,\d{{2,3}})+ | \d* ) (?:\.\d+)? (?: [ -]{_SCALE} )?
      | (?:(?<=\ba[ ])|(?<=\bfew[ ])|(?<=\bseveral[ ])) (?:hundred|thousand|million|billion|trillion)
      | (?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty)[ ]
        (?:hundred|thousand|million|billion|trillion|crore)
      | (?:(?:tens|hundreds|thousands)[ ]of[ ])? (?:thousands|millions|billions|trillions)[ ]of
    )
    (?: [ -] | (?=CU[CP]|USD|GBP|EUR) )
    (?: (?:US|U\.S\.|HK|Hong[ ]Kong|American|Australian|Canadian|New[ ]Zealand|Singapore|Zimbabwean?|Korean|Argentine
          |Mexican|Cuban|Philippine|Chilean|Colombian|Indian|Pakistani|Nepali|Emirati|Kuwaiti|Jordanian|Iraqi|Saudi
          |Turkish|Thai|Kenyan|Ugandan|Swiss|South[ ]African|Indonesian|Malaysian|Vietnamese)[ ] )?
    (?: (?:(?<=llion[ ])|(?<=sand[ ])|(?<=Korean[ ])|(?<=[ ]of[ ]))won          # "CFC 1 won" is not a sum
      | dollars?|euros?|yen|yuan|baht|rupees?|rupiahs?|ringgit|pesos?|reals|reais|rubles?|roubles?|rand|naira
      | cedis?|shekels?|shillings?|dinars?|dirhams?|riyals?|rials?|kyats?|francs?|takas?|liras?|colones|bolivars?
      | quetzales|lempiras?|zlotys?|hryvnias?|kwacha|birr|tugriks?|CUP|CUC|USD|GBP|EUR )(?!\w|-[a-z])
    """,
    re.VERBOSE,
)

_WORDED_PREFILTER = re.compile(
    r"""[ -](?:won|dollar|euro|yen|yuan|baht|rup[ei]|ringgit|peso|real|reais|rou?ble|rand|naira|cedi|shekel
        |shilling|dinar|dirham|ri[ya]l|kyat|franc|taka|lira|colones|bolivar|quetzales|lempira|zloty|hryvnia|kwacha|birr|tugrik)
    |CU[CP]|USD|GBP|EUR""",
    re.VERBOSE,
)
"""A prefilter for `_WORDED`: its currencies."""


def find_amounts(text: str) -> list[tuple[int, int]]:
    """Return the sums in `text` with the sign, the code or the name of a currency, as `[start, end)`.

    They are in reading order and do not overlap. Takes time linear in the length of `text`.
    """
    signed = find_matches(_AMOUNT, _AMOUNT_PREFILTER, text)
    found: list[tuple[int, int]] = []
    for start, end in sorted([*signed, *find_matches(_WORDED, _WORDED_PREFILTER, text)]):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found
