"""What a name says of itself and of others: no person is called "State Department", "Ruto" alone is who "William Ruto"
is, "(KAA)" is what stands before it, and "the Ann and Bo Lee Fund" is one body.

In the news that the recogniser was trained on, 98.7 % of single words that are the surname of a person whom the
article names in full are annotated as a person, and 99.5 % of short forms in brackets after a body as a body.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["HEADS", "MAY_CHANGE", "Name", "agree"]

Name = tuple[int, int, str]
"""The tokens `[first, last)` of a name, and its class."""

HEADS = {
    head: label
    for label, heads in {
        "ORG": """Administration Affairs Agency Airways Army Assembly Association Authority Bureau Cabinet Charity
            College Commission Committee Company Corporation Council Court Department Directorate Division Federation
            Forces Foundation Fund Government Group Holdings Inc Institute Insurance Limited Ltd Ministry Movement
            Network Organisation Organization Parliament Party Police Senate Service Society Times Union University""",
        "LOC": "City County Island Islands Prefecture Province Region River Strait",
        "FAC": "Airport Museum Prison",
        "MISC": "Act Award Awards Cup Festival Games Summit",
    }.items()
    for head in heads.split()
}
"""What a name of several words that ends so is. In the news that the recogniser was trained on, each ends at least
eight names, never a person's, and most of them are of this class.
"""

MAY_CHANGE = frozenset(("ORG", "LOC", "FAC", "NORP", "PRODUCT", "MISC"))
"""The classes that a name may lose to what its own words or other names say of it."""


def agree(words: Sequence[str], names: Sequence[Name]) -> list[Name]:
    """The names found in `words`, in reading order, with those of one word made to agree with the longer ones.

    Takes and gives names that do not overlap; time is linear in the number of words.
    """
    names = [
        (first, last, HEADS.get(words[last - 1], label) if label == "PERSON" and last - first > 1 else label)
        for first, last, label in names
    ]
    names = _joined(words, names)
    by_word = _surnames(words, names) | _short_forms(words, names)
    if not by_word:
        return names
    agreed: list[Name] = []
    at = 0
    for first, last, label in [*names, (len(words), len(words), "")]:
        for index in range(at, first):  # words outside names
            missed = by_word.get(words[index])
            if missed and (missed != "PERSON" or not _beside_capital(words, index)):
                agreed.append((index, index + 1, missed))
        if last - first == 1 and label in MAY_CHANGE:
            label = by_word.get(words[first], label)
        agreed.append((first, last, label))
        at = last
    return agreed[:-1]


def _joined(words: Sequence[str], names: Sequence[Name]) -> list[Name]:
    """The names, those that were cut in two at an "and" made whole: "the Ann and Bo Lee Fund" is one body.

    In the news that the recogniser was trained on, no person or thing with "the" stands beside a body in that way.
    """
    joined: list[Name] = []
    for first, last, label in names:
        if joined and label == "ORG" and last - first > 1 and HEADS.get(words[last - 1]) == "ORG":
            begin, end, before = joined[-1]
            the = begin > 0 and words[begin - 1].lower() == "the"
            if the and before in ("PERSON", "MISC") and end + 1 == first and words[end] == "and":
                joined[-1] = begin, last, label
                continue
        joined.append((first, last, label))
    return joined


def _surnames(words: Sequence[str], names: Sequence[Name]) -> dict[str, str]:
    """The last words of people's full names that are no part of another name and never without a capital."""
    surnames = {words[last - 1] for first, last, label in names if label == "PERSON" and last - first > 1}
    surnames = {word for word in surnames if len(word) > 2 and word[0].isupper()}
    for first, last, label in names:
        if label != "PERSON" and last - first > 1:
            surnames.difference_update(words[first:last])
    small = {word for word in words if word.islower()}
    return {word: "PERSON" for word in surnames if word.lower() not in small}


def _short_forms(words: Sequence[str], names: Sequence[Name]) -> dict[str, str]:
    """Capital letters in brackets right after a longer name, with the class of that name."""
    forms: dict[str, str] = {}
    for first, last, label in names:
        if last - first > 1 and label in MAY_CHANGE and list(words[last : last + 3 : 2]) == ["(", ")"]:
            form = words[last + 1]
            if len(form) > 1 and form.isupper() and form.isalpha():
                forms.setdefault(form, label)
    return forms


def _beside_capital(words: Sequence[str], index: int) -> bool:
    return any(words[i][0].isupper() for i in (index - 1, index + 1) if 0 <= i < len(words))
