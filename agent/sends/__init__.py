"""Stages 9 to 11 of 12: release what was approved, listen to the mailbox, follow up on silence."""
