"""Frames that other sites show."""
