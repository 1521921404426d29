"""The screens of the reader: each wires its widgets together and decides."""
