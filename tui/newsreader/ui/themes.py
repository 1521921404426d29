"""The two themes of the program: a light one like a newspaper, and a calm dark one for the evening."""

from __future__ import annotations

from textual.theme import Theme

__all__ = ["DUSK", "NEWSPRINT", "OWN"]

NEWSPRINT = Theme(
    name="newsprint",
    dark=False,
    background="#FAF6EC",
    surface="#F4EEDF",
    panel="#E9E1CD",
    foreground="#2A2620",
    primary="#1D4E79",
    secondary="#5F3F83",
    accent="#9C3D1E",
    warning="#8A4700",
    error="#A3262A",
    success="#2C6335",
    luminosity_spread=0.1,
    variables={
        "block-cursor-background": "#E0D3B4",
        "block-cursor-foreground": "#2A2620",
        "block-cursor-blurred-background": "#EBE3CF",
        "footer-key-foreground": "#9C3D1E",
    },
)
"""Ink on paper."""

DUSK = Theme(
    name="dusk",
    dark=True,
    background="#1A1D21",
    surface="#1F2327",
    panel="#282D33",
    foreground="#D8D4CA",
    primary="#8DB3D6",
    secondary="#B9A5D6",
    accent="#DDA46B",
    warning="#E2BE7F",
    error="#E29292",
    success="#9BC49A",
    luminosity_spread=0.1,
    variables={
        "block-cursor-background": "#39424C",
        "block-cursor-foreground": "#F0ECE2",
        "block-cursor-blurred-background": "#2A3037",
        "footer-key-foreground": "#DDA46B",
    },
)
"""Warm grey on dark grey."""

OWN = (NEWSPRINT, DUSK)
"""The themes of the program, in addition to Textual's."""
