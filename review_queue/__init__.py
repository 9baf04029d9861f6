"""Stage 8 of 12, review: the rules of a decision and the pages where people take it."""
