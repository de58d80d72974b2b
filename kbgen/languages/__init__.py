"""All that is known of each language, as data: one folder a language, read when it is wanted.

Imports model only. What has no table here is not guessed from another language.
"""
