"""Ring 0: frozen types; imports nothing of kbgen but itself."""
