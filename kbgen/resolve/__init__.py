"""Completes a site (locales, differences, links) and formats its facts, hours and days."""
