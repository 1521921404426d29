"""The article view: break the text into lines, style its spans, scroll and select."""
