"""What differs from one forge to another: its addresses, its events, its annotations."""
