"""Fetch the pictures of articles within limits, cache them, and decode them safely."""

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
"""The formats of the web. Pillow reads many more, and each could have a security fault."""

MOST_PIXELS = 25_000_000
"""A picture that claims more is not decoded: a few bytes can claim any number."""

LARGEST = 1600
"""Pixels of the longer side: more than a terminal shows."""

KEPT_BYTES = 32 * 1024 * 1024
"""The size of the cache. The pictures that were fetched first are removed first."""

# The errors of Pillow's decoders for broken or hostile data.
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, ArithmeticError, MemoryError)


class Pictures:
    """A cache of pictures by their addresses."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, url: str, *, inside: bool = False) -> Image:
        """Return the picture at `url`; `inside` permits the private network, for an article that is there too.

        This blocks. Raise SourceError if there is no picture that can be shown.
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
    """Return the first frame of the picture `data`, upright, at most `LARGEST` pixels on its longer side.

    Raise SourceError, which names `sender`, if it is not a picture, broken, or larger than `MOST_PIXELS`.
    """
    from PIL import Image, ImageOps

    too_large = SourceError(f"The picture from {sender} is too large to show.", "Open it in the browser.")
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
        raise SourceError(f"{sender} did not send a picture that can be shown.") from error
