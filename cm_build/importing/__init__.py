"""Other systems' files to files of places; what cannot be carried over is told, field by field."""
