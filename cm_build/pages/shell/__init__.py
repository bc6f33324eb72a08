"""What every page shares: Jinja, the layout, colours and type."""
