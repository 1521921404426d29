"""The types that everything speaks of: articles, notes, analyses and spans of text. Imports nothing of ours."""
