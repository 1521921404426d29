"""Recognise the people, organisations, places, products, dates and sums of money that a document mentions."""
