"""Clipboards: of the machine that the program runs on, and of the terminal that shows it.

Over ssh the machine's own clipboard is the wrong one: there the terminal's clipboard is reached with OSC 52. tmux takes
the text itself and passes it on; GNU screen passes it on in pieces. A terminal never confirms what it was sent.
"""

from __future__ import annotations

import base64
import os
import subprocess
from collections.abc import Callable, Mapping

__all__ = ["MOST_BYTES", "copy_locally", "osc_52", "over_ssh", "paste_locally", "send", "way"]

MOST_BYTES = 74_994
"""Bytes of text that most terminals take: 100,000 as OSC 52 encodes them."""

_PIECE = 240
"""Bytes of a piece for GNU screen, whose older versions keep 256 of an escape sequence."""

_TMUX_S = 2.0


def copy_locally(text: str) -> bool:
    """Put `text` on this machine's clipboard; False unless it is found there afterwards.

    May start a program such as `xclip` and wait for it: call it from a thread of its own.
    """
    # Importing looks for clipboard programs on the path: about 30 ms, too slow for start-up.
    import pyperclip

    try:
        pyperclip.copy(text)
    except (pyperclip.PyperclipException, OSError):
        return False
    # pyperclip does not notice when such a program fails, as xclip does without a display.
    return _lines(paste_locally()) == _lines(text)


def paste_locally() -> str:
    """Return the text on this machine's clipboard; "" where there is none. As slow as `copy_locally`."""
    import pyperclip

    try:
        return str(pyperclip.paste())
    except (pyperclip.PyperclipException, OSError, UnicodeDecodeError):
        return ""


def over_ssh(env: Mapping[str, str] = os.environ) -> bool:
    """Return whether the user is logged in from another machine than the one that the program runs on."""
    return any(env.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"))


def send(text: str, write: Callable[[str], None], env: Mapping[str, str] = os.environ) -> None:
    """Send `text` to the terminal's clipboard, through tmux or GNU screen where the program runs in one.

    `write` writes to the terminal. tmux takes a moment: call it from a thread of its own.
    """
    if not env.get("TMUX"):
        write(osc_52(text, env))
    elif not _load_buffer(text, "-w"):  # it says no before tmux 3.2, which lets what is wrapped through
        _load_buffer(text)
        wrapped = osc_52(text, {}).replace("\x1b", "\x1b\x1b")
        write(f"\x1bPtmux;{wrapped}\x1b\\")


def osc_52(text: str, env: Mapping[str, str] = os.environ) -> str:
    """Return the escape sequence that puts `text` on the terminal's clipboard, in pieces for GNU screen."""
    sequence = f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\x07"
    if not env.get("STY"):
        return sequence
    pieces = (sequence[at : at + _PIECE] for at in range(0, len(sequence), _PIECE))
    return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)


def way(env: Mapping[str, str] = os.environ) -> str:
    """Return the way to the terminal's clipboard, in a few words."""
    return "tmux" if env.get("TMUX") else "GNU screen (OSC 52)" if env.get("STY") else "the terminal (OSC 52)"


def _load_buffer(text: str, *options: str) -> bool:
    """Give `text` to tmux; with `-w` it goes on to the clipboard of the terminal that tmux is shown in."""
    try:
        done = subprocess.run(
            ["tmux", "load-buffer", *options, "-"],
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_TMUX_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").rstrip("\n")
