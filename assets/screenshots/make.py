"""Draws the README's picture: a real session on the starter articles, at 150 by 44.

Run it from anywhere: python assets/screenshots/make.py
"""

import asyncio
import re
import tempfile
from pathlib import Path

from newsreader import starter
from newsreader.app import NewsreaderApp
from newsreader.library.store import Library

PICTURE = Path(__file__).parent / "reader.svg"
SETTLED_S = 3.0
"""Long enough for the analyst to start and to analyse the article."""


async def draw(library: Library) -> None:
    """Open the third article, as a reader would, and keep what the screen shows."""
    app = NewsreaderApp(library)
    async with app.run_test(size=(150, 44)) as pilot:
        for key in ("n", "s", "n", "tab"):
            await pilot.press(key)
        await pilot.pause(SETTLED_S)
        picture = app.export_screenshot(title="newsreader")
    # Fonts of this machine only: a picture fetches nothing.
    PICTURE.write_text(re.sub(r'src: (local\("[^"]+"\)),\s*url\([^;]+;', r"src: \1;", picture), encoding="utf-8")


with tempfile.TemporaryDirectory() as folder:
    library = Library(Path(folder) / "library.db")
    library.add(starter.articles())
    asyncio.run(draw(library))
    library.close()
