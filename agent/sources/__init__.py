"""Sources looked at by people: one read live or from what was kept, and what would come of it. Nothing is written."""
