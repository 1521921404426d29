"""The clipboard of the machine that the program runs on.

Over ssh that is the wrong machine: there the terminal's own clipboard is reached with OSC 52, which is the app's
business (`App.copy_to_clipboard`). Doing both is right, as each fails silently where it cannot work.
"""

from __future__ import annotations

__all__ = ["copy_locally", "paste_locally"]


def copy_locally(text: str) -> bool:
    """Put `text` on this machine's clipboard; False where it has none that can be reached.

    May start a program such as `xclip` and wait for it: call it from a thread of its own.
    """
    # Importing looks for clipboard programs on the path: about 30 ms, too slow for start-up.
    import pyperclip

    try:
        pyperclip.copy(text)
    except (pyperclip.PyperclipException, OSError):
        return False
    return True


def paste_locally() -> str:
    """What is on this machine's clipboard; "" where it has none that can be reached. As slow as `copy_locally`."""
    import pyperclip

    try:
        return str(pyperclip.paste())
    except (pyperclip.PyperclipException, OSError, UnicodeDecodeError):
        return ""
