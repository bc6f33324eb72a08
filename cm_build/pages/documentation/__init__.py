"""The pages written by hand: what they take from the configuration, what the search finds in them."""
