"""The dialog that shows the images of an article, one at a time, with captions."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from newsreader.errors import NewsreaderError, error_boundary
from newsreader.ui.dialogs.modal import Modal

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["ImageDialog", "Picture", "missing", "prepare"]


class Picture(NamedTuple):
    """The address of an image, its caption, and the place of the caption in the text (code points)."""

    address: str
    caption: str
    start: int


def prepare() -> None:
    """Ask the terminal which images it can show. Later, the app would take the answer for keys."""
    try:
        import textual_image.widget  # noqa: F401
    except ImportError:
        return  # `missing` reports it later


def missing() -> str:
    """Return why no image can be shown, or "" if one can."""
    from importlib.util import find_spec

    if find_spec("textual_image") is None or find_spec("PIL") is None:
        return "Pictures need two more packages: pip install 'newsreader[images]'."
    on_terminal = sys.__stdout__ is not None and sys.__stdout__.isatty()
    if on_terminal and "textual_image.widget" not in sys.modules:
        return "Restart newsreader to show pictures."
    return ""


class ImageDialog(Modal[None]):
    """Shows `pictures` one at a time. `load` gets an image by its address, `browse` opens it in the browser."""

    DEFAULT_CSS = """
    #picture {
        width: 95%;
        height: 95%;
        max-height: 95%;
    }

    #picture-frame {
        height: 1fr;
        align: center middle;

        & > Image { width: auto; height: auto; max-width: 100%; max-height: 100%; }
        & > Static { width: auto; }
    }

    #picture-caption {
        height: auto;
        max-height: 4;
        padding: 0 1;
        text-align: center;
        color: $text-muted;
    }
    """

    BINDINGS = [
        Binding("escape,q,h,enter,I", "dismiss(None)", "Back", key_display="Esc"),
        Binding("n,j,right,down,space", "step(1)", "Next", show=False),
        Binding("p,k,left,up", "step(-1)", "Previous", show=False),
        Binding("o", "browse", "Browser", show=False),
    ]

    @dataclass
    class Loaded(Message):
        """An image was loaded, or `failure` says why not."""

        address: str
        image: Image | None
        failure: str = ""

    def __init__(
        self, pictures: Sequence[Picture], at: int, load: Callable[[str], Image], browse: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._pictures = pictures
        self._at = at
        self._load = load
        self._browse = browse

    def compose(self) -> ComposeResult:
        with Vertical(id="picture", classes="box"):
            yield Vertical(id="picture-frame")
            yield Static(id="picture-caption", markup=False)

    def on_mount(self) -> None:
        self.action_step(0)

    def action_step(self, by: int) -> None:
        """Go to another image, and from the last to the first."""
        self._at = (self._at + by) % len(self._pictures)
        box, picture = self.query_one("#picture"), self._pictures[self._at]
        box.border_title = f"Picture {self._at + 1} of {len(self._pictures)}"
        box.border_subtitle = (
            "[@click=screen.step(1)]n p: next, previous[/] · [@click=screen.browse]o: browser[/]"
            " · [@click=screen.dismiss(None)]Esc: close[/]"
        )
        self.query_one("#picture-caption", Static).update(Content(picture.caption))
        self.fill(Static(Content("Loading the picture…"), markup=False))
        self.load(picture.address)

    def action_browse(self) -> None:
        """Open the image in the browser."""
        self._browse(self._pictures[self._at].address)

    @work(thread=True, group="picture", exit_on_error=False)
    def load(self, address: str) -> None:
        """Load an image on a thread of its own."""
        try:
            with error_boundary(address):
                image = self._load(address)
            self.post_message(self.Loaded(address, image))
        except NewsreaderError as error:
            self.post_message(self.Loaded(address, None, str(error)))

    @on(Loaded)
    def show(self, event: Loaded) -> None:
        event.stop()
        if event.address != self._pictures[self._at].address:
            return  # the user has gone to another image
        if event.image is None:
            self.fill(Static(Content(event.failure), markup=False))
            return
        from textual_image.widget import HalfcellImage, Image, UnicodeImage

        # Without colours only shades of grey are left. Half cells work everywhere, also where no terminal can be asked.
        asked = not self.app.is_headless and not self.app.is_web
        kind = UnicodeImage if self.app.no_color else Image if asked else HalfcellImage
        self.fill(kind(event.image))

    @work(exclusive=True, group="frame", exit_on_error=False)
    async def fill(self, widget: Widget) -> None:
        """Show `widget` in the frame."""
        frame = self.query_one("#picture-frame")
        await frame.remove_children()
        await frame.mount(widget)
