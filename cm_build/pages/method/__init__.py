"""The method: questions, criteria, formulas, messages."""
