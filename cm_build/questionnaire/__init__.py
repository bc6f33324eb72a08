"""What is asked, scored and drawn, as frozen models of `data/questionnaire.yaml`."""
