"""What `cm federation` does: the only part of the program that asks a network's repository anything."""
