"""The rules: one file and one function each, listed by hand in `rules.ALL`."""
