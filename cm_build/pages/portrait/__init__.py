"""A place: its portrait, its effects, its data, its card, its pictures."""
