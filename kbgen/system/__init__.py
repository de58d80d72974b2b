"""What touches the machine: processes, the disk, digests. Standard library only."""
