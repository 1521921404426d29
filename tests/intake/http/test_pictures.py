"""Pictures from outside: what is shown of them, what is refused, and what is fetched again."""

from __future__ import annotations

import io
import struct
import zlib

import pytest

pytest.importorskip("PIL", reason="pictures are an extra")

from PIL import Image

from loopback import Site
from newsreader.intake.http import pictures
from newsreader.intake.http.pictures import LARGEST, Pictures, decode
from newsreader.intake.intake_errors import FetchError, SourceError


def png(width: int = 40, height: int = 30, mode: str = "RGB", kind: str = "PNG") -> bytes:
    data = io.BytesIO()
    Image.new(mode, (width, height)).save(data, kind)
    return data.getvalue()


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is of this size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_the_pictures_of_the_web_are_decoded(kind: str) -> None:
    assert decode(png(kind=kind), "quay.example").size == (40, 30)


def test_a_large_picture_is_made_smaller() -> None:
    assert decode(png(3200, 800), "quay.example").size == (LARGEST, LARGEST // 4)


def test_what_can_be_seen_through_stays_so() -> None:
    assert (decode(png(mode="RGBA"), "a").mode, decode(png(mode="P"), "a").mode) == ("RGBA", "RGB")


@pytest.mark.parametrize("size", [(60_000, 60_000), (6_000, 6_000), (2**31 - 1, 2**31 - 1)])
def test_a_picture_that_claims_too_much_is_not_decoded(size: tuple[int, int]) -> None:
    with pytest.raises(SourceError, match=r"from quay\.example is too large to show"):
        decode(claiming(*size), "quay.example")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>Not found</html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        png()[:50],
        claiming(200, 200),
        claiming(0, 0),
        png(kind="JPEG")[:200],
        png(kind="GIF")[:20],
        png(kind="BMP"),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
    ],
)
def test_what_is_no_picture_is_said_plainly(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"quay\.example did not send a picture that can be shown\."):
        decode(data, "quay.example")


def test_a_picture_is_fetched_once_while_there_is_room(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = site.serve("/1.png", png()), site.serve("/2.png", png())
    kept = Pictures()
    for url in (first, first, second, first):
        assert kept.get(url, inside=True).size == (40, 30)
    assert [path for path, _ in site.asked] == ["/1.png", "/2.png"]
    monkeypatch.setattr(pictures, "KEPT_BYTES", len(png()) + 1)
    scarce = Pictures()
    for url in (first, second, first):
        scarce.get(url, inside=True)
    assert [path for path, _ in site.asked][2:] == ["/1.png", "/2.png", "/1.png"]


def test_what_cannot_be_fetched_is_said(site: Site) -> None:
    with pytest.raises(FetchError, match="no page at this address"):
        Pictures().get(f"{site.url}/gone.png", inside=True)
    with pytest.raises(FetchError, match="not a valid http or https address"):
        Pictures().get("file:///etc/passwd")


def test_an_article_from_outside_shows_no_picture_from_inside(site: Site) -> None:
    url = site.serve("/1.png", png())
    with pytest.raises(FetchError, match="in your private network"):
        Pictures().get(url)
    assert site.asked == []
