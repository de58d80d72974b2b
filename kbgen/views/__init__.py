"""The data that templates get."""
