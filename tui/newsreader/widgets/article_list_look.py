"""How the parts of the list of articles look: names of its component classes, and their colours from the theme."""

__all__ = ["COMPONENTS", "CSS"]

COMPONENTS = {
    "article-list--unread",
    "article-list--read",
    "article-list--meta",
    "article-list--dot",
    "article-list--star",
    "article-list--tick",
    "article-list--marked",
    "article-list--cursor",
    "article-list--hover",
    "article-list--empty",
    "article-list--hit",
}

CSS = """
ArticleList {
    overflow-x: hidden;
    overflow-y: auto;
    scrollbar-gutter: stable;
    scrollbar-size-vertical: 1;
    background: $surface;
    color: $foreground;
    & > .article-list--unread { text-style: bold; }
    & > .article-list--read { color: $text-muted; }
    & > .article-list--meta { color: $text-muted; }
    & > .article-list--dot { color: $text-accent; }
    & > .article-list--star { color: $text-warning; }
    & > .article-list--tick { color: $text-accent; text-style: bold; }
    & > .article-list--marked { background: $accent 18%; }
    & > .article-list--empty { color: $text-muted; }
    & > .article-list--hit { color: $text-warning; text-style: underline; }
    & > .article-list--hover { background: $block-hover-background; }
    & > .article-list--cursor { background: $block-cursor-blurred-background; }
    &:focus > .article-list--cursor {
        background: $block-cursor-background;
        color: $block-cursor-foreground;
    }
    &:nocolor > .article-list--meta { color: $foreground; text-style: dim; }
    &:nocolor > .article-list--read { color: $foreground; text-style: dim; }
    &:nocolor:focus > .article-list--cursor { text-style: reverse; }
}
"""
