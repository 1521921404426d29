"""Ask and tell in dialogs over the reader."""
