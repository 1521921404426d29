"""Store subscriptions, their schedule and passwords, and the entries of feeds."""
