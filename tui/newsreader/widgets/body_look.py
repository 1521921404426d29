"""How the parts of the body pane look: names of its component classes, and their colours from the theme.

Classes of names differ by text style as well as by colour, so that they can be told apart without colours. Where
a theme's colour would be hard to read on the ground that it stands on, `Palette` moves it.
"""

__all__ = ["COMPONENTS", "CSS"]

COMPONENTS = {
    "body--title",
    "body--details",
    "body--heading",
    "body--subheading",
    "body--blockquote",
    "body--code",
    "body--caption",
    "body--strong",
    "body--emphasis",
    "body--prefix",
    "body--quote",
    "body--person",
    "body--org",
    "body--loc",
    "body--norp",
    "body--misc",
    "body--date",
    "body--money",
    "body--link",
    "body--hit",
    "body--note",
    "body--flash",
    "body--summary-mark",
    "body--message",
}

CSS = """
Body {
    overflow-x: hidden;
    overflow-y: auto;
    scrollbar-gutter: stable;
    scrollbar-size-vertical: 1;
    background: $background;
    color: $foreground;
    & > .body--title { text-style: bold; }
    & > .body--details { color: $text-muted; }
    & > .body--heading { color: $text-primary; text-style: bold; }
    & > .body--subheading { text-style: bold; }
    & > .body--blockquote { color: $foreground 85%; }
    & > .body--code { background: $foreground 6%; }
    & > .body--caption { color: $text-muted; text-style: italic; }
    & > .body--strong { text-style: bold; }
    & > .body--emphasis { text-style: italic; }
    & > .body--prefix { color: $text-muted; }
    & > .body--quote { background: $foreground 7%; }
    & > .body--person { color: $text-warning; text-style: bold; }
    & > .body--org { color: $text-primary; text-style: underline; }
    & > .body--loc { color: $text-success; text-style: italic; }
    & > .body--norp { color: $text-success; text-style: italic underline; }
    & > .body--misc { color: $text-error; text-style: bold italic; }
    & > .body--date { color: $text-muted; }
    & > .body--money { color: $text-secondary; }
    & > .body--link { text-style: underline; }
    & > .body--note { background: $secondary 30%; }
    & > .body--hit { background: $warning 45%; }
    & > .body--flash { background: $accent; color: $background; }
    & > .body--summary-mark { color: $accent; }
    & > .body--message { color: $text-muted; }
    &:nocolor > .body--details { color: $foreground; text-style: dim; }
    &:nocolor > .body--caption { color: $foreground; text-style: dim italic; }
    &:nocolor > .body--date { color: $foreground; text-style: dim; }
    &:nocolor > .body--money { color: $foreground; text-style: dim underline; }
    &:nocolor > .body--note { text-style: reverse; }
    &:nocolor > .body--hit { text-style: reverse; }
    &:nocolor > .body--flash { text-style: reverse; }
}
"""
