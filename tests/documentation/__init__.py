"""The parts of docs/ that are made from the program: `python -m tests.documentation` writes them."""
