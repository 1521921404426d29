"""Pictures of articles: fetched within limits, kept for a while, and decoded without trusting what they say."""

from __future__ import annotations

import struct
from collections import OrderedDict
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING

from newsreader.intake.http.http_client import get
from newsreader.intake.intake_errors import SourceError
from newsreader.intake.text.urls import host

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["KEPT_BYTES", "LARGEST", "MOST_PIXELS", "Pictures", "decode"]

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
"""What the web is made of. Pillow knows many more, and each is one more way in."""

MOST_PIXELS = 25_000_000
"""A picture that claims more is not unpacked: a few bytes can claim any number."""

LARGEST = 1600
"""Pixels of the longer side that are kept: more than a terminal shows."""

KEPT_BYTES = 32 * 1024 * 1024
"""So much of what was fetched is kept in memory, the latest last to go."""

# What Pillow's decoders raise for data that is broken or made up.
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, ArithmeticError, MemoryError)


class Pictures:
    """Pictures by their addresses; one that was had is not fetched again while there is room to keep it."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, url: str, *, inside: bool = False) -> Image:
        """Return the picture at `url`; `inside` permits it to be in the reader's own network, as its article is.

        Takes its time. Raises SourceError where there is none, or none that can be shown.
        """
        with self._lock:
            data = self._kept.get(url)
        if data is None:
            data = get(url, inside=inside).data
            self._keep(url, data)
        return decode(data, host(url))

    def _keep(self, url: str, data: bytes) -> None:
        with self._lock:
            self._kept[url] = data
            while sum(map(len, self._kept.values())) > KEPT_BYTES:
                self._kept.popitem(last=False)


def decode(data: bytes, sender: str) -> Image:
    """The first frame of the picture `data`, upright, at most `LARGEST` pixels on its longer side.

    Raises SourceError for what is no picture, is broken, or claims more than `MOST_PIXELS`; `sender` is named in it.
    """
    from PIL import Image, ImageOps

    too_large = SourceError(f"The picture from {sender} is too large to be shown.", "The browser may manage it.")
    try:
        picture = Image.open(BytesIO(data), formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise too_large
        picture.draft("RGB", (LARGEST, LARGEST))
        picture.thumbnail((LARGEST, LARGEST))
        return ImageOps.exif_transpose(picture).convert("RGBA" if picture.has_transparency_data else "RGB")
    except Image.DecompressionBombError as error:
        raise too_large from error
    except (*_BROKEN, struct.error) as error:
        raise SourceError(f"What {sender} sent is no picture that can be shown.") from error
