"""Types of fact: read, formatted, found in prose, linked."""
