"""The file a place hands over: two pages for a funder, or for who owns the walls."""
