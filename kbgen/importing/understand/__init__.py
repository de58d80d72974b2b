"""What documents are: their kind, language, questions, steps."""
