"""Key bindings: from the settings, their labels, and sequences of keys."""
