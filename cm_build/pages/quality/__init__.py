"""The quality of the data."""
