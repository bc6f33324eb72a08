"""The kit for evaluating together: sheets to print, made from the questionnaire."""
