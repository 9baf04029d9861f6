"""The address guard: which hosts this installation may connect to."""
