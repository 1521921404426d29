"""Serve the reader to a browser."""
