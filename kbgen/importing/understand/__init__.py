"""Recognizes the kind, language, structure, questions and steps of documents."""
