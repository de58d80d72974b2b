"""Moves pages and sections: what changes in which files, so that no address and no link is lost."""
