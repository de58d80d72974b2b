"""Reads the addresses of older sites, and finds the pages that have taken their place."""
