"""Cluster the mentions of organisations, places, peoples and things, and name each cluster.

Spellings that differ in case, full stops or a leading "the" are one name. So are aliases from a table ("US", "United
States"), initials ("NATO" in an article with the long name), short forms in brackets right after a name, names with a
company form ("Eskom Holdings"), "Health Ministry" and "Ministry of Health", and the last words of a longer name that
have a noun for an organisation ("the Security Council").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Sequence
from functools import cache
from itertools import pairwise

from newsreader.language.document.document import Document
from newsreader.language.entities.recognise import Mention
from newsreader.language.resources import models
from newsreader.language.resources.person_lexicon import fold

__all__ = ["cluster"]

_NAMED = frozenset({"ORG", "LOC", "FAC", "MISC", "PRODUCT", "NORP"})
_MAX_COMPARED = 8
_EDGES = " \t\"'“”‘’«»„()[]{}<>,;:!?-–—*_/|"
_BRACKET = re.compile(r"\s{0,2}\(\s?(?:the\s|or\s)?\s?$", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-Z][A-Za-z]?(?:\.?[A-Z]){1,6}\.?s?$")
_MINOR = frozenset({"of", "the", "and", "for", "in", "on", "to", "de", "la", "du", "des", "del", "y", "e", "&"})
_MINISTRIES = frozenset({"ministry", "department", "office", "bureau"})


@cache
def _word_list(table: str) -> frozenset[str]:
    """Return a list of `aliases.json`: "firms" (company forms), "bodies" (nouns for organisations) or "trades"."""
    return frozenset(models.load_json("aliases.json")[table].split())


@cache
def _aliases() -> dict[str, int]:
    """Return the number of the alias group of each name: as written, and folded if it has several words."""
    found: dict[str, int] = {}
    for number, names in enumerate(models.load_json("aliases.json")["aliases"]):
        for name in names:
            found[name] = number
            if " " in name:
                found[fold(name)] = number
    return found


def bare_name(surface: str) -> str:
    """Return `surface` without an article or lower-case word before the name and without a possessive after it."""
    name = surface.strip(_EDGES)
    if name[:4].casefold() == "the " and len(name) > 4:
        name = name[4:]
    for mark in ("'s", "’s"):
        name = name.removesuffix(mark)
    first, _, rest = name.partition(" ")
    if first.isalpha() and first.islower() and len(first) > 3 and rest[:1].isupper():
        name = rest  # "nonpartisan Commission"
    return name.strip(_EDGES) or surface


def _key(name: str, label: str) -> str:
    """Return the key that all spellings of a name share."""
    aliases = _aliases()
    folded = fold(name)
    number = aliases.get(name, aliases.get(folded) if " " in name else None)
    if number is None and name.isupper() and len(name) > 3:
        number = aliases.get(name.capitalize())  # "KYIV"
    if number is not None:
        return f"={number}"
    if label == "NORP" and folded.endswith("ns") and len(folded) > 4:
        return folded[:-1]  # "Russians" and "Russian"
    words = folded.replace("&", " and ").replace("-", " ").split()
    if label == "ORG":
        while len(words) > 1 and words[-1].strip(",") in _word_list("firms"):
            words.pop()
        if len(words) > 2 and words[0] in _MINISTRIES and words[1] == "of":
            rest = words[3:] if words[2] == "the" else words[2:]
            words = [*rest, words[0]]
    return " ".join(w.strip(",") for w in words) or folded


def _initials(name: str) -> tuple[str, ...]:
    """Return the initials of a name of several words, with and without its small words."""
    words = name.replace("-", " ").split()
    if not 2 <= len(words) <= 9:
        return ()
    short = "".join(w[0] for w in words if fold(w) not in _MINOR)
    return tuple(dict.fromkeys(("".join(w[0] for w in words).upper(), short.upper())))


def cluster(
    document: Document, mentions: Sequence[Mention], surfaces: Sequence[str], taken: Container[int]
) -> dict[int, str]:
    """Return the name of each mention of an organisation, place, people or thing, by its index.

    `surfaces` are the mentions as text, `taken` the indexes of mentions to leave out.
    """
    chosen = [i for i, m in enumerate(mentions) if m.label in _NAMED and i not in taken]
    names = {i: bare_name(surfaces[i]) for i in chosen}
    keys = {i: _key(names[i], mentions[i].label) for i in chosen}
    links = _KeyLinks()
    _link_brackets(document, mentions, chosen, names, keys, links)
    _link_initials(mentions, chosen, names, keys, links)
    _link_trades(mentions, chosen, keys, links)
    _link_endings(mentions, chosen, names, keys, links)
    forms: dict[str, Counter[str]] = {}
    for i in chosen:
        keys[i] = links.root(keys[i])
        forms.setdefault(keys[i], Counter())[names[i]] += 1
    shown = {key: _fullest(found) for key, found in forms.items()}
    return {i: shown[keys[i]] for i in chosen}


class _KeyLinks:
    """Keys of the same entity, joined in a union-find structure."""

    def __init__(self) -> None:
        self._into: dict[str, str] = {}

    def root(self, key: str) -> str:
        """Return the key that stands for all keys joined with `key`."""
        path = []
        while key in self._into:
            path.append(key)
            key = self._into[key]
        for step in path:
            self._into[step] = key
        return key

    def join(self, short: str, full: str) -> None:
        """Join the keys of a short and a full name of one entity."""
        a, b = self.root(short), self.root(full)
        if a != b:
            self._into[a] = b


def _fullest(forms: Counter[str]) -> str:
    """Return the form with most words, then with most lower-case letters, then the most frequent, then the first."""
    order = {form: -number for number, form in enumerate(forms)}
    return max(forms, key=lambda f: (f.count(" "), sum(c.islower() for c in f), forms[f], order[f]))


def _link_brackets(
    document: Document,
    mentions: Sequence[Mention],
    chosen: Sequence[int],
    names: dict[int, str],
    keys: dict[int, str],
    links: _KeyLinks,
) -> None:
    """Join "European Central Bank (ECB)" and "ECB (European Central Bank)"."""
    text = document.text
    for first, second in pairwise(chosen):
        gap = mentions[second].start - mentions[first].end
        if not 1 <= gap <= 8 or not _BRACKET.match(text[mentions[first].end : mentions[second].start]):
            continue
        if text[mentions[second].end : mentions[second].end + 1] != ")":
            continue
        a, b = names[first], names[second]
        short, full = (first, second) if _ACRONYM.match(a) and not _ACRONYM.match(b) else (second, first)
        letters = fold(names[short]).replace(" ", "")
        if _ACRONYM.match(names[short]) and letters[0] == fold(names[full])[:1]:
            links.join(keys[short], keys[full])


def _link_initials(
    mentions: Sequence[Mention], chosen: Sequence[int], names: dict[int, str], keys: dict[int, str], links: _KeyLinks
) -> None:
    """Join an acronym with the name in the article that has these initials."""
    full: dict[str, str] = {}
    for i in chosen:
        if mentions[i].label != "NORP":
            for letters in _initials(names[i]):
                full.setdefault(letters, keys[i])
    for i in chosen:
        if _ACRONYM.match(names[i]):
            letters = names[i].replace(".", "").upper()
            if len(letters) > 2 and letters in full:
                links.join(keys[i], full[letters])


def _link_trades(mentions: Sequence[Mention], chosen: Sequence[int], keys: dict[int, str], links: _KeyLinks) -> None:
    """Join "Samsung" and "Samsung Electronics", unless several names in the article add a trade to "Samsung"."""
    longer: dict[str, set[str]] = {}
    for i in chosen:
        words = keys[i].split()
        while mentions[i].label == "ORG" and len(words) > 1 and words[-1] in _word_list("trades"):
            words.pop()
            longer.setdefault(" ".join(words), set()).add(keys[i])
    for i in chosen:
        found = longer.get(keys[i], set()) if mentions[i].label == "ORG" else set()
        if len(found) == 1:
            links.join(keys[i], next(iter(found)))


def _link_endings(
    mentions: Sequence[Mention], chosen: Sequence[int], names: dict[int, str], keys: dict[int, str], links: _KeyLinks
) -> None:
    """Join "the Security Council" with the nearest longer name that ends with it, "the Bank" with a "Bank of"."""
    endings: dict[str, list[tuple[int, str]]] = {}
    for i in chosen:
        words = (fold(names[i]) if keys[i].startswith("=") else keys[i]).split()
        if mentions[i].label in ("ORG", "FAC") and 2 <= len(words) <= 9:
            parts = [" ".join(words[cut:]) for cut in range(1, len(words))]
            if words[1] in _MINOR:
                parts.append(words[0])
            for part in dict.fromkeys(parts):
                endings.setdefault(part, []).append((i, keys[i]))
    for i in chosen:
        if mentions[i].label not in ("ORG", "FAC") or keys[i] not in endings:
            continue
        words = keys[i].split()
        if words[-1] not in _word_list("bodies") or words[0] in _MINOR:
            continue
        longer = {key for _, key in endings[keys[i]][: _MAX_COMPARED * 8]}
        if len(longer) == 1:
            links.join(keys[i], longer.pop())
        elif len(longer) <= _MAX_COMPARED:
            before = bisect_left(endings[keys[i]], (i, ""))
            keys[i] = endings[keys[i]][before - 1][1] if before else keys[i]
