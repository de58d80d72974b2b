"""Read documents of each format into blocks."""
