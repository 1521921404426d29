"""What happens to articles as they come in: rules that mute, star, tag or mark them read. Pure."""

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
"""A rule's pattern has this long for an article. Ordinary ones need a thousandth of it."""

_MOST_OVERRUNS = 2
"""So often a pattern may take too long before its rule is left out."""

_LONGEST = 200_000
"""Characters of an article that rules look at."""


_BETWEEN = r"\W+"

_NO_NAMES = ("DATE", "MONEY")


class Rules:
    """Rules made ready. `left_out` has a sentence for each that is no use: its pattern is wrong, or takes too long."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.left_out: list[str] = []
        self._rules: list[_Ready] = []
        for rule in rules:
            try:
                self._rules.append(_Ready(rule, _finder(rule)))
            except ValueError as error:
                self.left_out.append(f"The rule with the pattern {rule.value!r} is left out: {error}.")

    def verdict(self, article: Article, sources: Collection[str] = ()) -> Verdict:
        """What is to happen to an article of a source that goes by these names and addresses."""
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
    """Tells whether an article is meant. Raises ValueError for a pattern that is none."""
    if rule.match == "source":
        return lambda _: False
    import regex

    if rule.match == "regex":
        text, flags = rule.value, regex.IGNORECASE
    else:
        # Words stand side by side whatever is between them; a name is written as it is, other words are not.
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
        # Every name stands in the text as it is written: nearly all articles need no more than this look.
        if not stands_in((article.title, article.text[:_LONGEST])):
            return False
        return rule.match != "name" or (names := _names(article)) is None or stands_in(names)

    return find


@lru_cache(maxsize=1)
def _names(article: Article) -> tuple[str, ...] | None:
    """The people, bodies and places of an article as the analysis calls them; None where it knows no such language."""
    from newsreader.language.coreference import entity_linking
    from newsreader.language.document import document as documents
    from newsreader.language.entities import recognise

    document = documents.read(f"{article.title}\n\n{article.text[:_LONGEST]}")
    if document.language != "en":
        return None
    found = entity_linking.resolve(document, recognise.find(document))
    return tuple({entity.name for entity in found if entity.label not in _NO_NAMES})
