"""Answers to the files of the search index, page by page and then together."""
