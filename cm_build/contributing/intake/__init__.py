"""What arrives by an issue, a mail or a branch: read, compared, answered."""
