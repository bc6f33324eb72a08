"""One module per open format; every file is the same bytes for the same data."""
