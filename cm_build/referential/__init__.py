"""Everything known before a page is drawn: read, computed, gathered, once."""
