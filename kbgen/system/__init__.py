"""Files, processes, digests and caches: the parts of kbgen that depend on the machine."""
