"""The types that a fact can have; one file has all that is particular to a type."""
