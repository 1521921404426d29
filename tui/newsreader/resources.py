"""Find the files that come with the program: trained models and starter articles."""

from pathlib import Path

__all__ = ["models", "seeds"]

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def _find(inside_wheel: str, inside_checkout: str) -> Path:
    installed = _PACKAGE / inside_wheel
    return installed if installed.is_dir() else _CHECKOUT / inside_checkout


def models() -> Path:
    """Return the folder of trained models, with one folder for each language."""
    return _find("assets/models", "assets/models")


def seeds() -> Path:
    """Return the folder of starter articles and `feeds.opml`."""
    return _find("seeds", "seeds")
