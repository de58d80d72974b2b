"""Converts documents to pages in stages: read, clean, understand, pair, write."""
