"""Work that runs in other processes, so that neither the screen nor the library ever waits for it."""
