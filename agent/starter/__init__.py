"""The files that `firstlight init` writes for a new team: safe defaults, with comments."""
