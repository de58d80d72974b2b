"""What translations were made from: blocks, their digests, and the record of both."""
