"""Apply the reader's rules to new articles: they mute, star, tag or mark articles read. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from newsreader.intake.text.urls import without_password
from newsreader.model.article import Article
from newsreader.model.rule_verdict import NO_VERDICT, Verdict

if TYPE_CHECKING:
    from newsreader.config import Rule

__all__ = ["Rules"]

_SECONDS = 0.05
"""The time that a rule's pattern has for an article, in seconds. Ordinary patterns need a thousandth of it."""

_MOST_OVERRUNS = 2
"""The number of times that a pattern may take too long before its rule is left out."""

_LONGEST = 200_000
"""Characters of an article that rules look at."""


_BETWEEN = r"\W+"

_NO_NAMES = ("DATE", "MONEY")


class Rules:
    """Compiled rules. `left_out` has a sentence for each rule whose pattern is wrong or takes too long."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.left_out: list[str] = []
        self._rules: list[_Ready] = []
        for rule in rules:
            try:
                self._rules.append(_Ready(rule, _finder(rule)))
            except ValueError as error:
                self.left_out.append(f"The rule with the pattern {rule.value!r} is left out: {error}.")

    def verdict(self, article: Article, sources: Collection[str] = ()) -> Verdict:
        """Return the actions that the rules give for an article; `sources` are its source's names and addresses."""
        if not self._rules:
            return NO_VERDICT
        meant = {name.casefold() for name in sources}
        actions = set()
        tags = []
        for ready in list(self._rules):
            rule = ready.rule
            if rule.feed and without_password(rule.feed).casefold() not in meant:
                continue
            try:
                if rule.match == "source":
                    found = any(rule.value.casefold() in name for name in meant)
                else:
                    found = ready.find(article)
            except TimeoutError:
                ready.overruns += 1
                if ready.overruns >= _MOST_OVERRUNS:
                    self._rules.remove(ready)
                    self.left_out.append(f"The rule with the pattern {rule.value!r} takes too long and is left out.")
                continue
            if found:
                actions.add(rule.action)
                if rule.action == "tag" and rule.tag not in tags:
                    tags.append(rule.tag)
        return Verdict("mute" in actions, "star" in actions, "read" in actions, tuple(tags))


@dataclass(slots=True)
class _Ready:
    rule: Rule
    find: Callable[[Article], bool]
    overruns: int = 0


def _finder(rule: Rule) -> Callable[[Article], bool]:
    """Return a function that tells whether a rule matches an article. Raises ValueError for a wrong pattern."""
    if rule.match == "source":
        return lambda _: False
    import regex

    if rule.match == "regex":
        text, flags = rule.value, regex.IGNORECASE
    else:
        # Anything but letters may stand between the words. A name is case-sensitive, other words are not.
        words = [regex.escape(word) for word in rule.value.split()]
        if not words:
            raise ValueError("it has no words")
        text, flags = rf"(?<!\w){_BETWEEN.join(words)}(?!\w)", 0 if rule.match == "name" else regex.IGNORECASE
    try:
        pattern = regex.compile(text, flags)
    except regex.error as error:
        raise ValueError(str(error)) from error

    def stands_in(parts: Iterable[str]) -> bool:
        return any(pattern.search(part, timeout=_SECONDS) for part in parts)

    def find(article: Article) -> bool:
        # Every name stands in the text as it is written: this search is enough for nearly all articles.
        if not stands_in((article.title, article.text[:_LONGEST])):
            return False
        return rule.match != "name" or (names := _names(article)) is None or stands_in(names)

    return find


@lru_cache(maxsize=1)
def _names(article: Article) -> tuple[str, ...] | None:
    """Return the names that the analysis finds in an article; None for a language that it does not know."""
    from newsreader.language.coreference import entity_linking
    from newsreader.language.document import document as documents
    from newsreader.language.entities import recognise

    document = documents.read(f"{article.title}\n\n{article.text[:_LONGEST]}")
    if document.language != "en":
        return None
    found = entity_linking.resolve(document, recognise.find(document))
    return tuple({entity.name for entity in found if entity.label not in _NO_NAMES})
