"""Writes blocks as drafts in the project."""
