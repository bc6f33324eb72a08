"""The `cm` command: one module per sub-command, all returning an exit code."""
