"""Publishes a built site: to a folder, a server, a bucket; a visitor always meets a whole one."""
