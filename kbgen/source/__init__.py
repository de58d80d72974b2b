"""Reads a project from disk into the model."""
