"""The body pane: what it shows, how it scrolls, what it paints, what a click and a selection give."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from rich.cells import cell_len
from rich.style import Style
from textual.app import App, ComposeResult
from textual.color import Color
from textual.events import Click
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.selection import SELECT_ALL, Selection
from textual.theme import BUILTIN_THEMES

from newsreader.model.analysis import Analysis, Entity, Quote, Span
from newsreader.model.article import Article, Mark, MarkKind
from newsreader.ui.textual_ext.contrast import ENOUGH, contrast
from newsreader.ui.widgets.article_view.body import Body
from newsreader.ui.widgets.article_view.body_styles import LOOKS
from newsreader.ui.widgets.article_view.span_styles import CLASSES

NOW = datetime(2026, 7, 20, 12, 0, tzinfo=UTC)

TEXT = (
    "Ana Ruiz of Acme opened the bridge in Rome on Monday, and the Poles paid $5 for a Zephyr. "
    "“It will stand for a hundred years,” Ruiz said.\n\n"
    "What it cost\n\n"
    "steel from the north, of which there was enough\nstone\n\n"
    "Read the whole report. 日本の首相も来ました。 Nobody else came."
)


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


MARKS = (
    Mark(*at("What it cost"), MarkKind.HEADING, "2"),
    Mark(*at("steel from the north, of which there was enough"), MarkKind.ITEM, "•"),
    Mark(*at("stone"), MarkKind.ITEM, "•"),
    Mark(*at("whole report"), MarkKind.LINK, "https://example.org/report"),
)
ARTICLE = Article(
    text=TEXT,
    title="Title [/] x: a bridge [bold]opens[/bold]",
    marks=MARKS,
    byline="Jana Holt",
    source="Coast Wire",
    place="PORT ALDEN",
    published=NOW - timedelta(hours=3),
)
ANALYSIS = Analysis(
    entities=tuple(
        Entity(*at(words), label, words)
        for words, label in [
            ("Ana Ruiz", "PERSON"),
            ("Acme", "ORG"),
            ("Rome", "LOC"),
            ("Monday", "DATE"),
            ("Poles", "NORP"),
            ("$5", "MONEY"),
            ("Zephyr", "PRODUCT"),
        ]
    ),
    quotes=(Quote(*at("It will stand for a hundred years,"), "Ana Ruiz"),),
    summary=(Span(*at("Read the whole report.")), Span(*at("Nobody else came."))),
)
LONG = Article("\n\n".join(f"Paragraph {n} says a few words, and then it ends." for n in range(300)), "A long one")
HUGE = Article("\n\n".join(["Words that go on for a while and then stop at the end of the line. " * 6] * 2_500), "Huge")


class BodyApp(App[None]):
    def __init__(self, article: Article | None = ARTICLE, position: int = 0) -> None:
        super().__init__()
        self.article, self.first_position = article, position
        self.said: list[object] = []
        self.body = Body(now=lambda: NOW)

    def compose(self) -> ComposeResult:
        yield self.body

    def on_mount(self) -> None:
        if self.article is not None:
            self.body.show(self.article, position=self.first_position)
        self.body.focus()

    def on_body_entity_chosen(self, message: Body.EntityChosen) -> None:
        self.said.append(("entity", message.index))

    def on_body_quote_chosen(self, message: Body.QuoteChosen) -> None:
        self.said.append(("quote", message.index))

    def on_body_link_chosen(self, message: Body.LinkChosen) -> None:
        self.said.append(("link", message.address))


def shown(app: BodyApp) -> list[str]:
    return [app.body.render_line(y).text.rstrip() for y in range(app.body.size.height)]


def place_of(app: BodyApp, words: str) -> tuple[int, int]:
    """The column and the row on the screen at which `words` begin."""
    for y, line in enumerate(shown(app)):
        if words in line:
            return cell_len(line[: line.index(words)]), y
    raise AssertionError(f"{words!r} is not on the screen: {shown(app)}")


def style_of(app: BodyApp, words: str) -> Style:
    """The style of the segment that is, or holds, `words`."""
    for y in range(app.body.size.height):
        for segment in app.body.render_line(y):
            if words in segment.text:
                assert segment.style is not None
                return segment.style
    raise AssertionError(f"{words!r} is not drawn in one piece")


async def test_the_head_then_the_text() -> None:
    app = BodyApp()
    async with app.run_test(size=(64, 24)) as pilot:
        await pilot.pause()
        assert [line.removeprefix("   ") for line in shown(app)[:18]] == [
            "",
            "Title [/] x: a bridge [bold]opens[/bold]",
            "Jana Holt · Coast Wire · PORT ALDEN · 20 Jul 2026, 09:00",
            "(3h\u00a0ago) · 1\u00a0min",
            "",
            "Ana Ruiz of Acme opened the bridge in Rome on Monday, and",
            "the Poles paid $5 for a Zephyr. “It will stand for a",
            "hundred years,” Ruiz said.",
            "",
            "What it cost",
            "",
            "• steel from the north, of which there was enough",
            "• stone",
            "",
            "Read the whole report. 日本の首相も来ました。 Nobody else",
            "came.",
            "",
            "",
        ]


@pytest.mark.parametrize("width", [3, 8, 20, 40, 79, 81, 120, 200])
async def test_lines_fit_and_the_text_stands_in_the_middle(width: int) -> None:
    app = BodyApp()
    async with app.run_test(size=(width, 30)) as pilot:
        app.body.analysis = ANALYSIS
        await pilot.pause()
        room = app.body.room.width
        for y in range(30):
            strip = app.body.render_line(y)
            assert strip.cell_length == room == cell_len(strip.text)
        if width >= 100:
            left, _ = place_of(app, "Title")
            assert abs(left - (room - 80) // 2) <= 2
            assert max(len(line) for line in shown(app)) <= left + 80


async def test_the_analysis_paints_each_class_in_its_own_way_and_moves_nothing() -> None:
    app = BodyApp()
    async with app.run_test(size=(90, 24)) as pilot:
        await pilot.pause()
        plain = shown(app)
        app.body.analysis = ANALYSIS
        await pilot.pause()
        marked = [line.replace("▌", " ").replace("1", " ").replace("2", " ").rstrip() for line in shown(app)]
        assert marked == [line.replace("1", " ").replace("2", " ").rstrip() for line in plain]
        names = ["Ana Ruiz", "Acme", "Rome", "Monday", "Poles", "$5", "Zephyr"]
        styles = [style_of(app, name) for name in names]
        assert len({style.without_color for style in styles}) >= 6
        assert len({(s.color, s.bold, s.italic, s.underline) for s in [*styles, style_of(app, "opened the")]}) == 8
        assert styles[0].bold and styles[1].underline and styles[2].italic


async def test_without_colours_the_classes_still_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = BodyApp()
    async with app.run_test(size=(90, 24)) as pilot:
        app.body.analysis = ANALYSIS
        await pilot.pause()
        names = ["Ana Ruiz", "Acme", "Rome", "Monday", "Poles", "$5", "Zephyr", "opened the bridge"]
        looks = {(s.bold, s.dim, s.italic, s.underline) for s in (style_of(app, name) for name in names)}
        assert len(looks) == len(names)


@pytest.mark.parametrize("theme", sorted(BUILTIN_THEMES))
async def test_all_that_is_painted_can_be_read_in_every_theme(theme: str) -> None:
    app = BodyApp()
    app.theme = theme
    async with app.run_test(size=(90, 24)) as pilot:
        app.body.analysis = ANALYSIS
        app.body.hits = [Span(*at("hundred")), Span(*at("Acme opened"))]
        app.body.reveal(Span(*at("Ana Ruiz of")))
        await pilot.pause()
        checked = 0
        for y in range(24):
            for segment in app.body.render_line(y):
                style = segment.style
                if not segment.text.strip() or style is None or style.color is None or style.bgcolor is None:
                    continue
                color, ground = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
                if color.ansi is None and ground.ansi is None:
                    assert contrast(color, ground) >= ENOUGH - 0.05, segment
                    checked += 1
        assert checked > 20 or "ansi" in theme


async def test_highlighting_can_be_less() -> None:
    app = BodyApp()
    async with app.run_test(size=(90, 24)) as pilot:
        app.body.analysis = ANALYSIS
        app.body.highlighting = "people"
        await pilot.pause()
        assert style_of(app, "Ana Ruiz").bold and not style_of(app, "Acme").underline
        assert app.body.legend().plain == "people quotes"
        app.body.highlighting = "off"
        await pilot.pause()
        assert not style_of(app, "Ana Ruiz").bold
        assert app.body.legend().plain == ""
        app.body.highlighting = "all"
        await pilot.pause()
        assert style_of(app, "Acme").underline
        assert app.body.legend().plain.split()[:3] == ["people", "organisations", "places"]
        with pytest.raises(ValueError, match="half"):
            app.body.highlighting = "half"


async def test_summary_sentences_have_a_mark_and_their_number_in_the_margin() -> None:
    app = BodyApp()
    async with app.run_test(size=(64, 24)) as pilot:
        app.body.analysis = ANALYSIS
        await pilot.pause()
        lines = shown(app)
        assert lines[place_of(app, "Read the")[1]].startswith("1▌ Read")
        assert lines[place_of(app, "came.")[1]].startswith("2▌ came.")
        assert sum("▌" in line for line in lines) == 2


async def test_hits_are_painted() -> None:
    app = BodyApp()
    async with app.run_test(size=(90, 24)) as pilot:
        await pilot.pause()
        before = style_of(app, "hundred years")
        app.body.hits = [Span(*at("hundred years"))]
        await pilot.pause()
        assert style_of(app, "hundred years").bgcolor != before.bgcolor
        app.body.show(ARTICLE)
        await pilot.pause()
        assert not app.body.hits


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Ruiz of", ("entity", 0)),
        ("Acme", ("entity", 1)),
        ("a hundred years", ("quote", 0)),
        ("whole report", ("link", "https://example.org/report")),
        ("opened", None),
        ("Title", None),
    ],
)
async def test_a_click_says_what_was_clicked(words: str, said: object) -> None:
    app = BodyApp()
    async with app.run_test(size=(90, 24)) as pilot:
        app.body.analysis = ANALYSIS
        await pilot.pause()
        await pilot.click(Body, offset=place_of(app, words))
        await pilot.click(Body, offset=(0, 5))
        await pilot.click(Body, offset=(89, 22))
        assert app.said == ([said] if said else [])


async def drag(pilot: Pilot[None], app: BodyApp, start: tuple[int, int], end: tuple[int, int]) -> str | None:
    await pilot.mouse_down(Body, offset=start)
    await pilot.hover(Body, offset=end)
    await pilot.mouse_up(Body, offset=end)
    await pilot.pause()
    return app.screen.get_selected_text()


async def test_dragging_selects_the_articles_own_words() -> None:
    app = BodyApp()
    async with app.run_test(size=(64, 24)) as pilot:
        app.body.analysis = ANALYSIS
        await pilot.pause()
        (x, y), (x2, y2) = place_of(app, "Monday"), place_of(app, "Poles")
        assert await drag(pilot, app, (x, y), (x2 + 4, y2)) == "Monday, and the Poles"
        assert style_of(app, "Monday").bgcolor != style_of(app, "hundred").bgcolor
        start, end = place_of(app, "steel"), place_of(app, "stone")
        assert await drag(pilot, app, start, (end[0] + 4, end[1])) == TEXT[slice(at("steel")[0], at("stone")[1])]
        # From the margin: from the start of that line on, without the bullet.
        assert await drag(pilot, app, (0, start[1]), (start[0] + 4, start[1])) == "steel"
        title, text = place_of(app, "[bold]"), place_of(app, "Ana")
        selected = await drag(pilot, app, title, (text[0] + 2, text[1]))
        assert selected is not None
        assert selected.startswith("[bold]opens[/bold]\nJana Holt") and selected.endswith("\n\nAna")


async def test_the_end_of_a_selection_is_no_click_on_a_name() -> None:
    app = BodyApp()
    async with app.run_test(size=(64, 24)) as pilot:
        app.body.analysis = ANALYSIS
        await pilot.pause()
        x, y = place_of(app, "Poles")
        click = Click(app.body, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y)
        await drag(pilot, app, place_of(app, "Monday"), (x, y))
        app.body.post_message(click)
        await pilot.pause()
        assert app.said == []
        app.screen.clear_selection()
        app.body.post_message(Click.from_event(app.body, click))
        await pilot.pause()
        assert set(app.said) == {("entity", 4)}


async def test_a_selection_of_wide_characters() -> None:
    app = BodyApp()
    async with app.run_test(size=(64, 24)) as pilot:
        await pilot.pause()
        x, y = place_of(app, "首相")
        assert await drag(pilot, app, (x, y), (x + 2, y)) == "首相"


async def test_a_selection_takes_whole_characters() -> None:
    app = BodyApp(Article("👨\u200d👩\u200d👧 came", "A family"))
    async with app.run_test(size=(64, 24)) as pilot:
        await pilot.pause()
        x, y = place_of(app, "👨")
        assert await drag(pilot, app, (x, y), (x, y)) in ("", None)
        assert await drag(pilot, app, (x, y), (x + 1, y)) == "👨\u200d👩\u200d👧"


async def test_a_double_click_selects_a_word_and_a_third_one_the_paragraph() -> None:
    app = BodyApp()
    async with app.run_test(size=(64, 24)) as pilot:
        await pilot.pause()
        await pilot.click(Body, offset=place_of(app, "hundred"), times=2)
        await pilot.pause()
        assert app.screen.get_selected_text() == "hundred"
        await pilot.click(Body, offset=place_of(app, "hundred"), times=3)
        await pilot.pause()
        assert app.screen.get_selected_text() == TEXT[: TEXT.index("\n")]


async def test_a_selection_stays_on_its_words_through_a_resize_and_goes_with_the_article() -> None:
    app = BodyApp()
    async with app.run_test(size=(90, 24)) as pilot:
        await pilot.pause()
        x, y = place_of(app, "hundred years")
        assert await drag(pilot, app, (x, y), (x + 12, y)) == "hundred years"
        await pilot.resize_terminal(40, 24)
        await pilot.pause()
        assert app.screen.get_selected_text() == "hundred years"
        app.body.show(LONG)
        assert not app.screen.get_selected_text()


async def test_selections_from_outside_reach_to_the_ends() -> None:
    app = BodyApp()
    async with app.run_test(size=(90, 24)) as pilot:
        await pilot.pause()
        everything = app.body.get_selection(SELECT_ALL)
        assert everything is not None
        assert everything[0].startswith("Title [/] x") and everything[0].endswith(TEXT)
        from_border = app.body.get_selection(Selection(Offset(0, 4), None))
        assert from_border == (TEXT, "\n")


@pytest.mark.parametrize(
    ("keys", "moved"),
    [("j", 1), ("jjk", 1), ("down", 1), ("pagedown", 18), ("pagedown pageup", 0), ("G home", 0), ("end home", 0)],
)
async def test_keys_scroll(keys: str, moved: int) -> None:
    app = BodyApp(LONG)
    async with app.run_test(size=(64, 20)) as pilot:
        await pilot.press(*(keys.split() if " " in keys or len(keys) > 3 else keys))
        assert app.body.scroll_offset.y == moved


async def test_pages_overlap_and_end_with_false() -> None:
    app = BodyApp(LONG)
    async with app.run_test(size=(64, 20)) as pilot:
        await pilot.pause()
        pages = 0
        last = shown(app)
        while app.body.turn(1):
            await pilot.pause()
            if app.body.scroll_offset.y < app.body.max_scroll_y:
                assert shown(app)[:2] == last[-2:]
            last = shown(app)
            pages += 1
        assert any("Paragraph 299" in line for line in last)
        assert 30 < pages < 40
        assert not app.body.turn(1)
        while app.body.turn(-1):
            pass
        assert app.body.position == 0 and not app.body.turn(-1)


async def test_an_article_that_fits_has_one_page() -> None:
    app = BodyApp()
    async with app.run_test(size=(90, 40)) as pilot:
        await pilot.pause()
        assert not app.body.turn(1)


async def test_the_position_is_found_again() -> None:
    app = BodyApp(LONG)
    async with app.run_test(size=(64, 20)) as pilot:
        await pilot.press("pagedown", "pagedown", "j")
        position = app.body.position
        top = shown(app)[0]
        assert LONG.text[position:].startswith(top.strip() or "\n")
        app.body.show(ARTICLE)
        await pilot.pause()
        assert app.body.position == 0
        app.body.show(LONG, position=position)
        await pilot.pause()
        assert shown(app)[0] == top


async def test_a_position_given_before_the_first_layout_is_kept() -> None:
    position = LONG.text.index("Paragraph 200")
    app = BodyApp(LONG, position)
    async with app.run_test(size=(64, 20)) as pilot:
        await pilot.pause()
        assert "Paragraph 200" in shown(app)[0]
        assert app.body.position == position


async def test_resizing_keeps_the_text_on_top_however_often() -> None:
    article = Article(HUGE.text[:40_000].replace("\n\n", " "), "One paragraph")
    app = BodyApp(article)
    async with app.run_test(size=(64, 20)) as pilot:
        await pilot.press(*["pagedown"] * 9)
        position = app.body.position
        for width in (40, 100, 33, 90, 50):
            await pilot.resize_terminal(width, 20)
            await pilot.pause()
            top = app.body._page
            assert top is not None
            line = top.layout.lines[app.body.scroll_offset.y - top.first_text_row]
            assert line.start <= position < line.end + 2
        await pilot.resize_terminal(64, 20)
        await pilot.pause()
        assert app.body.position == position


async def test_reveal_puts_the_line_into_the_upper_third_and_lights_it() -> None:
    app = BodyApp(LONG)
    async with app.run_test(size=(64, 30)) as pilot:
        for number in (150, 20, 280, 0):
            span = Span(*at(f"Paragraph {number} says", LONG.text))
            app.body.reveal(span)
            await pilot.wait_for_scheduled_animations()
            await pilot.pause()
            _, row = place_of(app, f"Paragraph {number} says")
            assert row < 10
            words, beside = f"Paragraph {number} says", " a few words, and then it ends."
            assert style_of(app, words).bgcolor != style_of(app, beside).bgcolor
            app.body._stop_flash()
            assert style_of(app, words).bgcolor == style_of(app, beside).bgcolor


async def test_reveal_reaches_places_further_down_than_the_guess_at_the_height() -> None:
    article = Article(
        "Words in a long line, one after the other. " * 400 + "\n\n" + "x\n" * 900 + "Here\n" + "x\n" * 40
    )
    app = BodyApp(article)
    async with app.run_test(size=(64, 30)) as pilot:
        await pilot.pause()
        app.body.show(article)
        app.body.reveal(Span(*at("Here", article.text)), flash=False)
        await pilot.wait_for_scheduled_animations()
        assert place_of(app, "Here")[1] < 10


async def test_lines_that_are_set_meanwhile_do_not_stop_the_way_to_a_place() -> None:
    app = BodyApp(LONG)
    async with app.run_test(size=(64, 30)) as pilot:
        await pilot.pause()
        app.body.reveal(Span(*at("Paragraph 20 says", LONG.text)), flash=False)
        assert app.body.scroll_offset.y == 0  # it slides there
        app.body._set_content_height(app.body.virtual_size.height + 50)
        await pilot.wait_for_scheduled_animations()
        assert place_of(app, "Paragraph 20 says")[1] < 10


async def test_another_theme_repaints() -> None:
    app = BodyApp()
    async with app.run_test(size=(90, 24)) as pilot:
        app.body.analysis = ANALYSIS
        await pilot.pause()
        before = style_of(app, "Ana Ruiz").color
        app.theme = "textual-light"
        await pilot.pause()
        assert style_of(app, "Ana Ruiz").color != before


async def test_reveal_moves_nothing_where_the_line_stands_well() -> None:
    app = BodyApp(LONG)
    async with app.run_test(size=(64, 30)) as pilot:
        app.body.reveal(Span(*at("Paragraph 150", LONG.text)), flash=False)
        await pilot.wait_for_scheduled_animations()
        before = app.body.scroll_offset.y
        app.body.reveal(Span(*at("Paragraph 151", LONG.text)), flash=False)
        await pilot.wait_for_scheduled_animations()
        assert app.body.scroll_offset.y == before


async def test_a_long_article_is_set_no_further_than_needed() -> None:
    app = BodyApp(Article(HUGE.text * 2))
    async with app.run_test(size=(64, 30)):
        app.body.show(HUGE)
        page = app.body._page
        assert page is not None and not page.layout.done
        assert len(page.layout.lines) < 200
        guess = page.height
        assert app.body.virtual_size.height == guess
        page.layout.set_rest()
        assert page.height == pytest.approx(guess, rel=0.1)


async def test_a_jump_into_what_is_not_set_yet() -> None:
    app = BodyApp(HUGE)
    async with app.run_test(size=(64, 30)) as pilot:
        app.body.show(HUGE)
        await pilot.press("G")
        await pilot.pause()
        assert shown(app)[-2].strip().endswith("line.")
        assert app.body.scroll_offset.y == app.body.max_scroll_y
        app.body.show(HUGE)
        app.body.reveal(Span(900_000, 900_010))
        await pilot.wait_for_scheduled_animations()
        await pilot.pause()
        assert app.body.position <= 900_000 < app.body.position + 64 * 30


async def test_the_rest_is_set_in_idle_time() -> None:
    app = BodyApp(HUGE)
    async with app.run_test(size=(64, 30)) as pilot:
        for _ in range(500):
            await pilot.pause(0.01)
            page = app.body._page
            if page is not None and page.layout.done and app.body._layout_timer is None:
                break
        assert page is not None and page.layout.done
        assert app.body.virtual_size.height == page.height


async def test_an_article_shown_while_the_pane_is_hidden_is_there_when_it_comes_back() -> None:
    app = BodyApp()
    async with app.run_test(size=(64, 30)) as pilot:
        await pilot.pause()
        app.body.display = False
        await pilot.pause()
        position = LONG.text.index("Paragraph 200")
        app.body.show(LONG)
        app.body.reveal(Span(position, position + 9), flash=False)
        assert app.body.position == position
        assert not app.body.turn(1)
        app.body.display = True
        await pilot.pause()
        assert "Paragraph 200" in "".join(shown(app)[:10])


async def test_clearing_leaves_a_sentence() -> None:
    app = BodyApp(LONG)
    async with app.run_test(size=(64, 30)) as pilot:
        await pilot.press("G")
        app.body.analysis = ANALYSIS
        app.body.clear("No article here [/].")
        await pilot.press("j", "G", "pagedown")
        assert [line.strip() for line in shown(app) if line] == ["No article here [/]."]
        assert app.body.article is None and app.body.analysis is None and app.body.position == 0
        assert not app.body.turn(1)
        app.body.reveal(Span(0, 5))
        app.body.show(ARTICLE)
        await pilot.pause()
        assert "Title" in shown(app)[1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        "x" * 5_000,
        "漢" * 5_000,
        "a\u0301" * 3_000,
        "👨\u200d👩\u200d👧" * 500,
        "\t\t\t",
        "\ufeff\u200b\u200d",
    ],
    ids=["nothing", "blank-lines", "no-spaces", "wide", "accents", "joined", "tabs", "unseen"],
)
async def test_any_text_is_shown(text: str) -> None:
    app = BodyApp(Article(text, text[:300]))
    async with app.run_test(size=(30, 12)) as pilot:
        app.body.analysis = Analysis(entities=(Entity(0, 9_000, "PERSON", "x"),), summary=(Span(0, 9_000),))
        await pilot.press("pagedown", "G", "j", "home")
        await pilot.click(Body, offset=(5, 5), times=2)
        await pilot.resize_terminal(10, 5)
        await pilot.pause()
        room = app.body.room.width
        assert {app.body.render_line(y).cell_length for y in range(5)} == {room}


async def test_no_control_reaches_the_terminal() -> None:
    app = BodyApp(Article("a\x1b]52;c;aGk=\x07b \u202ec\x9b31m", "t\x1b[2Jt"))
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        assert not set("".join(shown(app))) & set("\x1b\x07\x9b\u202e")


def test_every_label_has_a_style() -> None:
    assert set(CLASSES.values()) <= set(LOOKS)
