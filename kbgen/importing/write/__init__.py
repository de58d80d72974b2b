"""Blocks to drafts in the project."""
