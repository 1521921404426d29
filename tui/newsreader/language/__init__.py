"""Analyse a text. Pure functions: no screen, no network, no database, no clock, no randomness.

`pipeline.analyse` runs everything. Nothing is imported here, so that reading `resources.models.MODEL` costs nothing.
"""
