"""The pages of the site, one folder a family: its view, its templates, its styles, its scripts."""
