"""The styles of the article list and its parts, in the colours of the theme."""

__all__ = ["COLOURLESS", "CSS", "LOOKS"]

CSS = """
ArticleList {
    background: $surface;
    color: $foreground;
}
"""

LOOKS = {
    "unread": "bold",
    "read": "$text-muted",
    "meta": "$text-muted",
    "dot": "$text-accent",
    "star": "$text-warning",
    "tick": "bold $text-accent",
    "marked": "on $accent 18%",
    "empty": "$text-muted",
    "hit": "underline $text-warning",
    "hover": "on $block-hover-background",
    "cursor": "on $block-cursor-blurred-background",
    "focused-cursor": "$block-cursor-foreground on $block-cursor-background",
}

COLOURLESS = {
    "meta": "dim $foreground",
    "read": "dim $foreground",
    "focused-cursor": "reverse",
}
