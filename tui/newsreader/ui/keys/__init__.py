"""Bind keys: the reader's own key bindings, their labels, and sequences of keys."""
