"""What `add` does: sources read in a process of their own, subscribed to, and stored in batches."""
