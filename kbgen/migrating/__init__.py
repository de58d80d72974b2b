"""Reads projects of other generators, and plans the same site as one of kbgen."""
