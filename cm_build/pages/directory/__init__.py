"""The directory of places."""
