"""Titles: the ones that stand there, the ones that must be made, and the ones that stand there twice."""

import re

__all__ = ["LONGEST_MADE", "made_from", "same_words", "without_repeats"]

LONGEST_MADE = 80
"""A title that is made from the text is at most this many characters, with its ellipsis."""

_FIRST_LETTERS = 20

_NO_LETTER = re.compile(r"[\W_]+")
# A full stop ends a sentence where a capital follows, unless a short word or an initial stands before it.
_SENTENCE_END = re.compile(
    r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?][”’\"')\]]*(?=\s+[“‘\"'(\[]?[A-Z0-9]|\s*$)"
)


def _key(text: str) -> str:
    return _NO_LETTER.sub("", text.casefold())


def same_words(one: str, other: str) -> bool:
    """Whether two lines say the same, whatever their case, quotation marks, dashes and spaces."""
    return bool(_key(one)) and _key(one) == _key(other)


def made_from(text: str) -> str:
    """A title for a text that has none: its first sentence, cut at a word with "…" where it is long.

    What a page ran into that sentence, a by-line or a date, is left out.
    """
    from newsreader.language.document import leading_boilerplate

    line = " ".join(text.lstrip()[:2000].split("\n\n", 1)[0].split())
    line = line[leading_boilerplate.skip(line, 0, len(line), opening=True) :]
    end = _SENTENCE_END.search(line)
    if end and end.end() <= LONGEST_MADE:
        sentence = line[: end.end()]
        return sentence[:-1] if sentence.endswith(".") and not sentence.endswith("..") else sentence
    if len(line) <= LONGEST_MADE:
        return line
    cut = line[: LONGEST_MADE - 1]
    if line[LONGEST_MADE - 1] != " " and " " in cut[LONGEST_MADE // 2 :]:
        cut = cut[: cut.rfind(" ")]
    return cut.rstrip(" ,;:–—-") + "…"


def without_repeats(title: str, lines: list[str], most: int = 3) -> int:
    """How many of the first `lines` only say the title again: on one line, or its parts on up to `most` lines."""
    wanted, so_far = _key(title), ""
    if not wanted:
        return 0
    for count, line in enumerate(lines[:most], 1):
        if not wanted.startswith(so_far + _key(line[:_FIRST_LETTERS])):
            return 0  # as most texts begin: nothing more of the line need be looked at
        so_far += _key(line)
        if so_far == wanted:
            return count + without_repeats(title, lines[count:], most)
        if not wanted.startswith(so_far):
            return 0
    return 0
