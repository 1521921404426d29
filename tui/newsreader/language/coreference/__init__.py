"""Decide which mentions mean the same person, organisation or place: names, pronouns and descriptions."""
