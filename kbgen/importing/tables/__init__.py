"""Patterns for documents, made of the tables of all languages."""
