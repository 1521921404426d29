"""Pictures in the reader: only where they are wanted, in a box of their own, and a sentence where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from newsreader.library.store import Library
from newsreader.model.article import Article, Mark, MarkKind
from newsreader.ui.dialogs import image_dialog
from newsreader.ui.dialogs.image_dialog import ImageDialog
from newsreader.ui.dialogs.menu_dialog import MenuDialog
from newsreader.ui.reader.screen import ReaderScreen
from newsroom import ARTICLES, notices, open_app, settled, stocked, workers_done

WIDE = (160, 50)
TEXT = "The bridge opened.\n\nThe bridge at dawn\n\nIt is long.\n\nThe mayor"
ADDRESSES = ("https://example.org/1.png", "https://example.org/2.png")


def illustrated() -> Article:
    spans = [(TEXT.index(words), TEXT.index(words) + len(words)) for words in ("The bridge at dawn", "The mayor")]
    marks = tuple(Mark(start, end, MarkKind.CAPTION, url) for (start, end), url in zip(spans, ADDRESSES, strict=True))
    return ARTICLES[0]._replace(text=TEXT, marks=marks)


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    path = tmp_path / "settings.toml"
    path.write_text("images = true\n", encoding="utf-8")
    return path


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were fetched: the first is a red picture, the second none at all."""
    asked: list[str] = []

    def get(url: str, *, inside: bool) -> object:
        from newsreader.intake.http.http_client import Fetched, Validators

        assert not inside  # the article is not
        asked.append(url)
        data = red() if url == ADDRESSES[0] else b"nothing"
        return Fetched(url, data, {}, Validators())

    monkeypatch.setattr("newsreader.intake.http.pictures.get", get)
    return asked


def red() -> bytes:
    import io

    image = pytest.importorskip("PIL.Image", reason="pictures are an extra")
    data = io.BytesIO()
    image.new("RGB", (64, 48), (250, 0, 0)).save(data, "PNG")
    return data.getvalue()


async def shown(pilot: Pilot[None]) -> ImageDialog:
    await workers_done(pilot)
    assert isinstance(pilot.app.screen, ImageDialog)
    return pilot.app.screen


def words(screen: ImageDialog) -> str:
    return " | ".join(str(line.content) for line in screen.query(Static))


async def test_pictures_are_shown_one_after_the_other(
    library_path: Path, settings: Path, fetched: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("textual_image", reason="pictures are an extra")
    library = stocked(library_path, [illustrated()])
    app = open_app(library, settings=settings)
    opened: list[str] = []
    monkeypatch.setattr(app, "open_url", lambda url, **_: opened.append(url))
    async with app.run_test(size=WIDE) as pilot:
        reader = await settled(pilot)
        top = reader.body.scroll_offset
        assert fetched == []
        await pilot.press("I")
        screen = await shown(pilot)
        assert "The bridge at dawn" in words(screen)
        assert screen.query_one("#picture").border_title == "Picture 1 of 2"
        frame = screen.query_one("#picture-frame")
        assert [type(child).__name__ for child in frame.children] == ["HalfcellImage"]
        assert 0 < frame.children[0].size.width <= frame.size.width
        lines = [strip.text for strip in screen._compositor.render_strips()]
        row = next(at for at, line in enumerate(lines) if "n p: next" in line)
        box = screen.query_one("#picture").region
        await pilot.click("#picture", offset=(lines[row].index("next") - box.x, row - box.y))
        screen = await shown(pilot)
        assert "example.org did not send a picture that can be shown." in words(screen)
        assert "The mayor" in words(screen)
        await pilot.press("o")
        assert opened == [ADDRESSES[1]]
        await pilot.press("n", "escape")
        assert isinstance(app.screen, ReaderScreen)
        assert reader.body.scroll_offset == top
    assert fetched == list(ADDRESSES)
    library.close()


@pytest.mark.parametrize("way", ["click", "list"])
async def test_a_caption_leads_to_its_picture(library_path: Path, settings: Path, fetched: list[str], way: str) -> None:
    pytest.importorskip("textual_image", reason="pictures are an extra")
    library = stocked(library_path, [illustrated()])
    app = open_app(library, settings=settings)
    async with app.run_test(size=WIDE) as pilot:
        reader = await settled(pilot)
        if way == "click":
            lines = [strip.text for strip in reader.body.render_lines(reader.body.region.reset_offset)]
            row = next(at for at, line in enumerate(lines) if "The bridge at dawn" in line)
            await pilot.click(reader.body, offset=(lines[row].index("bridge"), row))
        else:
            await pilot.press("L")
            assert isinstance(app.screen, MenuDialog)
            await pilot.press("2")
        screen = await shown(pilot)
        assert screen.query_one("#picture").border_title == "Picture 1 of 2"
        await pilot.click(offset=(0, 0))
        assert isinstance(app.screen, ReaderScreen)
    library.close()


async def test_nothing_is_fetched_where_pictures_are_off(
    library_path: Path, fetched: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    library = stocked(library_path, [illustrated()])
    app = open_app(library)
    opened: list[str] = []
    monkeypatch.setattr(app, "open_url", lambda url, **_: opened.append(url))
    async with app.run_test(size=WIDE) as pilot:
        reader = await settled(pilot)
        await pilot.press("I")
        assert "Pictures are off" in notices(app)
        reader.controllers.images.open_address(ADDRESSES[0])
        assert opened == [ADDRESSES[0]]
        assert fetched == []
    library.close()


async def test_what_is_missing_is_said(library: Library, settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_app(library, settings=settings)
    async with app.run_test(size=WIDE) as pilot:
        reader = await settled(pilot)
        await pilot.press("I")
        assert "This article has no pictures." in notices(app)
        monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
        assert "pip install 'newsreader[images]'" in image_dialog.missing()
        reader.controllers.images.show([image_dialog.Picture(ADDRESSES[0], "", 0)], 0)
        await pilot.pause()
        assert isinstance(app.screen, ReaderScreen)
        assert "two more packages" in notices(app)
