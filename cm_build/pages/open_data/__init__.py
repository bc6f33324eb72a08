"""The open data, its dictionary, its files."""
