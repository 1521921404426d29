"""Show the list of articles."""
