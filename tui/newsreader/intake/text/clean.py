"""Remove control characters from all text from outside, so that it cannot control the terminal.

Removed: escape sequences with their payload (ECMA-48 control sequences and control strings), C0 except tab and newline,
DEL, C1, bidirectional controls, lone surrogates, noncharacters and invisible format characters. Changed: each kind of
line end becomes a newline, each narrow space a plain one. Kept: the ideographic space, which is two cells wide, and the
joiners and variation selectors of emoji and many scripts.
"""

import re

from newsreader.system.control_characters import CONTROLS, REPLACEMENTS

__all__ = ["clean", "clean_line"]

# The payload of a control string ends at any control character but tab and newline: no input is scanned twice.
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x00-\x08\x0b-\x1f\x7f-\x9f]*(?:\x07|\x1b\\|\x9c)"  # OSC DCS SOS PM APC
    r"|\x1b[ -/]+[0-~]"  # character sets and the like
)

_BLANKS = re.compile(r"[ \t\n]+")


def clean(text: str) -> str:
    """Return the text, safe to print: lines end in newlines, tabs stay. A second call changes nothing.

    Any string may be passed, also with lone surrogates. A well-formed escape sequence is removed as a whole
    ("ESC ]0;x BEL" leaves nothing); of a broken one only the control characters. Time is linear in the length.
    """
    # Nothing that Python calls printable is touched; the test is many times faster than the search.
    if text.isprintable() or not CONTROLS.search(text):
        return text
    if "\x1b" in text or "\x9b" in text or any(c in text for c in "\x90\x98\x9d\x9e\x9f"):
        text = _SEQUENCE.sub("", text)
    return text.replace("\r\n", "\n").translate(REPLACEMENTS)


def clean_line(text: str) -> str:
    """Return the text on one line, safe to print: each run of blanks becomes one space, and none is at the ends."""
    return _BLANKS.sub(" ", clean(text)).strip(" \u3000")
