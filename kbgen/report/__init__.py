"""Ring 1: findings and facts → text and JSON."""
