"""The form: its screens, its page, its paper."""
