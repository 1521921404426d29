"""Find articles: the query language, search, and lists as SQL."""
