"""Searches without a result → rows for the glossary and front matter that would answer them."""
