"""Finds amounts, dates, times and addresses in the text of a page, with their places."""
