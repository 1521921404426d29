"""List docstrings, comments and messages in an odd construction.

Run it from the root: python tests/plain_english.py tui/newsreader/library ...
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

__all__ = ["Text", "is_odd", "texts"]

_OPENING = re.compile(r"(?:What|Who|Whom|Whose|Whether|Where|How (?:often|many|much|long)(?! to))\b(?![^.?]*\?)")
"""A clause of this kind in place of a subject or of an imperative. A question and "How often to ..." are fine."""

_ODD = re.compile(
    r"""\b(?:
      so\ (?:many|much|often|long) | (?:is|are)\ (?:no(?!\ longer)|none) | anew | as\ the\ settings\ say | in\ circles
    | beside(?!\ (?:an?|the|each|its?)\b)
    | be\ had | had\ been\ said | not\ had | (?:what|is|are)\ to\ be | what\ is\ to | to\ be\ told | is\ told | be\ it
    | whom | whoever | hands?\ on | handed\ on | sends?\ on | looked\ whether
    | who\ (?:stores|asks|reads|has|wants|made)
    )\b""",
    re.VERBOSE,
)
_MESSAGE = re.compile(r"[A-Z“…](?!.*\b(?:SELECT|FROM)\b)", re.DOTALL)
_LEAST_WORDS = {"comment": 2, "message": 4}


class Text(NamedTuple):
    """A docstring, comment or message of a file."""

    line: int
    kind: str
    text: str


def is_odd(text: str) -> bool:
    """Return True if a text begins with an odd clause or has an odd construction in it."""
    return bool(_OPENING.match(text) or _ODD.search(text))


def texts(source: str) -> Iterator[Text]:
    """Yield the docstrings (of attributes too), messages and comments in the source of a module."""
    tree = ast.parse(source)
    known = set[ast.AST]()
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant(value=str(text)) as constant):
                known.add(constant)
                yield Text(node.lineno, "docstring", _one_line(text))
            case ast.JoinedStr(values=values):
                known.update(values)
                yield from _messages(node.lineno, "".join(map(_piece, values)))
            case ast.Constant(value=str(text)) if node not in known:
                yield from _messages(node.lineno, text)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        text = token.string.lstrip("# ")
        if token.type == tokenize.COMMENT and len(text.split()) >= _LEAST_WORDS["comment"] and "noqa" not in text[:6]:
            yield Text(token.start[0], "comment", text)


def _messages(line: int, text: str) -> Iterator[Text]:
    if len(text.split()) >= _LEAST_WORDS["message"] and _MESSAGE.match(text):
        yield Text(line, "message", _one_line(text))


def _piece(part: ast.expr) -> str:
    """Return a constant part of an f-string, or an ellipsis for a value in it."""
    return part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "…"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def main(names: Iterable[str]) -> None:
    """Print the odd texts of files and folders, and their share."""
    total = odd = 0
    for root in map(Path, names):
        for path in sorted(root.rglob("*.py")) if root.is_dir() else [root]:
            for line, kind, text in texts(path.read_text(encoding="utf-8")):
                total += 1
                if is_odd(text):
                    odd += 1
                    sys.stdout.write(f"{path}:{line}: {kind}: {text[:120]}\n")
    sys.stdout.write(f"{odd} of {total} ({odd / max(total, 1):.1%})\n")


if __name__ == "__main__":
    main(sys.argv[1:])
