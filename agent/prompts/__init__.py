"""Prompt files as a team owns them: what is live, what an edit would do, what may be published."""
