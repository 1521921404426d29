"""Widgets: each shows one thing, and posts messages about what the user does in it."""
