"""One SQLite file: articles, reading state, stored analyses, search."""
