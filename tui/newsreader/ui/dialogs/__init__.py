"""Dialogs over the reader."""
