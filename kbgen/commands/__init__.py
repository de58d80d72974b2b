"""The commands, one file each: they take plain arguments and return a result for the cli."""
