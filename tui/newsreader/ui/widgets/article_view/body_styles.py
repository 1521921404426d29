"""The styles of the body pane and its parts, in the colours of the theme.

Entity classes differ by text style as well as by colour, so that they differ without colours too. `StyleCache` changes
a colour that would be hard to read on its background.
"""

__all__ = ["COLOURLESS", "CSS", "LOOKS"]

CSS = """
Body {
    background: $background;
    color: $foreground;
}
"""

LOOKS = {
    "title": "bold",
    "details": "$text-muted",
    "heading": "bold $text-primary",
    "subheading": "bold",
    "blockquote": "$foreground 85%",
    "code": "on $foreground 6%",
    "caption": "italic $text-muted",
    "strong": "bold",
    "emphasis": "italic",
    "prefix": "$text-muted",
    "quote": "on $foreground 7%",
    "person": "bold $text-warning",
    "org": "underline $text-primary",
    "loc": "italic $text-success",
    "norp": "italic underline $text-success",
    "misc": "bold italic $text-error",
    "date": "$text-muted",
    "money": "$text-secondary",
    "link": "underline",
    "note": "on $secondary 30%",
    "hit": "on $warning 45%",
    "flash": "$background on $accent",
    "summary-mark": "$accent",
    "message": "$text-muted",
}

COLOURLESS = {
    "details": "dim $foreground",
    "caption": "dim italic $foreground",
    "date": "dim $foreground",
    "money": "dim underline $foreground",
    "note": "reverse",
    "hit": "reverse",
    "flash": "reverse",
}
