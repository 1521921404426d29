"""Read the text of a Rich Text file: some editors save plain text in this format."""

import re

__all__ = ["START", "plain_text"]

START = "{\\rtf"

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)|[\r\n]+"
)
_NO_TEXT = frozenset(
    "fonttbl colortbl stylesheet info pict object header footer headerl headerr footerl footerr footnote listtable "
    "listoverridetable generator expandedcolortbl themedata datastore latentstyles xmlnstbl rsidtbl fldinst".split()
)
_SIGNS = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "tab": "\t", "cell": "\t", "emdash": "—",
    "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
}  # fmt: skip
_SYMBOLS = {"\n": "\n", "\r": "\n", "~": " ", "_": "-", "\\": "\\", "{": "{", "}": "}"}


def plain_text(text: str) -> str:
    """Return the plain text of RTF source (RTF 1.9), without formatting, pictures and notes. Any string is allowed."""
    page = re.search(r"\\ansicpg(\d{3,5})", text[:500])
    codec = f"cp{page[1]}" if page else "cp1252"
    out: list[str] = []
    stack: list[tuple[bool, int]] = []
    quiet, skip_after_unicode, to_skip = False, 1, 0
    for match in _TOKEN.finditer(text):
        word, number, byte, symbol, brace, run = match.groups()
        if brace == "{":
            stack.append((quiet, skip_after_unicode))
        elif brace == "}":
            quiet, skip_after_unicode = stack.pop() if stack else (False, 1)
        elif symbol == "*" or word in _NO_TEXT:
            quiet = True
        elif word == "uc":
            skip_after_unicode = int(number or 1)
        elif quiet:
            continue
        elif word == "u" and number:
            out.append(chr(int(number) % 0x10000))
            to_skip = skip_after_unicode
        elif word in _SIGNS:
            out.append(_SIGNS[word])
        elif byte:
            if to_skip:
                to_skip -= 1
                continue
            try:
                out.append(bytes([int(byte, 16)]).decode(codec, "replace"))
            except LookupError:
                out.append(bytes([int(byte, 16)]).decode("latin-1"))
        elif symbol:
            out.append(_SYMBOLS.get(symbol, ""))
        elif run:
            out.append(run[to_skip:])
            to_skip = 0
    # RTF writes characters above U+FFFF as two UTF-16 surrogates.
    return "".join(out).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
