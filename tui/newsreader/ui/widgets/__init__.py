"""Show one thing each, and post messages about what the reader does there."""
