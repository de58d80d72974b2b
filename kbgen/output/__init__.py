"""Everything that is published beside the pages."""
