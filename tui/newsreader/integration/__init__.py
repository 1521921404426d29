"""Work with other programs on this machine: the clipboard, and commands that articles are piped into."""
