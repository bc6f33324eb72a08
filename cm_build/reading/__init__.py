"""Bytes to a tree of text with positions; what goes wrong becomes a Problem, never an exception."""
