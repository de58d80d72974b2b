"""Ring 1: Site → Site, and facts into words."""
