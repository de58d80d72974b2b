"""Makes the files of the search index from answers: first for each page, then for the site."""
