"""French: numbers, lists, agreement, formulas, counts."""
