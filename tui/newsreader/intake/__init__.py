"""The outside world in, articles out."""
