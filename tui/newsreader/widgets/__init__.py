"""The parts of the screens: each shows one thing and says what happened to it."""
