"""The development server: watches files, renders pages again and updates browsers."""
