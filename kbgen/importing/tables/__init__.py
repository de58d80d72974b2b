"""What documents are searched for: patterns over the tables of all languages, and of the web."""
