"""Ring 1: Site → artefacts."""
