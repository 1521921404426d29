"""Add sources: read them in a worker process, subscribe to them, and store their articles in batches."""
