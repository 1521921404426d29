"""Find the quotes in a document, decide who said each, and rank them."""
