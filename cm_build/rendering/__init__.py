"""The one Jinja environment, its templates and styles: contributor text becomes HTML here only."""
