"""Bytes of documents to blocks."""
