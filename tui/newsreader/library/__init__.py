"""One SQLite file: articles, reading state, stored analyses, subscriptions, search."""
