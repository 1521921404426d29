"""The command line: one file for each group of commands. Each command imports its own needs, so `--help` is fast."""
