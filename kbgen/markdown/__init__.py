"""Text of a page to content: scanned, rendered, sanitized, its facts put in."""
