"""Geometry of every drawing, and the projections: no words, no place."""
