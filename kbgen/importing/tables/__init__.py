"""What is known of the four languages and of the web, as tables; no code."""
