"""The command line: one file for each group of commands. Light to import: a command imports what it needs."""
