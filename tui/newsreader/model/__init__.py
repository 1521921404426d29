"""The types that all other parts share: articles, notes, analyses and spans. Imports nothing else of newsreader."""
