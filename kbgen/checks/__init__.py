"""The rules, one function each, listed by hand in needed.py (builds) and rules.py (sameness)."""
