"""The workshop on screen: voting together, keeping what was said, handing it to the questionnaire."""
