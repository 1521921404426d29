"""Nothing that reaches the terminal can control it: the one place that all text from outside passes.

What goes: escape sequences with their payload (ECMA-48 control sequences and control strings), C0 but tab and
newline, DEL, C1, bidirectional controls, lone surrogates, noncharacters and invisible format characters. What is
changed: every kind of line end becomes a newline, every narrow space a plain one. What stays: the ideographic
space, which is two cells wide, and the joiners and variation selectors that emoji and many scripts are written with.
"""

import re

from newsreader.system.control_characters import CONTROLS, REPLACEMENTS

__all__ = ["clean", "clean_line"]

# A control string's payload ends at any control character but tab and newline, so that no input is scanned twice.
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x00-\x08\x0b-\x1f\x7f-\x9f]*(?:\x07|\x1b\\|\x9c)"  # OSC DCS SOS PM APC
    r"|\x1b[ -/]+[0-~]"  # character sets and the like
)

_BLANKS = re.compile(r"[ \t\n]+")


def clean(text: str) -> str:
    """The text, safe to print: lines end in newlines, tabs stay. Doing it twice changes nothing more.

    Any string goes in, lone surrogates included. A well-formed escape sequence goes as a whole ("ESC ]0;x BEL"
    leaves nothing); of a broken one only the control characters go. Time is linear in the text's length.
    """
    # Nothing that Python calls printable is touched; the test is many times faster than the search.
    if text.isprintable() or not CONTROLS.search(text):
        return text
    if "\x1b" in text or "\x9b" in text or any(c in text for c in "\x90\x98\x9d\x9e\x9f"):
        text = _SEQUENCE.sub("", text)
    return text.replace("\r\n", "\n").translate(REPLACEMENTS)


def clean_line(text: str) -> str:
    """The text, safe to print, on one line: every run of blanks is one space, none at the ends."""
    return _BLANKS.sub(" ", clean(text)).strip(" \u3000")
