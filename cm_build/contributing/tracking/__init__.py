"""Mon suivi: what the files of a place say together, for that place alone, on its own device."""
