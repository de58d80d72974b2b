"""Compares a built site with the ledger; the result is a matrix that proves sameness or not."""
