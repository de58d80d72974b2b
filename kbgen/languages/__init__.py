"""The tables of languages: one folder for each language, read when it is needed.

A language without a table never gets the table of another language.
"""
