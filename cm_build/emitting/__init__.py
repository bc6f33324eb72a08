"""What is written where: nothing that this program did not write is ever erased."""
