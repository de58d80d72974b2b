"""Ring 1: a built site and what the ledger says → a matrix that proves or disproves sameness."""
