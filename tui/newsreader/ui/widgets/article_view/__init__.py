"""Show one article: break it into lines, style its spans, scroll and select."""
