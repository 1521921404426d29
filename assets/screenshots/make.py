"""Draw the pictures of the README from a real session: still (150 by 44), moving (120 by 34).

Run it from anywhere: python assets/screenshots/make.py
"""

import asyncio
import re
import tempfile
from collections.abc import AsyncIterator, Iterable, Sequence
from html import escape
from pathlib import Path

from textual.pilot import Pilot

from newsreader.importing import starter_articles
from newsreader.library.store import Library
from newsreader.ui.app import NewsreaderApp

HERE = Path(__file__).parent
SETTLED_S = 3.0
"""Long enough to start the analysis worker and to analyse the article."""

MOMENT_S = 0.6
"""The time between two keys."""

LOOK_S = 0.3
"""Long enough to see the effect of a key, short enough to see its highlight before that fades."""

SHOWN_S = 3.5
"""The time that each frame of the moving picture is shown."""

NO_BREAK = "\u00a0"
"""A space that SVG does not strip at the ends of an element."""

STORY = (
    ((), "Names highlighted, summary and key quotes beside the text"),
    (("n", "n"), "n   the next unread article"),
    (("i", "j"), "i   into the summary: each sentence shows where it stands"),
    (("j", "j", "enter"), "Enter   a key quote, where it was said"),
    (("h", "5", "right_curly_bracket"), "}   the next name in the text"),
    (("right_square_bracket",), "]   its next mention"),
    (("y",), "y   the summary copied, with its link"),
    (("slash", *"person:holm"), "/   search as you type, also for who is named or quoted"),
)
"""The keys before each frame of the moving picture, and the words over it."""


async def draw_still(library: Library) -> str:
    """Open the third article, as a reader would, and return the screen as SVG."""
    app = NewsreaderApp(library)
    async with app.run_test(size=(150, 44)) as pilot:
        for key in ("n", "s", "n", "tab"):
            await pilot.press(key)
        await pilot.pause(SETTLED_S)
        return app.export_screenshot(title="newsreader")


async def play(library: Library) -> AsyncIterator[str]:
    """Press the keys of `STORY`, and yield the screen as SVG after each step."""
    app = NewsreaderApp(library)
    async with app.run_test(size=(120, 34), notifications=True) as pilot:
        await pilot.pause(SETTLED_S)
        for keys, words in STORY:
            await press(pilot, keys)
            yield app.export_screenshot(title=words)


async def press(pilot: Pilot[None], keys: Iterable[str]) -> None:
    """Press keys as fast as a person, with a pause before the last one."""
    *first, last = keys or ("",)
    for key in first:
        await pilot.press(key)
        await pilot.pause(MOMENT_S)
    await pilot.pause(MOMENT_S)
    if last:
        await pilot.press(last)
    await pilot.pause(LOOK_S)


def moving(frames: Sequence[str], seconds: float = SHOWN_S) -> str:
    """Return one SVG that shows `frames`, SVGs of Textual of the same size, in turn, each for `seconds`.

    An element that several frames share is in it once, with CSS for the times when it shows. With reduced motion only
    the second frame shows.
    """
    styles: dict[str, str] = {}
    shown: dict[str, set[int]] = {}
    for number, frame in enumerate(frames):
        for element in elements(frame, styles):
            shown.setdefault(element, set()).add(number)
    groups: dict[frozenset[int], list[str]] = {}
    for element, frames_of in shown.items():
        groups.setdefault(frozenset(frames_of), []).append(element)
    always = frozenset(range(len(frames)))
    css = [f".{name}{{{rule}}}" for rule, name in styles.items()]
    still = []
    body = []
    # The backgrounds of all frames lie under the words of all frames.
    for kind in ("<rect", "<text"):
        for numbers, group in groups.items():
            if drawn := "".join(element for element in group if element.startswith(kind)):
                body.append(drawn if numbers == always else f'<g class="{visible(numbers)}">{drawn}</g>')
    for numbers in groups.keys() - {always}:
        css.append(keyframes(numbers, len(frames), seconds))
        still.append(f".{visible(numbers)}{{animation:none;visibility:{'visible' if 1 in numbers else 'hidden'}}}")
    css.append(f"@media (prefers-reduced-motion: reduce){{{''.join(still)}}}")
    head, chrome, move = parts(frames[0])
    return (
        f'{head}<style>.m{{font:20px "Fira Code",monospace}}'
        f".t{{font:bold 18px arial,sans-serif}}{''.join(css)}</style>"
        f'{chrome}<g transform="{move}" class="m">{"".join(body)}</g></svg>\n'
    )


def visible(numbers: Iterable[int]) -> str:
    """Return the class of elements that show in these frames."""
    return "f" + "".join(map(str, sorted(numbers)))


def keyframes(numbers: frozenset[int], count: int, seconds: float) -> str:
    """Return the CSS by which the class of `numbers` shows in these of `count` frames."""
    name = visible(numbers)
    steps = [
        f"{100 * at / count:g}%{{visibility:{'visible' if at in numbers else 'hidden'}}}"
        for at in range(count)
        if at == 0 or (at in numbers) != (at - 1 in numbers)
    ]
    return f"@keyframes {name}{{{''.join(steps)}}}.{name}{{animation:{name} {seconds * count:g}s step-end infinite}}"


def elements(frame: str, styles: dict[str, str]) -> Iterable[str]:
    """Yield the backgrounds and words of a frame, then its title. Their classes are collected in `styles`."""
    rules = dict(re.findall(r"^\s*\.terminal-\d+-(r\d+) \{ (.*?) \}$", frame, re.MULTILINE))
    matrix = frame[frame.index('-clip-terminal)">') :]
    for attributes in re.findall(r"<rect ([^>]*)/>", matrix):
        yield f"<rect {attributes.strip()}/>".replace(' shape-rendering="crispEdges"', "")
    for name, attributes, words in re.findall(r'<text class="terminal-\d+-(r\d+)" ([^>]*?)>([^<]*)</text>', matrix):
        rule = rules[name]
        known = styles.setdefault(rule, f"s{len(styles)}")
        place = re.sub(r' clip-path="[^"]*"', "", attributes)
        if words.replace("&#160;", "").strip():
            yield f'<text class="{known}" {place}>{words.replace("&#160;", NO_BREAK)}</text>'
    title = re.search(r'<text class="terminal-\d+-title" fill="([^"]*)"[^>]*x="([^"]*)" y="([^"]*)">([^<]*)<', frame)
    if title is not None:
        colour, x, _, words = title.groups()
        yield f'<text class="t" fill="{colour}" text-anchor="middle" x="{float(x):g}" y="-15">{words}</text>'


def parts(frame: str) -> tuple[str, str, str]:
    """Return the head of a frame's file, its window without a title, and the position of the screen in it."""
    box = re.search(r'viewBox="[^"]*"', frame)
    window = re.search(r'<rect fill="[^>]*rx="8"/>', frame)
    lights = re.search(r'<g transform="translate\(26,22\)">.*?</g>', frame, re.DOTALL)
    place = re.search(r'<g transform="(translate\([^"]*\))" clip-path', frame)
    assert box and window and lights and place, "Textual draws otherwise"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {box[0]} role="img"><title>{escape("newsreader")}</title>'
    return head, window[0] + re.sub(r"\s*\n\s*", "", lights[0]), place[1]


def without_web_fonts(picture: str) -> str:
    """Return the picture with local fonts only, so that it fetches nothing."""
    return re.sub(r'src: (local\("[^"]+"\)),\s*url\([^;]+;', r"src: \1;", picture)


def stocked(folder: str, name: str) -> Library:
    """Create a library with the starter articles."""
    library = Library(Path(folder) / name)
    library.add(starter_articles.articles())
    return library


async def main() -> None:
    """Draw both pictures."""
    with tempfile.TemporaryDirectory() as folder:
        library = stocked(folder, "still.db")
        still = await draw_still(library)
        library.close()
        (HERE / "reader.svg").write_text(without_web_fonts(still), encoding="utf-8")
        library = stocked(folder, "moving.db")
        frames = [frame async for frame in play(library)]
        library.close()
        (HERE / "session.svg").write_text(moving(frames), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
