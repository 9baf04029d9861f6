"""Stages 5 to 7 of 12: research a brief, draft from it, check every sentence against its evidence."""
