"""Which documents are one page in two languages."""
