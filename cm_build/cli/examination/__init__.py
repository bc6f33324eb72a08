"""What `cm doctor` looks at, one module for each subject; each yields diagnoses."""
