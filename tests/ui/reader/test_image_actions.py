"""Pictures without an app."""

from __future__ import annotations

import pytest

from fake_context import FakeContext
from newsreader.library.store import View
from newsreader.model.article import Article, Mark, MarkKind
from newsreader.ui.dialogs import image_dialog
from newsreader.ui.reader.controllers import ReaderControllers
from newsreader.ui.reader.image_actions import pictures
from newsroom import NOW

TEXT = "The harbour.\n\nA crane at work.\n\nThe quay at night."
ADDRESSES = [f"https://pictures.example/{name}.png" for name in ("crane", "quay")]
ILLUSTRATED = Article(
    TEXT,
    "Pictures",
    published=NOW,
    marks=tuple(
        Mark(TEXT.index(words), TEXT.index(words) + len(words), MarkKind.CAPTION, address)
        for words, address in zip(("A crane at work.", "The quay at night."), ADDRESSES, strict=True)
    ),
)


@pytest.fixture
def illustrated(context: FakeContext, controllers: ReaderControllers) -> ReaderControllers:
    """The reader with an article of two pictures open."""
    [added] = context.library.add([ILLUSTRATED])
    controllers.lists.show(View(), added.id)
    context.settle()
    return controllers


def test_the_pictures_come_in_reading_order() -> None:
    assert [(one.address, one.caption) for one in pictures(ILLUSTRATED)] == [
        (ADDRESSES[0], "A crane at work."),
        (ADDRESSES[1], "The quay at night."),
    ]


def test_pictures_that_are_off_are_opened_in_the_browser(context: FakeContext, illustrated: ReaderControllers) -> None:
    illustrated.images.show_next()
    assert context.notices[-1].endswith("L lists their links.")
    context.config = context.config._replace(keys={"links": "f4"})
    illustrated.images.show_next()
    assert context.notices[-1].endswith("F4 lists their links.")
    illustrated.images.open_address(ADDRESSES[0])
    assert context.terminal.opened == [ADDRESSES[0]]


def test_the_next_picture_below_is_shown(
    context: FakeContext, illustrated: ReaderControllers, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[int] = []
    monkeypatch.setattr(image_dialog, "missing", lambda: "")
    context.config = context.config._replace(images=True)
    monkeypatch.setattr(illustrated.images, "show", lambda found, at: shown.append(at))
    illustrated.images.show_next()
    context.body.position = TEXT.index("The quay")
    illustrated.images.show_next()
    illustrated.images.open_address(ADDRESSES[0])
    illustrated.images.open_address("https://example.org/elsewhere")
    assert shown == [0, 1, 0]
    assert context.terminal.opened == ["https://example.org/elsewhere"]
