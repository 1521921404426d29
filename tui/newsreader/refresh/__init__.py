"""A refresh: from the request to the stored entries of all feeds and folders that are due."""
