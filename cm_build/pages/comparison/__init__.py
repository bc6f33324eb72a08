"""Some places side by side."""
