"""Brings a company's documents into its project; beside `build`, it calls several of ring 1."""
