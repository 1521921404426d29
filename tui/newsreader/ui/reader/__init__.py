"""The reader's screen: its panes, its keys, and what each key does."""
