"""The places that must not be found."""
