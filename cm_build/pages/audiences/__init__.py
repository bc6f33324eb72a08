"""What each audience comes to look for."""
