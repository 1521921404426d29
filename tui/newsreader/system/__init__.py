"""Deal with the operating system: files, permissions, signals, encodings of terminals."""
