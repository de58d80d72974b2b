"""Ring 1: documents of any kind → pages; pure stages, no disk."""
