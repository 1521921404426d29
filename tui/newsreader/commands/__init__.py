"""The commands, by what they are for. Light to import: what a command needs is imported inside it."""
