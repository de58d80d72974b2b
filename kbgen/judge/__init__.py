"""Asks a program or a language model whether translations say the same as their sources."""
