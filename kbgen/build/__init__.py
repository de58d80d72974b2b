"""Builds a site: plans its parts and their cache keys, makes them in processes, publishes them."""
