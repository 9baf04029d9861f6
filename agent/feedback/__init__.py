"""What people changed, refused and prefer, turned into notes, voices, bans and examples for the drafters."""
