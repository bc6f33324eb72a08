"""A page a territory."""
