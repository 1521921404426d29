"""Find articles: the query language, searches and lists as SQL, and where a query's words are in a text."""
