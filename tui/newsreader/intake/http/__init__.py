"""Fetch from the web within limits: pages, feeds, full texts, pictures."""
