"""What is known of languages and of their scripts."""
