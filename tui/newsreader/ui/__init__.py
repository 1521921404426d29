"""The reader's user interface, built on Textual: app, screen, dialogs, widgets, keys."""
