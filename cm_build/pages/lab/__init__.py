"""The laboratory: two measures, a point a place."""
