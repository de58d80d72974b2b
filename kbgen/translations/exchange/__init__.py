"""Texts for translators, in the files that their programs read, and back into the site."""
