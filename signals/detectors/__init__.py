"""Stage 2 of 12, detect: items to mentions, every field on its verbatim quote."""
