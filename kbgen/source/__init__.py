"""Ring 1: disk → model."""
