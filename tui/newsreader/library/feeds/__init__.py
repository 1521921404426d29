"""Store subscriptions, when each is due, and the entries that feeds send."""
