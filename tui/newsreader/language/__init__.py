"""Text in, analysis out. Pure functions: no screen, no network, no database, no clock, no randomness.

`pipeline.analyse` runs them all. Nothing is imported here, so that `models.MODEL` costs nothing to ask for.
"""
