"""Measures: each figure is a ratio taken in one run, or a count. See docs/performances.md."""
