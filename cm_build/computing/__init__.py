"""From answers to figures: a closed set of operations, missing values explicit all along."""
