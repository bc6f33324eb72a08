"""From a person's answers to a proposal: the form, its preview, what is sent."""
