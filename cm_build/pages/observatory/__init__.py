"""All places together: the référentiel’s chapters."""
