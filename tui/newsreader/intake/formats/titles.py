"""Compare titles, make one from a text, and recognise repeated ones."""

import re

__all__ = ["LONGEST_TITLE", "count_repeats", "same_words", "title_from_text"]

LONGEST_TITLE = 80
"""The most characters of a title that is made from the text, with its ellipsis."""

_FIRST_LETTERS = 20

_NO_LETTER = re.compile(r"[\W_]+")
# A full stop before a capital ends a sentence, except after a short word or an initial.
_SENTENCE_END = re.compile(
    r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?][”’\"')\]]*(?=\s+[“‘\"'(\[]?[A-Z0-9]|\s*$)"
)


def _key(text: str) -> str:
    return _NO_LETTER.sub("", text.casefold())


def same_words(one: str, other: str) -> bool:
    """Return whether two lines are the same but for case, quotation marks, dashes and spaces."""
    return bool(_key(one)) and _key(one) == _key(other)


def title_from_text(text: str) -> str:
    """Return a title for a text without one: its first sentence, cut between words with "…" if it is long.

    A by-line or a date that runs into that sentence is left out.
    """
    from newsreader.language.document import leading_boilerplate

    line = " ".join(text.lstrip()[:2000].split("\n\n", 1)[0].split())
    line = line[leading_boilerplate.skip(line, 0, len(line), opening=True) :]
    end = _SENTENCE_END.search(line)
    if end and end.end() <= LONGEST_TITLE:
        sentence = line[: end.end()]
        return sentence[:-1] if sentence.endswith(".") and not sentence.endswith("..") else sentence
    if len(line) <= LONGEST_TITLE:
        return line
    cut = line[: LONGEST_TITLE - 1]
    if line[LONGEST_TITLE - 1] != " " and " " in cut[LONGEST_TITLE // 2 :]:
        cut = cut[: cut.rfind(" ")]
    return cut.rstrip(" ,;:–—-") + "…"


def count_repeats(title: str, lines: list[str], most: int = 3) -> int:
    """Return the number of first `lines` that repeat the title: on one line, or in parts on up to `most` lines."""
    wanted, so_far = _key(title), ""
    if not wanted:
        return 0
    for count, line in enumerate(lines[:most], 1):
        if not wanted.startswith(so_far + _key(line[:_FIRST_LETTERS])):
            return 0  # so begin most texts: the rest of the line does not matter
        so_far += _key(line)
        if so_far == wanted:
            return count + count_repeats(title, lines[count:], most)
        if not wanted.startswith(so_far):
            return 0
    return 0
