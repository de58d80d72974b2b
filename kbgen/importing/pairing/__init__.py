"""Finds documents that are one page in several languages."""
