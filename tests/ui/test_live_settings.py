"""Settings as the open reader takes them up: keys, look, summary; at the start and when the file changes."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets._footer import FooterKey

from newsreader.config import Config, ConfigError, load
from newsreader.config.live import LiveConfig
from newsreader.library.store import Library
from newsreader.ui.app import NewsreaderApp
from newsreader.ui.dialogs.help_dialog import HelpDialog
from newsreader.ui.keys.key_labels import described, shown_keys
from newsreader.ui.keys.key_tables import tables
from newsreader.ui.keys.keymap import check, rebound
from newsroom import open_app, workers_done

WIDE = (160, 50)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "config.toml"
    monkeypatch.setenv("NEWSREADER_CONFIG", str(path))
    return path


def write(path: Path, text: str) -> None:
    """Write the file with a date of its own: two writes may fall into one tick of the disk's clock."""
    before = path.stat().st_mtime_ns if path.exists() else 10**18
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))


async def changed(pilot: Pilot[None]) -> None:
    """As when the reader comes back to the terminal."""
    app = pilot.app
    assert isinstance(app, NewsreaderApp)
    app.on_app_focus()
    await settled(pilot)


async def settled(pilot: Pilot[None]) -> None:
    """When all that was asked for is done."""
    await pilot.pause()
    await workers_done(pilot)


def notices(app: NewsreaderApp) -> list[str]:
    return [notice.message for notice in app._notifications]


async def test_the_reader_starts_as_the_settings_say(library: Library, settings: Path) -> None:
    write(settings, "theme = 'nord'\nhighlighting = 'off'\nmeasure = 40\n[summary]\nmethod = 'lead'\nsentences = 2")
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert app.theme == "nord"
        assert app.reader.body.highlighting == "off"
        assert app.reader.body.widest == 40
        assert (app.reader.state.method, app.reader.state.length) == ("lead", 2)


async def test_what_the_settings_leave_open_is_as_the_reader_left_it(library: Library, settings: Path) -> None:
    library.remember("theme", "gruvbox")
    library.remember("highlighting", "people")
    library.remember("method", "lsa")
    write(settings, "measure = 60")
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert (app.theme, app.reader.body.highlighting, app.reader.state.method) == ("gruvbox", "people", "lsa")


async def test_keys_are_those_of_the_settings_in_help_and_palette_too(library: Library, settings: Path) -> None:
    write(settings, '[keys]\nstar = ["f6", "f7"]\nundo = "s"')
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        for key, starred in (("s", 0), ("f7", 1), ("f6", 0), ("f6", 1)):
            await pilot.press(key)
            await settled(pilot)
            entry = app.reader.controllers.article.entry()
            assert entry is not None
            assert entry.starred == bool(starred), key
        assert any(c.title.startswith("Star") and c.help == "Key: F6 / F7" for c in app.get_system_commands(app.screen))
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpDialog)
        keys = dict(pair for _, table in app.screen.tables for pair in table)
        assert "F6 / F7" in keys


async def test_the_line_of_keys_has_the_readers_own_where_the_usual_ones_stand(
    library: Library, settings: Path
) -> None:
    def line(app: NewsreaderApp) -> list[tuple[str, str]]:
        return [(key.key_display, key.description) for key in app.query(FooterKey)]

    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        usual = line(app)
        write(settings, '[keys]\ncopy = "f6"\nstar = "ctrl+y"')
        await changed(pilot)
        for _ in range(100):  # the line is made anew some turns later
            if line(app) != usual:
                break
            await pilot.pause()
        own = {("y", "Copy"): ("F6", "Copy"), ("s", "Star"): ("Ctrl-Y", "Star")}
        assert line(app) == [own.get(key, key) for key in usual]


async def test_a_changed_file_is_taken_up_live(library: Library, settings: Path) -> None:
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        theme = app.theme
        write(settings, "theme = 'nord'\nmeasure = 44\nhighlighting = 'people'\n[keys]\nhelp = 'f1'")
        await changed(pilot)
        assert (app.theme, app.reader.body.widest, app.reader.body.highlighting) == ("nord", 44, "people")
        await pilot.press("f1")
        assert isinstance(app.screen, HelpDialog)
        await pilot.press("escape")
        write(settings, "")
        await changed(pilot)
        assert app.reader.body.widest == 80
        assert theme != "nord"
        await pilot.press("f1")
        assert not isinstance(app.screen, HelpDialog)


async def test_no_pane_takes_a_key_that_was_given_to_something_else(library: Library, settings: Path) -> None:
    write(settings, '[keys]\ntop = "f3"\nstar = ["home", "pageup"]\n"page.up" = "f4"')
    app = open_app(library, settings=settings)
    async with app.run_test(size=(160, 50)) as pilot:
        await settled(pilot)
        starred = False
        for pane in ("escape", "enter", "i", "b"):
            await pilot.press(pane)
            await settled(pilot)
            for key in ("home", "pageup", "home"):
                await pilot.press(key)
                starred = not starred
                await asyncio.to_thread(app.changes.flush)
                assert library.counts().starred == starred, (pane, key)


@pytest.mark.parametrize("wrong", ["measure = 'wide'", "[keys]\nstarr = 'f6'", "theme = 'nrod'"])
async def test_a_mistake_is_said_and_the_reader_goes_on_as_before(library: Library, settings: Path, wrong: str) -> None:
    write(settings, "measure = 44")
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        write(settings, wrong)
        await changed(pilot)
        await changed(pilot)
        assert app.reader.body.widest == 44
        assert [str(settings) in notice for notice in notices(app)] == [True]


async def test_a_mistake_at_the_start_is_said_over_the_usual_settings(library: Library, settings: Path) -> None:
    write(settings, "\nmeasur = 44")
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert app.reader.body.widest == 80
        assert "line 2: measur: there is no such setting. Did you mean 'measure'?" in notices(app)[0]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("starr = 'f6'", "line 2: keys.starr: unknown action. Did you mean 'star'?"),
        ("star = 'ctlr+x'", "line 2: keys.star: unknown key 'ctlr+x'."),
        ("star = 'stra'", "line 2: keys.star: unknown key 'stra'."),
        ("star = 'm'", "line 2: keys.star: the key m is already used for 'read'"),
        ("star = 'question_mark'", "line 2: keys.star: the key question_mark is already used for 'help'"),
        ("quit = 'f6'\nstar = 'f6'", "the key f6 is already used for"),
        ("'feeds.mute' = 'd'", "the key d is already used for 'feeds.remove'"),
        ("'feeds.mute' = 'enter'", "the key enter is already used for"),
    ],
)
def test_wishes_for_keys_that_cannot_be(tmp_path: Path, keys: str, said: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(f"[keys]\n{keys}", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        check(load(path), path, ())
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "keys", [{"star": "m", "read": "s"}, {"quit": "ampersand,Z,&"}, {"star": "s,ctrl+b"}, {"feeds.mute": "s"}]
)
def test_keys_can_change_places(tmp_path: Path, keys: dict[str, str]) -> None:
    check(Config(keys=keys), tmp_path, ())


def test_every_binding_can_be_given_other_keys_and_no_two_are_mixed_up(tmp_path: Path) -> None:
    for _, bindings in tables():
        ids = [binding.id for binding in described(bindings)]
        assert None not in ids
        assert len(ids) == len(set(ids))
    check(Config(keys={binding.id or "": binding.key for _, b in tables() for binding in described(b)}), tmp_path, ())


def test_rebound_leaves_the_rest_as_it_is() -> None:
    bindings = tables()[0][1]
    shown = {binding.id: shown_keys(binding) for binding in described(rebound(bindings, {"star": "f6"}))}
    assert (shown["star"], shown["read"]) == ("F6", "m")


def test_a_file_is_only_read_when_it_has_changed(settings: Path) -> None:
    live = LiveConfig()
    assert live.error is None
    assert (live.config, live.look()) == (Config(), False)
    write(settings, "measure = 44")
    assert (live.look(), live.look(), live.config.measure) == (True, False, 44)
    write(settings, "measure")
    assert (live.look(), live.look(), live.config.measure) == (True, False, 44)
    assert live.error is not None
    settings.unlink()
    assert (live.look(), live.config) == (True, Config())
    assert live.error is None


async def test_links_go_to_the_program_that_the_settings_name(
    library: Library, settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    browsed: list[str] = []
    monkeypatch.setattr("subprocess.Popen", lambda argv, **rest: started.append(argv))
    monkeypatch.setattr(NewsreaderApp, "open_url", lambda self, url, new_tab=True: browsed.append(url))
    write(settings, "[openers]\n'\\.pdf$' = ['see', '--', '{url}']")
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        app.reader.controllers.opener.open("https://example.org/$(id).pdf")
        app.reader.controllers.opener.open("https://example.org/page")
        app.reader.controllers.opener.open("file:///etc/paper.pdf")
        assert started == [["see", "--", "https://example.org/$(id).pdf"]]
        assert browsed == ["https://example.org/page"]


async def test_a_program_that_is_not_there_is_said(library: Library, settings: Path) -> None:
    write(settings, "[openers]\n'example' = ['no-such-program-anywhere']")
    app = open_app(library)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        app.reader.controllers.opener.open("https://example.org/")
        await pilot.pause()
        assert "Cannot start no-such-program-anywhere" in " ".join(notices(app))
