"""Stage 1 of 12, collect: one file per system read; each says what to read and how, and reads nothing itself."""
