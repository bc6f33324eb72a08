"""The site shown while it is written: what is saved is seen at once."""
