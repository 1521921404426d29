"""Store articles and what belongs to each: texts, analyses, names, tags, notes."""
