"""Ring 1: records of answers → the files of the search index; imports only model and languages."""
