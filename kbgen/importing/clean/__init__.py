"""Blocks without what is no part of the text."""
