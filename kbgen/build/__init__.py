"""What is made, by what key, in which process, and where it is put."""
