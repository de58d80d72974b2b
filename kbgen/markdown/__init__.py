"""Converts the Markdown of a page to content: scans, renders and sanitizes it, inserts facts."""
