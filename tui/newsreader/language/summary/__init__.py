"""Choose the sentences that summarise a document."""
