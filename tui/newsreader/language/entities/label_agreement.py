"""Make the labels of the names in an article agree with each other and with the words of the names.

"State Department" is not a person, "Ruto" alone has the label of "William Ruto", "(KAA)" that of the name before it,
and "the Ann and Bo Lee Fund" is one organisation.

In the training articles of the recogniser, 98.7 % of the single words that are the surname of a person with a full name
in the article are annotated as a person, and 99.5 % of the short forms in brackets after an organisation as one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

__all__ = ["HEADS", "MAY_CHANGE", "Name", "agree"]

Name = tuple[int, int, str]
"""The tokens `[first, last)` of a name, and its label."""

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
"""The label of names of several words, by their last word. In the training articles of the recogniser, each of these
words ends at least eight names, never a person's, and most of them have this label.
"""

MAY_CHANGE = frozenset(("ORG", "LOC", "FAC", "NORP", "PRODUCT", "MISC"))
"""The labels that may change because of the name's own words or of other names."""

_LABEL_OF_NOUN = {
    "river": "LOC",
    **dict.fromkeys(
        "ferry ship boat yacht vessel tanker freighter trawler frigate destroyer submarine".split(), "MISC"
    ),
}
"""The label of a name after "the" and one of these nouns: "the river Oram", "the ferry Havlys".

The training articles of the recogniser have four such ships, all annotated with this label, and no such river.
"""


def agree(words: Sequence[str], names: Sequence[Name]) -> list[Name]:
    """Return `names` with labels that agree, and single words that have the label of a longer name.

    `names` are those found in the tokens `words`, in reading order and without overlap; so are those returned. Takes
    time linear in the number of words.
    """
    names = [
        (first, last, HEADS.get(words[last - 1], label) if label == "PERSON" and last - first > 1 else label)
        for first, last, label in names
    ]
    names = _join_at_and(words, names)
    kinds = _names_after_nouns(words, names)
    names = [(first, last, kinds.get(tuple(words[first:last]), label)) for first, last, label in names]
    by_word = _surnames(words, names) | _short_forms(words, names)
    by_word |= {name[0]: label for name, label in kinds.items() if len(name) == 1}
    if not by_word:
        return _majority_labels(words, names)
    agreed: list[Name] = []
    at = 0
    for first, last, label in [*names, (len(words), len(words), "")]:
        for index in range(at, first):  # words outside names
            missed = by_word.get(words[index])
            if missed and (missed != "PERSON" or not _next_to_capital(words, index)):
                agreed.append((index, index + 1, missed))
        if last - first == 1 and label in MAY_CHANGE:
            label = by_word.get(words[first], label)
        agreed.append((first, last, label))
        at = last
    return _majority_labels(words, agreed[:-1])


def _majority_labels(words: Sequence[str], names: list[Name]) -> list[Name]:
    """Return the names, each with the label of more than half of its mentions in the same words, if there is one.

    In the training articles of the recogniser, 98.8 % of the mentions of repeated names have that label.
    """
    classes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for first, last, label in names:
        if label not in ("DATE", "MONEY"):
            classes[tuple(words[first:last])][label] += 1
    most = {
        name: labels.most_common(1)[0][0]
        for name, labels in classes.items()
        if len(labels) > 1 and max(labels.values()) * 2 > labels.total()
    }
    return [
        (first, last, label if label in ("DATE", "MONEY") else most.get(tuple(words[first:last]), label))
        for first, last, label in names
    ]


def _join_at_and(words: Sequence[str], names: Sequence[Name]) -> list[Name]:
    """Return the names, with the two halves of a name with "and" joined: "the Ann and Bo Lee Fund".

    In the training articles of the recogniser, "the" and a person or thing never precede "and" and an organisation.
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


def _names_after_nouns(words: Sequence[str], names: Sequence[Name]) -> dict[tuple[str, ...], str]:
    """Return the label of each name after "the river" and the like, by its words; one word if no name was found."""
    ends = {first: last for first, last, _ in names}
    inside = {index for first, last, _ in names for index in range(first, last)}
    kinds: dict[tuple[str, ...], str] = {}
    for at in range(1, len(words) - 1):
        label = _LABEL_OF_NOUN.get(words[at])
        if label is None or at in inside or words[at - 1].lower() != "the":
            continue
        if at + 1 in ends or (words[at + 1].istitle() and len(words[at + 1]) > 2):
            kinds[tuple(words[at + 1 : ends.get(at + 1, at + 2)])] = label
    return kinds


def _surnames(words: Sequence[str], names: Sequence[Name]) -> dict[str, str]:
    """Return the last words of full names of people that always have a capital and are not part of another name."""
    surnames = {words[last - 1] for first, last, label in names if label == "PERSON" and last - first > 1}
    surnames = {word for word in surnames if len(word) > 2 and word[0].isupper()}
    for first, last, label in names:
        if label != "PERSON" and last - first > 1:
            surnames.difference_update(words[first:last])
    small = {word for word in words if word.islower()}
    return {word: "PERSON" for word in surnames if word.lower() not in small}


def _short_forms(words: Sequence[str], names: Sequence[Name]) -> dict[str, str]:
    """Return the label of short forms in capitals: in brackets after a longer name, or its initials."""
    bracketed: dict[str, str] = {}
    initials: dict[str, set[str]] = {}
    for first, last, label in names:
        if last - first < 2 or label not in MAY_CHANGE:
            continue
        if list(words[last : last + 3 : 2]) == ["(", ")"]:
            form = words[last + 1]
            if len(form) > 1 and form.isupper() and form.isalpha():
                bracketed.setdefault(form, label)
        form = "".join(word[0] for word in words[first:last] if word[0].isupper())
        if len(form) > 2:
            initials.setdefault(form, set()).add(label)
    return {form: labels.pop() for form, labels in initials.items() if len(labels) == 1} | bracketed


def _next_to_capital(words: Sequence[str], index: int) -> bool:
    return any(words[i][0].isupper() for i in (index - 1, index + 1) if 0 <= i < len(words))
