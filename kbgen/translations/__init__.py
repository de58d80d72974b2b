"""What translations were made from: the record, the states of blocks, and what a change means."""
