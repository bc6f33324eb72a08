"""What people who evaluate together need from the questionnaire: one sheet a criterion."""
