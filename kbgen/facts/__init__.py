"""The types of fact: how each is read, formatted, found in prose and linked."""
