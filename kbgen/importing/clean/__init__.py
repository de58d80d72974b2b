"""Removes blocks that are no content of a document."""
