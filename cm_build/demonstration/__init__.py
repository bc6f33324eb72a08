"""Synthetic places for measures: seeded, every part answered, on real communes; never shown as real."""
