"""Where the files that travel with the program are: trained models and starter articles."""

from pathlib import Path

__all__ = ["models", "seeds"]

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def _find(inside_wheel: str, inside_checkout: str) -> Path:
    installed = _PACKAGE / inside_wheel
    return installed if installed.is_dir() else _CHECKOUT / inside_checkout


def models() -> Path:
    """The folder of trained models, one folder a language."""
    return _find("assets/models", "assets/models")


def seeds() -> Path:
    """The folder of starter articles and `feeds.opml`."""
    return _find("seeds", "seeds")
