"""The preview: a place’s pages drawn before anything is published."""
