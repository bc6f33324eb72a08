"""What helps a place enter the référentiel: proposals received, checked and answered."""
